internal import Bytes
public import MemoryTypes

extension PoolState {
    /// Names this state: equal hashes mean the same tokens in the same slots and the same edits.
    ///
    ///     SHA-256("engram state 1" || model || shape || every shard: lists, every list: count, (digest, row)...
    ///             || artifact count, artifact digests)
    ///
    /// There is one list where all layers share what they forget, as the shape says, and otherwise one for each layer.
    /// Counts and rows are u32, little-endian. It needs no bytes of the blobs.
    ///
    /// - Parameter artifacts: the digests of the model edits in force, in order.
    public func stateHash(artifacts: [BlobDigest]) -> StateHash {
        var stream = SHA256Stream()
        var head = ByteWriter()
        head.write(exactly: "engram state 1".utf8)
        model.write(to: &head)
        shape.write(to: &head)
        stream.update(head.bytes)
        for table in shards { hash(table, into: &stream) }
        var end = ByteWriter()
        end.writeArray(artifacts) { $0.write(to: &$1) }
        stream.update(end.bytes)
        return StateHash(unchecked: stream.finish())
    }

    private func hash(_ table: SlotTable, into stream: inout SHA256Stream) {
        var count = ByteWriter()
        count.writeCount(table.lists.count)
        stream.update(count.bytes)
        for list in table.lists { stream.update(canonicalBytes(list)) }
    }

    private func canonicalBytes(_ list: [SlotPlace]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 + list.count * (BlobDigest.size + 4))
        bytes.append(littleEndian: UInt32(list.count))
        for place in list {
            bytes.append(contentsOf: sources[Int(place.source)].blob.bytes)
            bytes.append(littleEndian: place.row)
        }
        return bytes
    }
}

extension [UInt8] {
    mutating func append(littleEndian value: UInt32) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
        append(UInt8(truncatingIfNeeded: value >> 16))
        append(UInt8(truncatingIfNeeded: value >> 24))
    }
}
