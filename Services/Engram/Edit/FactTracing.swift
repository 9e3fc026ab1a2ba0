internal import Editing
internal import Evaluation
internal import Tensors
internal import Transformer

/// A fact to be traced.
struct TracedFact {
    let prompt: String
    let subject: String
    /// Nil: what the model says.
    let answer: String?
}

/// Traces facts one after another.
struct FactTracing {
    let model: EditableModel
    let samples: Int
    let window: Int
    let noise: Double?
    let seed: UInt64

    private struct Prepared {
        let request: EditRequest
        let answer: Int32?
    }

    /// - Parameter keepsUnknown: whether facts count whose answer the model does not say.
    func report(on facts: [TracedFact], keepsUnknown: Bool, limit: Int, on terminal: Terminal) throws -> TraceReport {
        let view = try model.explained { () throws(EditingError) in
            try EditView(model.decoder, model: model.digest)
        }
        let known = try prepared(facts, keepsUnknown: keepsUnknown, limit: limit)
        guard !known.isEmpty else {
            throw Failure(
                .refused, "The model says the attribute first for none of \(facts.count) facts.",
                advice: "Trace what it says instead: --unknown.")
        }
        let deviation = noise ?? CausalTrace.noise(model.decoder, subjects: known.compactMap { fact in
            fact.request.prompt.subject.map { Array(fact.request.prompt.tokens[$0]) }
        })
        var summary = TraceSummary(layers: model.decoder.layers.count)
        var bar = ProgressBar("facts", on: terminal)
        defer { bar.clear() }
        var single: (CausalTrace, [CausalTrace.Kind: CausalTrace.Table])?
        for (index, fact) in known.enumerated() {
            try Task.checkCancellation()
            let traced = try trace(fact, view, deviation, seed &+ UInt64(index))
            summary.add(traced.0, tables: traced.1)
            single = known.count == 1 ? traced : nil
            bar.show(index + 1, of: known.count)
        }
        return TraceReport(
            summary, model: model, window: window, samples: samples, noise: deviation, seed: seed, offered: facts.count,
            single: single)
    }

    private func prepared(_ facts: [TracedFact], keepsUnknown: Bool, limit: Int) throws(Failure) -> [Prepared] {
        let plain = EditedModel(model.decoder)
        var known: [Prepared] = []
        for fact in facts {
            let request = try model.explained { () throws(EditingError) in
                try EditRequest(
                    prompt: fact.prompt, subject: fact.subject, target: fact.answer ?? "x", encode: model.encode)
            }
            let says = plain.logits(request.prompt.tokens).argmax(row: 0).map(Int32.init)
            let isKnown = fact.answer == nil || says == request.target.first
            guard isKnown || keepsUnknown else { continue }
            known.append(Prepared(request: request, answer: isKnown ? says : nil))
            if known.count == limit { break }
        }
        return known
    }

    private func trace(
        _ fact: Prepared, _ view: EditView, _ deviation: Double, _ seed: UInt64
    ) throws(Failure) -> (CausalTrace, [CausalTrace.Kind: CausalTrace.Table]) {
        let length = fact.request.prompt.subject?.count ?? 0
        let noise = TraceNoise.samples(
            samples, subject: length, width: model.decoder.configuration.width, deviation: deviation, seed: seed)
        let trace = try model.explained { () throws(EditingError) in
            try CausalTrace(view, prompt: fact.request.prompt, noise: noise, answer: fact.answer)
        }
        var tables: [CausalTrace.Kind: CausalTrace.Table] = [:]
        for kind in CausalTrace.Kind.allCases { tables[kind] = trace.table(kind, window: window) }
        return (trace, tables)
    }
}
