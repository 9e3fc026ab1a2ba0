public import Bytes
public import MemoryTypes

/// A way to edit. Its values are its settings.
public protocol EditMethod: ByteCodable, Sendable {
    /// How requests and logs call it.
    static var name: String { get }

    var traits: EditTraits { get }

    /// Takes one setting as people write it.
    ///
    /// - Throws: `settingUnusable` for a name that it has not, and for a value out of range.
    mutating func change(_ change: SettingChange) throws(EditingError)

    /// The artifact of a batch of requests, which changes nothing by itself.
    ///
    /// - Parameter seed: of all that it draws.
    func compute(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources, seed: UInt64
    ) throws(EditingError) -> EditArtifact
}

extension EditMethod {
    /// Names the method and its settings.
    public var digest: BlobDigest {
        var writer = ByteWriter()
        writer.write(Self.name)
        write(to: &writer)
        return BlobDigest(of: writer.bytes)
    }
}

/// What can be relied on.
public struct EditTraits: Sendable, Hashable {
    public var needsSubject = false
    /// Whether several requests are one artifact.
    public var batches = false
    /// Whether leaving an edit out gives the same as computing all later ones without it.
    public var dropEqualsReplay = false
    /// Whether the order of edits does not matter to what they do together.
    public var commutes = false

    public init(
        needsSubject: Bool = false, batches: Bool = false, dropEqualsReplay: Bool = false, commutes: Bool = false
    ) {
        self.needsSubject = needsSubject
        self.batches = batches
        self.dropEqualsReplay = dropEqualsReplay
        self.commutes = commutes
    }
}

/// What methods compute with besides the model.
public struct EditResources: Sendable {
    public var prefixes: PrefixBank
    public var statistics: [EditSite: KeyStatistics]
    /// Prompts that have nothing to do with any edit.
    public var background: [[Int32]]

    public init(
        prefixes: PrefixBank = .empty, statistics: [EditSite: KeyStatistics] = [:], background: [[Int32]] = []
    ) {
        self.prefixes = prefixes
        self.statistics = statistics
        self.background = background
    }
}

extension EditMethod {
    /// The only request of a batch.
    func single(_ batch: [EditRequest]) throws(EditingError) -> EditRequest {
        guard batch.count == 1 else { throw .batch(found: batch.count, wanted: 1...1) }
        return batch[0]
    }

    func require(_ batch: [EditRequest]) throws(EditingError) {
        guard !batch.isEmpty, batch.count <= 10_000 else { throw .batch(found: batch.count, wanted: 1...10_000) }
    }
}
