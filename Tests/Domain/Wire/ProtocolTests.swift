import Bytes
import Foundation
import MemoryTypes
import TestKit
import Testing
import Wire

/// Puts the right checksum into an envelope frame that was changed.
func reseal(_ frames: [[UInt8]]) -> [[UInt8]] {
    var frames = frames
    for index in 12..<16 { frames[0][index] = 0 }
    let sum = crc32c(frames.joined())
    for index in 0..<4 { frames[0][12 + index] = UInt8(truncatingIfNeeded: sum >> (8 * UInt32(index))) }
    return frames
}

/// A message in hexadecimal, as docs/PROTOCOL.md shows it.
private struct Vector {
    let name: String
    let frames: [[UInt8]]

    static func all() throws -> [Vector] {
        let root = TestFiles.root.appending(path: "docs/PROTOCOL.md")
        let text = try String(contentsOf: root.standardizedFileURL, encoding: .utf8)
        let pattern = #/(?m)^(\w+)\nenvelope ([0-9a-f]+)\npayload *([0-9a-f]*)$/#
        return text.matches(of: pattern).map { match in
            let payload = [UInt8](hexadecimal: match.output.3) ?? []
            let envelope = [UInt8](hexadecimal: match.output.2) ?? []
            return Vector(name: String(match.output.1), frames: payload.isEmpty ? [envelope] : [envelope, payload])
        }
    }
}

@Suite("The hex vectors of docs/PROTOCOL.md")
struct ProtocolTests {
    @Test("are there for every message") func complete() throws {
        let names = Set(try Vector.all().map(\.name))
        #expect(names == Set(allMessages.map { "\($0)" }))
    }

    @Test("are read, are valid, and are written again byte for byte") func vectors() throws {
        func check<Value: Message & Sampled>(_ type: Value.Type, _ vector: Vector) throws {
            let packet = try Packet(frames: vector.frames)
            let message = try packet.message(as: Value.self)
            #expect(message.encoded == packet.payload, "\(type)")
            #expect(packet.frames() == vector.frames, "\(type)")
        }
        for vector in try Vector.all() {
            let type = try #require(allMessages.first { "\($0)" == vector.name }, "no message \(vector.name)")
            try check(type, vector)
        }
    }

    @Test("hold the values that the text says") func values() throws {
        let vectors = try Vector.all()
        let push = try Packet(frames: #require(vectors.first { $0.name == "PushDocument" }).frames)
        let document = try push.message(as: PushDocument.self)
        #expect(document.document.bytes == Array(0..<16) && document.pool.text == "facts")
        #expect(document.text == "Ada Lovelace wrote the first program." && document.source == "notes.txt")
        #expect(push.envelope.tenant == "default" && push.envelope.deadline == 1_893_456_000_000)
        let forget = vectors.filter { $0.name == "ForgetDocument" }
        #expect(try forget.map { try Packet(frames: $0.frames).envelope.actor } == [nil, 7])
        let ask = try Packet(frames: #require(vectors.first { $0.name == "Ask" }).frames).message(as: Ask.self)
        #expect(ask.pool == PoolReference(name: PoolName("facts")!, version: PoolVersion(7)))
        #expect(ask.prompt == "Who wrote the first program?" && ask.sampling.seed == 42 && ask.newTokensMax == 64)
        #expect(ask.stop == ["\n"] && ask.useMemory && !ask.plain && ask.wantsDocuments && ask.sampling.topK == 40)
    }

    @Test("name every refusal code with its number and its sentence") func codes() throws {
        let path = TestFiles.root.appending(path: "docs/PROTOCOL.md")
        let text = try String(contentsOf: path.standardizedFileURL, encoding: .utf8)
        for code in RefusalCode.allCases {
            let row = "| \(code.rawValue) | `\(code)` | \(code.isRetryable ? "yes" : "no") | \(code.sentence) |"
            #expect(text.contains(row), "docs/PROTOCOL.md lacks \(row)")
        }
    }
}
