internal import LatentMemory
package import MemoryTypes
package import StoreClient
internal import Synchronization
internal import Transformer
package import Wire

/// Answers queries: one snapshot for the whole answer, tokens as they come, and at the end all that is needed to ask
/// again and get the same.
package struct QueryService<Store: StoreCalls>: Sendable {
    package typealias Instant = ContinuousClock.Instant

    /// Who asks, and until when.
    package struct Caller: Sendable {
        package let tenant: TenantName
        package let deadline: Instant?
        package let arrived: Instant

        package init(tenant: TenantName, deadline: Instant?, arrived: Instant) {
            self.tenant = tenant
            self.deadline = deadline
            self.arrived = arrived
        }
    }

    private let model: ServedModel
    private let encoder: PromptEncoder
    private let library: PoolLibrary<Store>
    private let stacks: StackLibrary
    private let loop: DecodingLoop
    private let numbers = QueryNumbers()

    package init(
        model: ServedModel, encoder: PromptEncoder, library: PoolLibrary<Store>, stacks: StackLibrary,
        loop: DecodingLoop
    ) {
        self.model = model
        self.encoder = encoder
        self.library = library
        self.stacks = stacks
        self.loop = loop
    }

    /// How long a query without a deadline waits for its pool.
    private static var patience: Duration { .seconds(60) }

    /// When a query no longer waits for its pool: a little before its deadline, so that the client still learns why.
    private func waitEnds(_ caller: Caller) -> Instant {
        guard let deadline = caller.deadline else { return caller.arrived + Self.patience }
        return deadline - min(.milliseconds(150), caller.arrived.duration(to: deadline) / 4)
    }

    /// Answers. A cancelled task ends the answer with the reason cancelled.
    ///
    /// - Parameter emit: sends a piece to the client; false if it has gone, which ends the answer.
    /// - Throws: why there is no answer.
    package func answer(
        _ ask: Ask, from caller: Caller, emit: @escaping @Sendable (Wire.Token) async -> Bool
    ) async throws(Refusal) -> Done {
        let id = numbers.next()
        let prompt = try await encoder.tokens(of: ask)
        guard let pool = ask.pool, ask.useMemory else {
            let alone = EditedPrompt(tokens: prompt, hooks: .empty)
            return try await answer(ask, id, alone, model.withoutPool, nil, caller, emit)
        }
        let loan = try await library.borrow(
            pool.name, of: caller.tenant, wish: pool.wish, for: id,
            deadline: waitEnds(caller))
        do throws(Refusal) {
            let edited = await stacks.reading(prompt, with: loan.pool.edits)
            let done = try await answer(ask, id, edited, loan.pool.snapshot.context, loan.pool, caller, emit)
            await library.giveBack(loan)
            return done
        } catch {
            await library.giveBack(loan)
            throw error
        }
    }

    private func answer(
        _ ask: Ask, _ id: QueryID, _ edited: EditedPrompt, _ context: ReadingContext, _ pool: LoadedPool?,
        _ caller: Caller, _ emit: @escaping @Sendable (Wire.Token) async -> Bool
    ) async throws(Refusal) -> Done {
        let prompt = edited.tokens
        try checkPositions(context.textPosition, prompt.count, ask.newTokensMax)
        let seed = ask.sampling.seed ?? UInt64.random(in: .min ... .max)
        let events = try await loop.submit(
            Query(
                id: id, prompt: prompt, context: context, hooks: edited.hooks,
                documents: ask.wantsDocuments ? pool?.snapshot.documents : nil,
                sampling: ask.sampling.transformer(seed: seed), tokenLimit: ask.newTokensMax, stop: ask.stop,
                arrived: caller.arrived, deadline: caller.deadline))
        // The last event of a cancelled answer says how far it came: a cancelled task would not read it.
        let passing = Task { await pass(events, id, emit) }
        let end = await withTaskCancellationHandler {
            await passing.value
        } onCancel: {
            Task { await loop.cancel(id) }
        }
        return Done(
            reason: end.reason, promptTokens: UInt32(prompt.count), memoryTokens: UInt32(pool?.snapshot.tokens ?? 0),
            newTokens: UInt32(end.tokens), poolVersion: pool?.version, position: pool?.position,
            stateHash: pool?.stateHash, model: model.descriptor.digest, seed: seed, timings: end.times.onTheWire,
            documents: end.documents.map { AttendedDocument(document: $0.document, mass: $0.share) })
    }

    private func checkPositions(_ before: Int, _ prompt: Int, _ new: Int) throws(Refusal) {
        let wanted = before + prompt + new
        guard wanted <= model.positionLimit else {
            throw Refusal(
                .positionLimitExceeded,
                "Memory (\(before)), prompt (\(prompt)) and answer (\(new)) take \(wanted) positions; "
                    + "the model has \(model.positionLimit).",
                numbers: [Int64(wanted), Int64(model.positionLimit)])
        }
    }

    private struct End {
        var reason = FinishReason.shutdown
        var tokens = 0
        var times = AnswerTimes()
        var documents: [DocumentShare] = []
    }

    /// Sends the pieces on until the answer ends; a client that has gone cancels it.
    private func pass(_ events: AnswerStream, _ id: QueryID, _ emit: @escaping @Sendable (Wire.Token) async -> Bool)
        async -> End
    {
        var sequence: UInt32 = 0
        var end = End()
        for await event in events {
            switch event {
            case .piece(let text, let tokens):
                let piece = Wire.Token(sequence: sequence, text: text, tokens: tokens.map(UInt32.init))
                sequence += 1
                if await !emit(piece) { await loop.cancel(id) }
            case .ended(let reason, let tokens, let times, let documents):
                end = End(reason: reason, tokens: tokens, times: times, documents: documents)
            }
        }
        return end
    }
}

/// Gives queries their numbers.
final class QueryNumbers: Sendable {
    private let last = Mutex<UInt64>(0)

    func next() -> QueryID {
        QueryID(
            last.withLock { last in
                last += 1
                return last
            })
    }
}

extension PoolReference {
    /// The version that the client wants.
    var wish: VersionWish {
        if let version { return .exactly(version) }
        return minimumVersion.map(VersionWish.atLeast) ?? .newest
    }
}

extension Wire.Sampling {
    func transformer(seed: UInt64) -> Transformer.Sampling {
        Transformer.Sampling(
            temperature: temperature, topK: Int(topK), topP: topP, repetitionPenalty: repetitionPenalty, seed: seed)
    }
}

extension AnswerTimes {
    var onTheWire: AnswerTimings {
        func microseconds(_ duration: Duration) -> UInt64 { UInt64(max(0, duration / .microseconds(1))) }
        return AnswerTimings(
            queue: microseconds(queue), prefill: microseconds(prefill), decode: microseconds(decode),
            total: microseconds(total))
    }
}
