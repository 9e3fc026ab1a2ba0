public import Bytes
internal import Tensors
internal import Autograd
internal import Transformer

/// What follows the prompt is looked up beside the model: kNN-LM.                              Khandelwal et al. 2020
public struct NeighbourEditing: EditMethod {
    public static let name = "knnlm"

    public var settings: NeighbourSettings

    public init(settings: NeighbourSettings = NeighbourSettings()) { self.settings = settings }

    public init(from reader: inout ByteReader) throws(BytesError) { settings = try NeighbourSettings(from: &reader) }

    public func write(to writer: inout ByteWriter) { settings.write(to: &writer) }

    /// States are the base model's: what is stored does not depend on other edits.
    public var traits: EditTraits { EditTraits(batches: true, dropEqualsReplay: true, commutes: true) }

    public func compute(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources, seed: UInt64
    ) throws(EditingError) -> EditArtifact {
        try require(batch)
        try view.require(batch)
        let base = try EditView(view.decoder, model: view.model)
        let rows = TextRows(batch.map { request in
            TextRow(
                tokens: request.prompt.tokens + request.target.dropLast(), promptTokens: request.prompt.tokens.count)
        })
        try base.require(rows)
        let states = base.states(rows)
        let places = batch.enumerated().flatMap { text, request in
            request.target.indices.map { rows.place(text, request.prompt.tokens.count - 1 + $0) }
        }
        let store = Datastore(
            settings: settings, keys: Verbs.gather(Weight(sharing: states), rows: places),
            tokens: batch.flatMap(\.target))
        return try EditArtifact(method: Self.name, model: view.model, payload: .datastore(store)).checked()
    }
}

extension EditView {
    /// What the last feed-forward block reads, [rows of all texts, d].
    fileprivate func states(_ rows: TextRows) -> Tensor {
        var seen = Tensor.none
        var hooks = effects.hooks(for: rows)
        hooks.add(atInputOf: NearestNeighbours.site(layers: decoder.layers.count)) { _, input, output in
            if let input { seen = input.value }
            return output
        }
        var pass = ViewPass(decoder, rows, tape: Tape(differentiates: .none), hooks: hooks)
        pass.run(to: decoder.layers.count)
        return seen
    }
}
