public import MemoryTypes
internal import Tensors
internal import Transformer

/// The edits of a pool in the order of its log: base weights and nothing else lie below it.
///
/// What it does to a model is a function of the artifacts alone, so that leaving one out (*drop*) gives what the others
/// give without it, bit by bit.
public struct EditStack: Sendable {
    public struct Entry: Sendable {
        /// Where in the log it stands.
        public let position: LogPosition
        public let artifact: EditArtifact

        public init(position: LogPosition, artifact: EditArtifact) {
            self.position = position
            self.artifact = artifact
        }
    }

    public static let empty = EditStack()

    /// By position, ascending.
    public private(set) var entries: [Entry] = []

    public init() {}

    public var isEmpty: Bool { entries.isEmpty }

    /// - Throws: `editTwice` if an edit stands at this position already.
    public func appending(_ artifact: EditArtifact, at position: LogPosition) throws(EditingError) -> EditStack {
        guard !entries.contains(where: { $0.position == position }) else { throw .editTwice(position.value) }
        var stack = self
        let place = entries.firstIndex { $0.position > position } ?? entries.count
        stack.entries.insert(Entry(position: position, artifact: artifact), at: place)
        return stack
    }

    /// The stack without one edit: later ones stay as they are, though they may have been computed on it.
    ///
    /// - Throws: `editUnknown`.
    public func dropping(_ position: LogPosition) throws(EditingError) -> EditStack {
        guard let place = entries.firstIndex(where: { $0.position == position }) else {
            throw .editUnknown(position.value)
        }
        var stack = self
        stack.entries.remove(at: place)
        return stack
    }

    /// The stack as if one edit had never been: later ones are computed again, each on what then stands before it.
    ///
    /// - Parameter recompute: computes the edit of an entry on a stack.
    public func replaying(
        without position: LogPosition,
        recompute: (Entry, EditStack) throws(EditingError) -> EditArtifact
    ) throws(EditingError) -> EditStack {
        let rest = try dropping(position)
        var stack = EditStack()
        for entry in rest.entries {
            let artifact = entry.position < position ? entry.artifact : try recompute(entry, stack)
            stack = try stack.appending(artifact, at: entry.position)
        }
        return stack
    }

    /// The edits before a position.
    public func before(_ position: LogPosition) -> EditStack {
        var stack = EditStack()
        stack.entries = entries.filter { $0.position < position }
        return stack
    }

    /// The digests of the artifacts in their order: what a state hash holds of a stack.
    public var digests: [BlobDigest] { entries.map(\.artifact.digest) }

    /// Keys of earlier edits that later ones have to leave alone at a site, [n, inputs]; nil if there are none.
    func guardedKeys(at site: EditSite) -> Tensor? {
        let keys = lowRankDeltas.filter { $0.site == site }.compactMap(\.guardedKeys)
        return keys.isEmpty ? nil : Verbs.concatenate(keys)
    }

    var lowRankDeltas: [LowRankDelta] {
        entries.flatMap { entry in
            if case .lowRank(let deltas) = entry.artifact.payload { deltas } else { [] as [LowRankDelta] }
        }
    }
}
