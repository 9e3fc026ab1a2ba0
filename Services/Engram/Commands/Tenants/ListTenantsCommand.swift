internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct ListTenantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists tenants and their limits.")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let tenants = try await connection.with { conversation in
            var tenants: [TenantDescription] = []
            var after: TenantName?
            repeat {
                let page = try await conversation.call(ListTenants(after: after, limit: Limits.pageMax))
                tenants += page.tenants
                after = page.next
            } while after != nil
            return tenants
        }
        let report = TenantListReport(tenants: tenants.map { TenantReport($0) })
        try Surroundings.current.terminal.show(report, json: output.json)
    }
}
