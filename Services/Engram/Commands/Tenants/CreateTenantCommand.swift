internal import ArgumentParser
internal import MemoryTypes
internal import Wire

/// What one tenant may use.
struct LimitOptions: ParsableArguments {
    @Option(help: "Pools at most; 0 for any number.") var maxPools: UInt32 = 0
    @Option(help: "Documents that may wait to be absorbed; 0 for any number.") var maxPending: UInt32 = 0
    @Option(help: "Bytes of texts kept; 0 for any.") var maxBytes: UInt64 = 0
    @Option(help: "Queries at one time on one worker; 0 for any number.") var maxQueries: UInt32 = 0

    var limits: TenantLimits {
        TenantLimits(
            pools: maxPools, pendingDocuments: maxPending, documentBytes: maxBytes, concurrentQueries: maxQueries)
    }
}

struct CreateTenantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "create", abstract: "Creates a tenant.")

    @Argument(help: "Its name.") var tenant: TenantName
    @OptionGroup var limits: LimitOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = CreateTenant(tenant: tenant, limits: limits.limits)
        let shown = try await connection.with { try await $0.call(request) }
        try Surroundings.current.terminal.show(TenantReport(shown.description), json: output.json)
    }
}

struct SetLimitsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits", abstract: "Changes what a tenant may use; limits that are not given become none.")

    @Argument(help: "The tenant.") var tenant: TenantName
    @OptionGroup var limits: LimitOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let request = SetTenantLimits(tenant: tenant, limits: limits.limits)
        let shown = try await connection.with { try await $0.call(request) }
        try Surroundings.current.terminal.show(TenantReport(shown.description), json: output.json)
    }
}
