public import MemoryTypes
public import Transformer

extension PreparedEdit {
    /// What the model to edit is: itself, its digest and the edits that stand.
    public struct Ground: Sendable {
        public let decoder: Decoder
        public let model: ModelDigest
        public let stack: EditStack
        /// Second moments that belong to the model.
        public let statistics: [EditSite: KeyStatistics]
        /// Prompts that have nothing to do with edits.
        public let background: [[Int32]]

        public init(
            decoder: Decoder, model: ModelDigest, stack: EditStack, statistics: [EditSite: KeyStatistics] = [:],
            background: [[Int32]]
        ) {
            self.decoder = decoder
            self.model = model
            self.stack = stack
            self.statistics = statistics
            self.background = background
        }
    }

    /// The artifact, and the view of the model that it was computed on.
    ///
    /// - Parameter seed: of all that is drawn.
    public func computed(
        on ground: Ground, seed: UInt64
    ) throws(EditingError) -> (artifact: EditArtifact, view: EditView) {
        let view = try EditView(ground.decoder, model: ground.model, stack: onEdited ? ground.stack : .empty)
        let resources = EditResources(
            prefixes: prefixes, statistics: ground.statistics, background: ground.background)
        return (try editor().compute(requests, on: view, with: resources, seed: seed), view)
    }

    /// What MEMOIR's mean input is taken over, where nobody has better: the sentences that prompts are tried after.
    public static func background(encode: (String) -> [Int32]) -> [[Int32]] {
        PrefixBank.sentences.map(encode).filter { !$0.isEmpty }
    }
}
