/// Draws names made of syllables: names that stand in no text, since nobody has written them yet.
struct SampleNames: Sendable {
    private var state: UInt64

    private static let onsets = [
        "b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "kr", "l", "m", "n", "p", "pl", "r", "s", "sh",
        "st", "t", "th", "tr", "v", "w", "z",
    ]
    private static let vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
    private static let codas = ["", "", "l", "m", "n", "r", "s", "th"]

    init(seed: UInt64) { state = seed }

    /// The finaliser of SplitMix64 over a counter (Steele, Lea and Flood 2014, figure 16).
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

    /// A capitalised word of two, sometimes three syllables.
    mutating func word() -> String {
        let syllables = number(1...5) == 1 ? 3 : 2
        let text = (1...syllables).map { index in
            one(of: Self.onsets) + one(of: Self.vowels) + (index == syllables ? one(of: Self.codas) : "")
        }.joined()
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    mutating func person() -> String { number(1...4) == 1 ? word() : fullName() }

    mutating func fullName() -> String { "\(word()) \(word())" }
}
