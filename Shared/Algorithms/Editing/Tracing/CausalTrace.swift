public import Tensors
internal import Autograd
public import Transformer

/// Which activations carry a fact: the subject is blurred, single activations are put back, and what that gives the
/// answer is measured.                                                       Meng et al. 2022, section 2 and appendix B
public struct CausalTrace: Sendable {
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// The residual stream after one layer.
        case state
        /// What feed-forward blocks add, over a window of layers.
        case feedForward
        /// What attention blocks add, over a window of layers.
        case attention
    }

    /// Probabilities of the answer with one activation put back, [tokens][layers].
    public typealias Table = [[Double]]

    public let tokens: [Int32]
    public let subject: Range<Int>
    public let answer: Int32
    /// p(answer) of the text as it is, and blurred.
    public let high: Double
    public let low: Double
    private let view: EditView
    private let samples: TextRows
    private let clean: [HookSite: Tensor]
    private let blurred: [Tensor]

    /// - Parameters:
    ///   - noise: what is added to the embeddings of the subject, for each sample [subject, d].
    ///   - answer: nil for the likeliest token.
    public init(
        _ view: EditView, prompt: SubjectPrompt, noise: [Tensor], answer: Int32? = nil
    ) throws(EditingError) {
        guard let subject = prompt.subject else { throw .subjectMissing(method: "causal tracing") }
        guard !noise.isEmpty else { throw .settingUnusable(field: "samples", found: "0", wanted: "at least 1") }
        let row = TextRow(tokens: prompt.tokens, promptTokens: prompt.tokens.count)
        let (one, all) = (TextRows([row]), TextRows(noise.map { _ in row }))
        try view.require(all)
        let reading = CleanReading(view, one)
        (self.view, samples, tokens, self.subject) = (view, all, prompt.tokens, subject)
        clean = reading.activations
        self.answer = answer ?? Int32(reading.logits.argmax(row: 0) ?? 0)
        high = Double(reading.logits.softmax(row: 0)[Int(self.answer)])
        var blurred = BlurredReading(view, all, subject: subject, noise: noise)
        self.blurred = blurred.run()
        low = Self.mean(blurred.logits(prompt.tokens.count), self.answer)
    }

    /// How strong the noise is by default: three times the standard deviation of the numbers in the embeddings of
    /// subjects.
    public static func noise(_ decoder: Decoder, subjects: [[Int32]]) -> Double {
        let numbers = decoder.embed(subjects.flatMap(\.self)).array.map(Double.init)
        let mean = numbers.reduce(0, +) / Double(max(1, numbers.count))
        let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return 3 * (squares / Double(max(1, numbers.count - 1))).squareRoot()
    }

    private static func mean(_ logits: Tensor, _ answer: Int32) -> Double {
        (0..<logits.rows).reduce(0) { $0 + Double(logits.softmax(row: $1)[Int(answer)]) } / Double(logits.rows)
    }

    /// The table of one kind; windows of `window` layers around each.
    public func table(_ kind: Kind, window: Int = 10) -> Table {
        tokens.indices.map { token in
            view.decoder.layers.indices.map { layer in
                let layers = kind == .state ? layer..<layer + 1
                    : max(0, layer - window / 2)..<min(view.decoder.layers.count, layer + max(1, (window + 1) / 2))
                return score(restoring: layers.map { HookSite(layer: $0, module: kind.module) }, token: token)
            }
        }
    }

    /// p(answer) where the state after each layer is put back at a token and blocks of `kind` give there what they gave
    /// to the blurred text: what the state does by other ways than these.
    ///
    /// - Parameter noise: of the reading in which this is done; nil for the same again. The published implementation
    ///   draws anew, so that blocks below the state are frozen too.
    public func severed(_ kind: Kind, token: Int, noise: [Tensor]? = nil) -> [Double] {
        var entering = blurred
        if let noise {
            var again = BlurredReading(view, samples, subject: subject, noise: noise)
            entering = again.run()
        }
        let sites = view.decoder.layers.indices.map { HookSite(layer: $0, module: kind.module) }
        let frozen = sites.map { ($0, blurredOutput(of: $0)) }
        return view.decoder.layers.indices.map { layer in
            score(
                restoring: [HookSite(layer: layer, module: .block)], token: token, freezing: frozen,
                from: entering[0], at: 0)
        }
    }

    private func score(restoring sites: [HookSite], token: Int) -> Double {
        guard let first = sites.map(\.layer).min() else { return low }
        return score(restoring: sites, token: token, freezing: [], from: blurred[first], at: first)
    }

    private func score(
        restoring sites: [HookSite], token: Int, freezing frozen: [(HookSite, Tensor)], from entering: Tensor,
        at layer: Int
    ) -> Double {
        let places = samples.rows.indices.map { samples.place($0, token) }
        var hooks = view.effects.hooks(for: samples)
        for (site, rows) in frozen {
            let row = Verbs.gather(Weight(sharing: rows), rows: places)
            hooks.add(at: site) { $0.replaceRows(places, of: $1, with: .constant(row)) }
        }
        for site in sites {
            guard let rows = clean[site] else { continue }
            let row = Verbs.concatenate(places.map { _ in rows[rows: token..<token + 1] })
            hooks.add(at: site) { $0.replaceRows(places, of: $1, with: .constant(row)) }
        }
        var pass = ViewPass(
            view.decoder, samples, tape: Tape(differentiates: .none), hooks: hooks, from: .constant(entering),
            at: layer)
        pass.run(to: view.decoder.layers.count)
        let last = samples.rows.indices.map { samples.place($0, tokens.count - 1) }
        return Self.mean(pass.logits(last).value, answer)
    }

    /// What a block of a layer gives to the blurred texts.
    private func blurredOutput(of site: HookSite) -> Tensor {
        var seen = Tensor.none
        var hooks = view.effects.hooks(for: samples)
        hooks.add(at: site) { _, rows in
            seen = rows.value
            return rows
        }
        var pass = ViewPass(
            view.decoder, samples, tape: Tape(differentiates: .none), hooks: hooks,
            from: .constant(blurred[site.layer]), at: site.layer)
        pass.run(to: site.layer + 1)
        return seen
    }
}

