public import Bytes

/// The file: what was stored and from where, then the gaps between hashes.
///
/// | field    | bytes   | meaning                                                                          |
/// |----------|---------|----------------------------------------------------------------------------------|
/// | mark     | 8       | `EngramX1`                                                                       |
/// | run      | 4       | words in a row                                                                   |
/// | gram     | 4       | words of one hash                                                                |
/// | bits     | 4       | the space of hashes is `keys` x 2^bits                                           |
/// | keys     | 8       | number of distinct runs                                                          |
/// | count    | 8       | number of hashes that follow                                                     |
/// | sources  | 4 + ... | name, SHA-256 and records of each file                                           |
/// | gaps     | 4 + n   | Rice code: quotient by 2^bits in ones and a zero, then `bits` bits; lowest first |
/// | check    | 4       | CRC-32C of everything before                                                     |
extension ExclusionFilter {
    private static let mark = Array("EngramX1".utf8)
    private static let keysMax: UInt64 = 1 << 28

    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.write(exactly: Self.mark)
        for value in [run, gram, bits] { writer.writeCount(value) }
        writer.write(space >> UInt64(bits))
        writer.write(UInt64(count))
        writer.writeArray(sources) { source, writer in
            writer.write(source.name)
            writer.write(exactly: source.digest)
            writer.writeCount(source.records)
        }
        var gaps = RiceWriter(bits: bits)
        var before: UInt64 = 0
        for hash in hashes {
            gaps.write(hash - before)
            before = hash
        }
        writer.write(gaps.finish())
        writer.write(crc32c(writer.bytes))
        return writer.bytes
    }

    /// - Throws: `value` where a field makes no sense or the check differs; else as `ByteReader` does.
    public init(decoding bytes: [UInt8]) throws(BytesError) {
        guard bytes.count > 4 else { throw .truncated(wanted: 4, left: bytes.count) }
        var tail = ByteReader(Array(bytes.suffix(4)))
        guard try tail.read(UInt32.self) == crc32c(bytes.dropLast(4)) else {
            throw .value(field: "check", found: "another sum")
        }
        var reader = ByteReader(Array(bytes.dropLast(4)))
        guard try reader.readBytes(exactly: Self.mark.count) == Self.mark else {
            throw .value(field: "mark", found: "another kind of file")
        }
        let run = try reader.readCount(in: 1...64)
        let gram = try reader.readCount(in: 1...64)
        let bits = try reader.readCount(in: 4...24)
        guard Self.isUsable(run: run, gram: gram, bits: bits) else { throw .value(field: "gram", found: "\(gram)") }
        let keys = try reader.read(UInt64.self)
        guard (1...Self.keysMax).contains(keys) else { throw .value(field: "keys", found: "\(keys)") }
        let count = try reader.read(UInt64.self)
        guard count <= keys else { throw .value(field: "count", found: "\(count)") }
        let sources = try reader.readArray(count: 0...10_000, elementBytesMin: 40, of: Self.source)
        let gaps = try reader.readBytes(count: 0...Int(UInt32.max))
        try reader.requireEnd()
        let space = keys << UInt64(bits)
        let hashes = try Self.hashes(gaps, count: Int(count), bits: bits, space: space)
        self.init(run: run, gram: gram, bits: bits, sources: sources, sortedHashes: hashes, space: space)
    }

    private static func source(_ reader: inout ByteReader) throws(BytesError) -> ExclusionSource {
        let name = try reader.readString(bytes: 0...4096)
        let digest = try reader.readBytes(exactly: 32)
        return ExclusionSource(name: name, digest: digest, records: try reader.readCount(in: 0...Int(UInt32.max)))
    }

    private static func hashes(
        _ gaps: [UInt8], count: Int, bits: Int, space: UInt64
    ) throws(BytesError) -> [UInt64] {
        // A gap takes at least bits + 1 bits: no room is made for more than the bytes can hold.
        guard count <= gaps.count * 8 / (bits + 1) else { throw .truncated(wanted: count, left: gaps.count) }
        var reader = RiceReader(gaps, bits: bits)
        var hashes: [UInt64] = []
        hashes.reserveCapacity(count)
        var last: UInt64 = 0
        for index in 0..<count {
            guard let gap = reader.next(), gap < space, last + gap < space, index == 0 || gap > 0 else {
                throw .value(field: "gaps", found: "hash \(index) outside of its space")
            }
            last += gap
            hashes.append(last)
        }
        return hashes
    }
}
