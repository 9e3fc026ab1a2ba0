internal import MemoryTypes
internal import Wire

/// The pool `default`, so that the first `engram push` has one to go to.
struct FirstPool: Sendable {
    let endpoint: String

    /// How long the first worker is waited for: it loads its model.
    private static let patience = Duration.seconds(120)

    /// Creates it once a worker has brought a model, unless there are pools already.
    func create(_ surroundings: Surroundings) async {
        do {
            let conversation = try await surroundings.connect(ConnectionTarget(endpoint: endpoint, credential: ""))
            do { try await create(conversation, surroundings.terminal) } catch {
                surroundings.terminal.warn("no pool was created: \(Failure(explaining: error)?.sentence ?? "\(error)")")
            }
            await conversation.close()
        } catch {
            surroundings.terminal.warn("no pool was created: \(error)")
        }
    }

    private func create(_ conversation: any Conversation, _ terminal: Terminal) async throws {
        guard try await conversation.allPools().isEmpty else { return }
        try await PushCommand.createPools([PoolName(unchecked: "default")], conversation, patience: Self.patience)
        terminal.line("pool `default` is ready: engram push FILE, engram ask --pool default \"...\"")
    }
}
