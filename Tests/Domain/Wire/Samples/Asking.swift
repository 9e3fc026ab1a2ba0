import MemoryTypes
import Wire

extension Sampling: Sampled {
    static func sample(_ random: inout Random) -> Sampling {
        Sampling(
            temperature: random.float(), topK: random.next(), topP: random.float(),
            repetitionPenalty: random.float(), seed: random.optional { $0.next() })
    }
}

extension ChatMessage: Sampled {
    static func sample(_ random: inout Random) -> ChatMessage {
        ChatMessage(
            role: .sample(&random), content: random.text(0...24))
    }
}

extension PoolReference: Sampled {
    static func sample(_ random: inout Random) -> PoolReference {
        PoolReference(
            name: .sample(&random), version: random.optional { .sample(&$0) },
            minimumVersion: random.optional { .sample(&$0) })
    }
}

extension AnswerTimings: Sampled {
    static func sample(_ random: inout Random) -> AnswerTimings {
        AnswerTimings(
            queue: random.next(), prefill: random.next(), decode: random.next(), total: random.next())
    }
}

extension AttendedDocument: Sampled {
    static func sample(_ random: inout Random) -> AttendedDocument {
        AttendedDocument(
            document: .sample(&random), mass: random.float())
    }
}

extension Generator: Sampled {
    static func sample(_ random: inout Random) -> Generator {
        Generator(
            endpoint: random.text(1...25), serverKey: random.text(0...24), running: random.next(),
            waiting: random.next(), model: .sample(&random), modelName: random.text(1...25),
            version: random.optional { .sample(&$0) })
    }
}

extension FindGenerators: Sampled {
    static func sample(_ random: inout Random) -> FindGenerators {
        FindGenerators(
            pool: random.optional { .sample(&$0) })
    }
}

extension Generators: Sampled {
    static func sample(_ random: inout Random) -> Generators {
        Generators(
            generators: random.list(0...3) { .sample(&$0) })
    }
}

extension Ask: Sampled {
    static func sample(_ random: inout Random) -> Ask {
        Ask(
            pool: random.optional { .sample(&$0) }, useMemory: random.bool(), prompt: random.text(0...24),
            messages: random.list(0...3) { .sample(&$0) }, plain: random.bool(), sampling: .sample(&random),
            newTokensMax: random.int(-3...2000), stop: random.list(0...3) { $0.text(1...24) },
            wantsDocuments: random.bool())
    }
}

extension Token: Sampled {
    static func sample(_ random: inout Random) -> Token {
        Token(
            sequence: random.next(), text: random.text(0...24), tokens: random.list(0...3) { $0.next() })
    }
}

extension Done: Sampled {
    static func sample(_ random: inout Random) -> Done {
        Done(
            reason: .sample(&random), promptTokens: random.next(), memoryTokens: random.next(),
            newTokens: random.next(), poolVersion: random.optional { .sample(&$0) },
            position: random.optional { .sample(&$0) }, stateHash: random.optional { .sample(&$0) },
            model: .sample(&random), seed: random.next(), timings: .sample(&random),
            documents: random.list(0...3) { .sample(&$0) })
    }
}
