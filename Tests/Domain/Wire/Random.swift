import MemoryTypes
import Wire

/// Numbers that a seed determines (SplitMix64), so that a failure can be seen again.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next<Value: FixedWidthInteger>() -> Value { Value(truncatingIfNeeded: next() as UInt64) }
    mutating func float() -> Float { Float(next() as UInt16) / 256 }
    mutating func double() -> Double { Double(next() as UInt32) / 65536 }
    mutating func bool() -> Bool { (next() as UInt64).isMultiple(of: 2) }
    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func text(_ bytes: ClosedRange<Int>) -> String {
        let wanted = int(bytes)
        var text = ""
        while text.utf8.count < wanted {
            let left = wanted - text.utf8.count
            text += left >= 3 && bool() ? "憶" : left >= 2 && bool() ? "ß" : "x"
        }
        return text
    }

    mutating func bytes(_ count: ClosedRange<Int>) -> [UInt8] { (0..<int(count)).map { _ in next() } }

    mutating func optional<Value>(_ make: (inout Random) -> Value) -> Value? { bool() ? make(&self) : nil }

    mutating func list<Value>(_ count: ClosedRange<Int>, _ make: (inout Random) -> Value) -> [Value] {
        (0..<int(count)).map { _ in make(&self) }
    }
}

/// A value of which any number of examples can be made.
protocol Sampled: Hashable {
    static func sample(_ random: inout Random) -> Self
}

extension Ordinal {
    static func sample(_ random: inout Random) -> Self { Self(random.next()) }
}

extension DigestValue {
    static func sample(_ random: inout Random) -> Self { Self(unchecked: random.bytes(32...32)) }
}

extension Name {
    static func sample(_ random: inout Random) -> Self { Self(unchecked: "n\(random.next() as UInt32)") }
}

extension ByteEnumeration {
    static func sample(_ random: inout Random) -> Self {
        Self.allCases[Self.allCases.index(Self.allCases.startIndex, offsetBy: random.int(0...Self.allCases.count - 1))]
    }
}

extension Identifier {
    static func sample(_ random: inout Random) -> Self { Self(unchecked: random.bytes(16...16)) }
}

extension Timestamp {
    static func sample(_ random: inout Random) -> Timestamp { Timestamp(microseconds: random.next()) }
}

extension Scopes {
    static func sample(_ random: inout Random) -> Scopes { Scopes(rawValue: random.next()) }
}

extension Triple {
    static func sample(_ random: inout Random) -> Triple {
        Triple(subject: random.text(1...9), relation: random.text(1...9), object: random.text(1...9))
    }
}

extension PoolShape {
    static func sample(_ random: inout Random) -> PoolShape {
        let shards = random.int(1...4)
        return PoolShape(
            layers: random.int(1...32), width: random.int(1...4096), tokens: shards * random.int(9...99),
            updateTokens: random.int(1...8), shards: shards, dropsPerLayer: random.bool())!
    }
}

extension ForgottenSlots {
    static func sample(_ random: inout Random) -> ForgottenSlots {
        ForgottenSlots(lists: random.list(0...3) { $0.list(0...3) { $0.next() } })
    }
}

extension TailSource {
    static func sample(_ random: inout Random) -> TailSource {
        [.none, .inline(random.bytes(0...9)), .sameAsYourLastDelta, .blob(.sample(&random))][random.int(0...3)]
    }
}

extension AppendOutcome {
    static func sample(_ random: inout Random) -> AppendOutcome {
        random.bool() ? .accepted(.sample(&random)) : .refused(.sample(&random))
    }
}

extension ShardSlots {
    static func sample(_ random: inout Random) -> ShardSlots {
        ShardSlots(lists: random.list(1...3) { $0.list(0...3) { SlotReference(source: $0.next(), row: $0.next()) } })
    }
}

extension Refusal: Sampled {
    static func sample(_ random: inout Random) -> Refusal {
        Refusal(
            RefusalCode.allCases[random.int(0...RefusalCode.allCases.count - 1)], random.text(0...30),
            retryAfter: random.next(), numbers: random.list(0...3) { $0.next() })
    }
}
