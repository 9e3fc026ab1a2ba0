internal import MemoryTypes
internal import Wire

/// Sends documents, several at a time, and tries again what may succeed later.
struct Pusher: Sendable {
    let conversation: any Conversation
    let inFlight: Int

    /// How long a full queue is waited for, in all, for one document.
    private static let patience = Duration.seconds(120)

    /// - Returns: the answers in the order of `inputs`.
    func push(_ inputs: [PushInput], progress: @Sendable (Int) -> Void) async throws -> [DocumentAccepted] {
        try await eachInOrder(inputs, progress: progress) { input in try await accepted(input) }
    }

    /// Waits until every document is absorbed, dead or cancelled.
    func wait(
        for documents: [DocumentID], within limit: Duration, progress: @Sendable (Int) -> Void
    ) async throws -> [DocumentStatus] {
        try await eachInOrder(documents, progress: progress) { document in
            try await conversation.call(AwaitDocument(document: document), within: limit)
        }
    }

    private func accepted(_ input: PushInput) async throws -> DocumentAccepted {
        let request = PushDocument(
            document: input.document, pool: input.pool, text: input.text, metadata: input.metadata, source: input.source
        )
        let end = ContinuousClock.now + Self.patience
        while true {
            do {
                return try await conversation.call(request)
            } catch let refusal as Refusal where refusal.isRetryable && ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(max(Int(refusal.retryAfterMilliseconds), 100)))
            }
        }
    }

    private func eachInOrder<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], progress: @Sendable (Int) -> Void,
        _ body: @escaping @Sendable (Input) async throws -> Output
    ) async throws -> [Output] {
        try await withThrowingTaskGroup(of: (Int, Output).self) { group in
            var outputs: [Int: Output] = [:]
            var next = 0
            while outputs.count < inputs.count {
                while next < inputs.count, next - outputs.count < inFlight {
                    let index = next
                    let input = inputs[index]
                    group.addTask { (index, try await body(input)) }
                    next += 1
                }
                guard let (index, output) = try await group.next() else { break }
                outputs[index] = output
                progress(outputs.count)
            }
            return inputs.indices.compactMap { outputs[$0] }
        }
    }
}
