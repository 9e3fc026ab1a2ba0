internal import Autograd
public import MemoryTypes
internal import Tensors
public import Transformer

/// The model an edit is computed on: as earlier edits left it, or as it was.
public struct EditView: Sendable {
    public let decoder: Decoder
    public let model: ModelDigest
    public let stack: EditStack
    public let effects: CompiledStack

    /// - Parameter stack: the edits before; empty for the base model.
    public init(_ decoder: Decoder, model: ModelDigest, stack: EditStack = .empty) throws(EditingError) {
        self.decoder = decoder
        self.model = model
        self.stack = stack
        effects = try stack.compile(for: decoder)
    }

    private init(_ other: EditView, effects: CompiledStack) {
        (decoder, model, stack) = (other.decoder, other.model, other.stack)
        self.effects = effects
    }

    func adding(_ more: [any SiteEffect]) -> EditView { EditView(self, effects: effects.adding(more)) }

    func withoutRouted(at site: HookSite) -> EditView { EditView(self, effects: effects.withoutRouted(at: site)) }

    /// A pass over texts that stands before the first layer.
    func pass(_ rows: TextRows, tape: Tape = Tape(differentiates: .none)) -> ViewPass {
        ViewPass(decoder, rows, tape: tape, hooks: effects.hooks(for: rows))
    }

    /// - Throws: `promptEmpty`, `targetEmpty`, `tokenUnknown`.
    func require(_ requests: [EditRequest]) throws(EditingError) {
        for request in requests {
            guard !request.prompt.tokens.isEmpty, !request.continuation.tokens.isEmpty else { throw .promptEmpty }
            guard !request.target.isEmpty else { throw .targetEmpty }
            try require(tokens: request.continuation.tokens + request.target)
        }
    }

    /// - Throws: `tokenUnknown`.
    func require(tokens: [Int32]) throws(EditingError) {
        for token in tokens where !(0..<Int32(decoder.configuration.vocabulary)).contains(token) {
            throw .tokenUnknown(token)
        }
    }

    /// - Throws: `promptTooLong` if a text has more positions than the model, `tokenUnknown`.
    func require(_ rows: TextRows) throws(EditingError) {
        try require(tokens: rows.tokens)
        let limit = decoder.configuration.positionLimit
        guard rows.longest <= limit else { throw .promptTooLong(tokens: rows.longest, limit: limit) }
    }
}

/// A pass that stands before a layer.
struct ViewPass {
    let decoder: Decoder
    var evaluator: RecordingEvaluator
    /// The residual rows that enter `layer`.
    private(set) var x: Variable
    private(set) var layer = 0

    init(_ decoder: Decoder, _ rows: TextRows, tape: Tape, hooks: RecordingHooks) {
        self.decoder = decoder
        evaluator = Self.evaluator(decoder, rows, tape, hooks)
        x = decoder.start(rows.tokens, with: &evaluator)
    }

    /// - Parameter x: rows that enter `layer`, from an earlier pass.
    init(_ decoder: Decoder, _ rows: TextRows, tape: Tape, hooks: RecordingHooks, from x: Variable, at layer: Int) {
        self.decoder = decoder
        evaluator = Self.evaluator(decoder, rows, tape, hooks)
        self.x = x
        self.layer = layer
    }

    private static func evaluator(
        _ decoder: Decoder, _ rows: TextRows, _ tape: Tape, _ hooks: RecordingHooks
    ) -> RecordingEvaluator {
        let rotary = decoder.configuration.rotary == nil ? nil : decoder.rotary.table(length: rows.longest)
        return RecordingEvaluator(
            decoder.configuration, pass: .read, groups: rows.groups, rotary: rotary, tape: tape, hooks: hooks)
    }

    var tape: Tape { evaluator.tape }

    /// Runs the layers before `end`.
    mutating func run(to end: Int) {
        while layer < end {
            x = decoder.layers[layer].apply(x, prefix: nil, with: &evaluator)
            layer += 1
        }
    }

    /// The logits of some rows after all layers.
    mutating func logits(_ rows: [Int]) -> Variable {
        decoder.logits(tape.gather(x, rows: rows), with: &evaluator)
    }
}
