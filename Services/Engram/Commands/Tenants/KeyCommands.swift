internal import ArgumentParser
internal import MemoryTypes
internal import Wire

struct CreateKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Makes an API key, or admits a CURVE public key.",
        discussion: "The secret is printed this one time; the store keeps only its hash.")

    @Argument(help: "Whose it will be.") var tenant: TenantName
    @Option(help: "What it is for.") var label = ""
    @Option(help: "What it opens: \(Scopes.names.map(\.name).joined(separator: ", ")), between commas.")
    var scopes = "read,write"
    @Option(help: "Until when (ISO 8601).") var expires: Timestamp?
    @Option(help: "A CURVE public key in Z85, to be admitted instead of making a secret.") var admit = ""
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    private struct Created: Encodable {
        let key: KeyRow
        let secret: String
    }

    func run() async throws {
        guard let opened = Scopes(scopes), !opened.isEmpty else {
            throw ValidationError("--scopes are \(Scopes.names.map(\.name).joined(separator: ", ")), between commas.")
        }
        let request = CreateKey(tenant: tenant, label: label, scopes: opened, expires: expires, curveKey: admit)
        let created = try await connection.with { conversation in
            try await Self.checkFirst(opened, conversation)
            return try await conversation.call(request)
        }
        let terminal = Surroundings.current.terminal
        if output.json {
            return terminal.line(try Terminal.json(Created(key: KeyRow(created.description), secret: created.secret)))
        }
        KeyListReport(keys: [KeyRow(created.description)]).write(to: terminal)
        guard !created.secret.isEmpty else { return }
        terminal.line(created.secret)
        terminal.note(
            "Keep it in a file of yours (mode 600) and name the file: --key-file FILE. It is not shown again.")
    }
}

extension CreateKeyCommand {
    /// From the first key on everybody needs one: it must be able to make more, or nobody ever could.
    private static func checkFirst(_ scopes: Scopes, _ conversation: any Conversation) async throws {
        guard !scopes.contains(.operator), try await conversation.call(ListKeys(limit: 1)).keys.isEmpty else { return }
        throw Failure(
            .refused, "This would be the first key, and with it nobody could make another one.",
            advice: "Begin with: engram tenants key default --label me --scopes read,write,admin,operator,service")
    }
}

struct ListKeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "keys", abstract: "Lists keys, without their secrets.")

    @Argument(help: "Only of this tenant.") var tenant: TenantName?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let keys = try await connection.with { conversation in
            var keys: [KeyDescription] = []
            var after: UInt64?
            repeat {
                let page = try await conversation.call(ListKeys(tenant: tenant, after: after, limit: Limits.pageMax))
                keys += page.keys
                after = page.next
            } while after != nil
            return keys
        }
        try Surroundings.current.terminal.show(KeyListReport(keys: keys.map { KeyRow($0) }), json: output.json)
    }
}

struct RevokeKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Makes a key open nothing, within five seconds everywhere.")

    @Argument(help: "The key's number.") var key: UInt64
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        _ = try await connection.with { try await $0.call(RevokeKey(key: key)) }
        Surroundings.current.terminal.line("key \(key) opens nothing any more")
    }
}
