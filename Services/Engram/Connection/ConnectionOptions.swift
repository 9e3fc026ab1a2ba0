internal import ArgumentParser
internal import Foundation

/// Where the services are, and as whom to ask.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Ingest's address, such as tcp://10.0.0.7:7401 (environment: ENGRAM_ENDPOINT; default: the one that \
            `engram up` wrote into its data folder).
            """,
            valueName: "address"))
    var endpoint: String?

    @OptionGroup var data: DataOptions

    @Option(
        help: ArgumentHelp("A file that holds an API key (environment: ENGRAM_KEY_FILE).", valueName: "file"),
        completion: .file())
    var keyFile: String?

    @Option(
        help: ArgumentHelp(
            "Ingest's CURVE public key, or the file that holds it (environment: ENGRAM_SERVER_KEY).", valueName: "key"))
    var serverKey: String?

    @Option(
        help: ArgumentHelp(
            "Your own CURVE key file, made by `engram keys new` (environment: ENGRAM_CURVE_KEY).", valueName: "file"),
        completion: .file())
    var curveKey: String?

    /// Calls `body` with a conversation, and closes it whatever happens.
    func with<Result>(_ body: (any Conversation) async throws -> Result) async throws -> Result {
        let surroundings = Surroundings.current
        let conversation = try await surroundings.connect(try target(surroundings))
        do {
            let result = try await body(conversation)
            await conversation.close()
            return result
        } catch {
            await conversation.close()
            throw error
        }
    }

    func target(_ surroundings: Surroundings) throws(Failure) -> ConnectionTarget {
        let environment = surroundings.environment
        let key = try (keyFile ?? environment.given("ENGRAM_KEY_FILE")).map { (path) throws(Failure) in
            try Self.secret(path)
        }
        let server = serverKey ?? environment.given("ENGRAM_SERVER_KEY")
        let own = curveKey ?? environment.given("ENGRAM_CURVE_KEY")
        if let endpoint = endpoint ?? environment.given("ENGRAM_ENDPOINT") {
            return ConnectionTarget(endpoint: endpoint, credential: key ?? "", serverKey: server, ownKey: own)
        }
        let folder = data.folder(surroundings)
        guard let running = EndpointsFile.read(folder), DataFolderLock.isHeld(folder) else {
            throw Failure(
                .unavailable, "No `engram up` runs with the data folder \(folder.root.path).",
                advice: "Start one: engram up. Or say where the services are: --endpoint tcp://HOST:7401")
        }
        return ConnectionTarget(endpoint: running.ingest, credential: key ?? "", serverKey: server, ownKey: own)
    }

    private static func secret(_ path: String) throws(Failure) -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure(.noInput, "The key file \(path) cannot be read.")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Whom to connect to, and with what.
package struct ConnectionTarget: Equatable, Sendable {
    package let endpoint: String
    package let credential: String
    /// The server's CURVE public key, or a file with it; nil without CURVE.
    package let serverKey: String?
    /// The file with one's own CURVE keys; nil for fresh ones.
    package let ownKey: String?

    package init(endpoint: String, credential: String, serverKey: String? = nil, ownKey: String? = nil) {
        self.endpoint = endpoint
        self.credential = credential
        self.serverKey = serverKey
        self.ownKey = ownKey
    }
}

extension [String: String] {
    /// A variable's value; one that is empty was not given.
    func given(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}