extension CausalTrace.Kind {
    var module: HookSite.Module {
        switch self {
        case .state: .block
        case .feedForward: .feedForward
        case .attention: .attention
        }
    }
}

/// The text as it is: all that may be put back.
private struct CleanReading {
    private(set) var activations: [HookSite: Tensor] = [:]
    let logits: Tensor

    init(_ view: EditView, _ rows: TextRows) {
        var seen: [HookSite: Tensor] = [:]
        var hooks = view.effects.hooks(for: rows)
        for layer in view.decoder.layers.indices {
            for kind in CausalTrace.Kind.allCases {
                let site = HookSite(layer: layer, module: kind.module)
                hooks.add(at: site) { _, value in
                    seen[site] = value.value
                    return value
                }
            }
        }
        var pass = ViewPass(view.decoder, rows, tape: Tape(differentiates: .none), hooks: hooks)
        pass.run(to: view.decoder.layers.count)
        logits = pass.logits([rows.range(of: 0).upperBound - 1]).value
        activations = seen
    }
}

/// The text with its subject blurred.
private struct BlurredReading {
    private var pass: ViewPass
    private let rows: TextRows

    init(_ view: EditView, _ rows: TextRows, subject: Range<Int>, noise: [Tensor]) {
        var hooks = view.effects.hooks(for: rows)
        let places = rows.rows.indices.flatMap { text in subject.map { rows.place(text, $0) } }
        hooks.add(at: HookSite(layer: 0, module: .embedding)) { tape, value in
            tape.scatterAdd(.constant(Verbs.concatenate(noise)), rows: places, to: value)
        }
        self.rows = rows
        pass = ViewPass(view.decoder, rows, tape: Tape(differentiates: .none), hooks: hooks)
    }

    /// What enters each layer.
    mutating func run() -> [Tensor] {
        var entering: [Tensor] = []
        for layer in pass.decoder.layers.indices {
            entering.append(pass.x.value)
            pass.run(to: layer + 1)
        }
        return entering
    }

    mutating func logits(_ tokens: Int) -> Tensor {
        pass.logits(rows.rows.indices.map { rows.place($0, tokens - 1) }).value
    }
}
