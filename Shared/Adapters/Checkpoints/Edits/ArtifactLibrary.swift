internal import Bytes
public import Editing
public import MemoryTypes
internal import Threads

/// Artifacts by their digests: fetched once, checked, and kept while there is room for them. Reading a large one takes
/// long, so it has a thread of its own.
public actor ArtifactLibrary {
    /// Gives the bytes of a blob, checked against their digest.
    public typealias Fetch = @Sendable (BlobDigest) async throws(Refusal) -> [UInt8]

    private let executor: ThreadExecutor
    private let fetch: Fetch
    private let model: ModelDigest
    private let bytesMax: Int
    /// The least recently used first.
    private var held: [(digest: BlobDigest, artifact: EditArtifact, bytes: Int)] = []

    nonisolated public var unownedExecutor: UnownedSerialExecutor { executor.forActor }

    /// - Parameters:
    ///   - model: whose artifacts are taken.
    ///   - bytesMax: bytes kept; a stack in use may take more.
    public init(model: ModelDigest, bytesMax: Int, fetch: @escaping Fetch) {
        executor = ThreadExecutor(name: "artifacts")
        self.fetch = fetch
        self.model = model
        self.bytesMax = bytesMax
    }

    public var bytes: Int { held.reduce(0) { $0 + $1.bytes } }

    /// The stack of these artifacts, whose positions are their places in the list: records of several logs may stand
    /// in one.
    ///
    /// - Throws: the fetch's refusal; `artifactUnfit` for bytes that are no artifact, or one of another model.
    public func stack(_ digests: [BlobDigest]) async throws(Refusal) -> EditStack {
        var stack = EditStack()
        for (index, digest) in digests.enumerated() {
            let artifact = try await artifact(digest)
            do throws(EditingError) { stack = try stack.appending(artifact, at: .inStack(index)) } catch {
                throw Refusal(.internalFault, "The stack cannot be put together: \(error).")
            }
        }
        return stack
    }

    /// One artifact.
    public func artifact(_ digest: BlobDigest) async throws(Refusal) -> EditArtifact {
        if let place = held.firstIndex(where: { $0.digest == digest }) {
            held.append(held.remove(at: place))
            return held[held.count - 1].artifact
        }
        let bytes = try await fetch(digest)
        let artifact: EditArtifact
        do throws(BytesError) { artifact = try EditArtifact(decoding: bytes) } catch {
            throw Refusal(.artifactUnfit, "Blob \(digest) is no artifact of an edit: \(error).")
        }
        do throws(EditingError) { _ = try artifact.checked() } catch {
            throw Refusal(.artifactUnfit, "Artifact \(digest) cannot be applied: \(error).")
        }
        guard artifact.model == model else {
            throw Refusal(.artifactUnfit, "Artifact \(digest) was made for model \(artifact.model), not \(model).")
        }
        keep(artifact, digest, bytes.count)
        return artifact
    }

    /// Notes one that was just made.
    public func keep(_ artifact: EditArtifact, _ digest: BlobDigest, _ bytes: Int) {
        held.removeAll { $0.digest == digest }
        held.append((digest, artifact, bytes))
        while self.bytes > bytesMax, held.count > 1 { held.removeFirst() }
    }

    public func stop() { executor.stop() }
}

extension LogPosition {
    /// Where the edit at a place of a list stands in a stack of them.
    public static func inStack(_ index: Int) -> LogPosition { LogPosition(UInt64(index + 1)) }
}
