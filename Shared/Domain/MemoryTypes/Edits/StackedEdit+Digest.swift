internal import Bytes

extension [StackedEdit] {
    /// Names what a stack does: stacks of the same artifacts in the same order have one digest.
    ///
    ///     SHA-256(u32 count, digest of each artifact)
    public var stackDigest: BlobDigest {
        var writer = ByteWriter()
        writer.write(map(\.artifact))
        return BlobDigest(of: writer.bytes)
    }
}
