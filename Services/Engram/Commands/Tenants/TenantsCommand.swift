internal import ArgumentParser

/// Walls, and the keys that open doors in them.
struct TenantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenants",
        abstract: "Creates and lists tenants, sets their limits, makes and revokes API keys.",
        subcommands: [
            ListTenantsCommand.self, CreateTenantCommand.self, SetLimitsCommand.self, CreateKeyCommand.self,
            ListKeysCommand.self, RevokeKeyCommand.self,
        ],
        defaultSubcommand: ListTenantsCommand.self)
}
