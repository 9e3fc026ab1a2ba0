import Bytes
import MemoryTypes
import Testing

@Suite("Memory types: names, identifiers and shapes")
struct NounTests {
    @Test("a name of letters, digits and inner punctuation is taken",
          arguments: ["a", "people-2024", "x.y_z", String(repeating: "n", count: 64)])
    func names(text: String) throws {
        let name = try #require(PoolName(text))
        #expect(try PoolName(decoding: name.encoded) == name)
    }

    @Test("any other name is refused",
          arguments: ["", "Upper", "-a", ".a", "_a", "a b", "ä", String(repeating: "n", count: 65)])
    func badNames(text: String) {
        #expect(PoolName(text) == nil)
        var writer = ByteWriter()
        writer.write(text)
        #expect(throws: BytesError.self) { try PoolName(decoding: writer.bytes) }
    }

    @Test("a document identifier is 32 hexadecimal digits, with or without hyphens")
    func documentIdentifier() throws {
        let plain = try #require(DocumentID("00112233445566778899aabbccddeeff"))
        #expect(DocumentID("00112233-4455-6677-8899-AABBCCDDEEFF") == plain)
        #expect(plain.description == "00112233445566778899aabbccddeeff")
        #expect(DocumentID("0011") == nil)
        #expect(DocumentID(bytes: [UInt8](repeating: 0, count: 15)) == nil)
    }

    @Test("a shape comes back from its bytes")
    func shape() throws {
        let shape = try #require(
            PoolShape(layers: 4, width: 128, tokens: 720, updateTokens: 24, shards: 3, dropsPerLayer: true))
        #expect(shape.shardTokens == 240)
        #expect(try PoolShape(decoding: shape.encoded) == shape)
    }

    @Test("a shape whose tokens do not divide, or whose shard is no larger than an update, is refused")
    func badShapes() {
        func tokens(_ tokens: Int, update: Int, shards: Int) -> PoolShape? {
            PoolShape(layers: 1, width: 1, tokens: tokens, updateTokens: update, shards: shards, dropsPerLayer: false)
        }
        #expect(tokens(10, update: 2, shards: 3) == nil)
        #expect(tokens(10, update: 10, shards: 1) == nil)
        #expect(tokens(10, update: 9, shards: 1) != nil)
        #expect(tokens(10, update: 0, shards: 1) == nil)
        #expect(tokens(10, update: 2, shards: 0) == nil)
    }

    @Test("a digest of content is its SHA-256, and a digest of another length is none")
    func digests() {
        #expect(BlobDigest(of: Array("abc".utf8)).description.hasPrefix("ba7816bf"))
        #expect(BlobDigest(bytes: [1, 2, 3]) == nil)
    }

    @Test("a position follows the one before")
    func ordinals() throws {
        #expect(PoolVersion(41).next == PoolVersion(42))
        #expect(LogPosition(3) < LogPosition(4))
        #expect(try JobID(decoding: JobID(.max).encoded) == JobID(.max))
    }
}
