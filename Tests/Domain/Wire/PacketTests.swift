import MemoryTypes
import Testing
import Wire

@Suite("The frames of a message")
struct PacketTests {
    private func packet(seed: UInt64 = 3) -> Packet {
        var random = Random(seed: seed)
        return Packet(
            PushDocument.sample(&random), correlation: 77, deadline: 1_893_456_000_000, tenant: "default",
            credential: "key", trace: "00-1-2-01", actor: 7)
    }

    private func error(_ frames: [[UInt8]], limit: Int = Limits.messageBytesMax) -> WireError? {
        do throws(WireError) {
            _ = try Packet(frames: frames, limit: limit)
            return nil
        } catch {
            return error
        }
    }

    @Test("give back the envelope and the payload") func roundTrip() throws {
        let packet = packet()
        let back = try Packet(frames: packet.frames())
        #expect(back.payload == packet.payload)
        #expect(
            back.envelope.tenant == "default" && back.envelope.credential == "key" && back.envelope.trace == "00-1-2-01"
        )
        #expect(back.envelope.actor == 7)
        #expect(back.envelope.correlation == 77 && back.envelope.deadline == 1_893_456_000_000)
        #expect(back.envelope.kind == .pushDocument && back.envelope.flags == .final)
    }

    @Test("are refused when any single bit is flipped", arguments: [1, 2, 3] as [UInt64]) func flippedBits(seed: UInt64)
    {
        let frames = packet(seed: seed).frames()
        for frame in frames.indices {
            for bit in 0..<frames[frame].count * 8 {
                var broken = frames
                broken[frame][bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(error(broken) != nil, "frame \(frame) bit \(bit)")
            }
        }
    }

    @Test("are refused when any end is missing") func prefixes() {
        let frames = packet().frames()
        for count in 0..<frames[0].count { #expect(error([Array(frames[0][..<count]), frames[1]]) != nil) }
        for count in 0..<frames[1].count { #expect(error([frames[0], Array(frames[1][..<count])]) != nil) }
        #expect(error([]) == .empty)
        #expect(error([frames[0]]) != nil)
    }

    @Test("have at most 1 MiB each, and are put together again") func chunks() throws {
        let bytes = [UInt8](repeating: 7, count: 3_000_000)
        let packet = Packet(envelope: Envelope(kind: .blobChunk), payload: bytes)
        #expect(packet.frames().map(\.count).dropFirst() == [1 << 20, 1 << 20, 3_000_000 - (2 << 20)])
        #expect(try Packet(frames: packet.frames()).payload == bytes)
    }

    @Test("of another major version, of something else, and of too many bytes are told apart") func kindsOfFault() {
        var frames = packet().frames()
        frames[0][4] = 2
        #expect(error(frames)?.refusal.code == .wrongVersion)
        frames[0][4] = 1
        frames[0][0] = 0
        #expect(error(frames)?.refusal.code == .notEngram)
        #expect(error(packet().frames(), limit: 10)?.refusal.code == .oversized)
        frames = packet().frames()
        frames[1][0] ^= 1
        #expect(error(frames)?.refusal.code == .corruptFrame)
    }

    @Test("with a later minor version and further fields in the envelope are read") func furtherFields() throws {
        // A later program computes the checksum over its own longer envelope.
        var frames = packet().frames()
        frames[0][5] = 9
        frames[0] += [1, 2, 3]
        frames = reseal(frames)
        let back = try Packet(frames: frames)
        #expect(back.envelope.minor == 9 && back.envelope.tenant == "default" && back.envelope.actor == 7)
    }

    @Test("without an actor are read, and with a part of one refused") func actor() throws {
        let frames = Packet(Hello(), correlation: 1).frames()
        #expect(try Packet(frames: frames).envelope.actor == nil)
        for count in 1...7 {
            let longer = reseal([frames[0] + [UInt8](repeating: 1, count: count)])
            #expect(error(longer)?.refusal.code == .malformedPayload, "\(count) bytes")
        }
        #expect(try Packet(frames: reseal([frames[0] + [7, 0, 0, 0, 0, 0, 0, 0]])).envelope.actor == 7)
    }

    @Test("tell the sender's correlation id even when they are broken") func correlation() {
        var frame = packet().frames()[0]
        frame[4] = 99
        #expect(Envelope.correlation(inFrame: frame) == 77)
        #expect(Envelope.correlation(inFrame: [1, 2]) == 0)
    }

    @Test("of the wrong kind are not read as another message") func wrongKind() {
        #expect(throws: Refusal.self) { try packet().message(as: Ask.self) }
    }

    @Test("with a text that is not UTF-8 or too long get the numbers for that") func texts() throws {
        var bytes = packet().payload
        bytes[bytes.count - 1] = 0xFF
        let broken = Packet(envelope: Envelope(kind: .pushDocument), payload: bytes)
        #expect(refusal(broken)?.code == .notUTF8 || refusal(broken)?.code == .malformedPayload)
        var long = [UInt8](repeating: 0, count: 16) + [1, 0, 0, 0, 97]
        long += [1, 0, 16, 0]
        #expect(refusal(Packet(envelope: Envelope(kind: .pushDocument), payload: long))?.code == .textTooLarge)
    }

    private func refusal(_ packet: Packet) -> Refusal? {
        do throws(Refusal) {
            _ = try packet.message(as: PushDocument.self)
            return nil
        } catch {
            return error
        }
    }
}
