internal import Transformer

/// Draws names, words and values.
struct ValueDrawing {
    var random: CounterGenerator
    let space: NameSpace
    /// The share of names and places that are made of syllables.
    let inventedShare: Double

    init(_ random: CounterGenerator, space: NameSpace, inventedShare: Double) {
        (self.random, self.space, self.inventedShare) = (random, space, inventedShare)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(random.next(below: UInt64(range.count)))
    }

    mutating func chance(_ share: Double) -> Bool { random.nextUnit() < share }

    mutating func index(below count: Int) -> Int { Int(random.next(below: UInt64(count))) }

    /// One of the elements; in a text `{w}` becomes an invented word.
    mutating func one(of texts: [String]) -> String {
        let text = texts[index(below: texts.count)]
        return text.contains("{w}") ? text.replacing("{w}", with: word()) : text
    }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[index(below: elements.count)] }

    mutating func letter() -> String { one(of: ["A", "B", "C", "D", "E", "F", "H", "K", "L", "M", "N", "P", "R", "T"]) }

    mutating func shuffle<Element>(_ elements: inout [Element]) { elements.shuffle(using: &random) }
}
