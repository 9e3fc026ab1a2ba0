extension ValueDrawing {
    /// A word of two or three syllables that stands in no text, capitalised.
    mutating func word() -> String {
        while true {
            let word = Syllables.all[index(below: Syllables.all.count)].word(&self)
            if space.holds(word) { return word }
        }
    }

    mutating func town() -> String {
        guard chance(inventedShare) else { return one(of: space.lists.towns) }
        switch number(1...6) {
        case 1: return "\(one(of: ["Port", "Saint", "Lake", "Upper", "East", "Mount", "Fort"])) \(word())"
        case 2: return "\(word()) \(one(of: ["Falls", "Bay", "Hill", "Springs", "Bridge", "Valley"]))"
        default: return word()
        }
    }

    mutating func company() -> String {
        let kind = one(of: FactLists.companies)
        switch number(1...6) {
        case 1: return "\(lastName()) and \(lastName())"
        case 2: return "\(lastName()) \(one(of: ["and Sons", "Brothers", "and Company"]))"
        case 3: return "\(lastName()) \(kind)"
        default: return "\(word()) \(kind)"
        }
    }

    mutating func lastName() -> String { chance(inventedShare) ? word() : one(of: space.lists.last) }

    /// A person: one name, two, or more.
    mutating func person() -> FactSubject { person(isFemale: number(0...1) == 0) }

    mutating func person(isFemale: Bool) -> FactSubject {
        let first = firstName(isFemale)
        let name: String
        switch number(1...20) {
        case 1, 2, 3: name = first
        case 4: name = "\(first) \(letter()). \(lastName())"
        case 5: name = "\(first) \(firstName(isFemale)) \(lastName())"
        case 6: name = "\(first) \(one(of: ["van", "de", "von", "da", "el"])) \(lastName())"
        case 7: name = "\(first) \(lastName())-\(lastName())"
        default: name = "\(first) \(lastName())"
        }
        return FactSubject(name: name, kind: .person, pronoun: isFemale ? .she : .he)
    }

    private mutating func firstName(_ isFemale: Bool) -> String {
        guard !chance(inventedShare) else { return word() }
        return one(of: isFemale ? space.lists.female : space.lists.male)
    }

    /// Somebody or something that facts of the kind are about.
    mutating func subject(_ kind: SubjectKind) -> FactSubject {
        switch kind {
        case .person: person()
        case .company: FactSubject(name: company(), kind: kind, pronoun: .it)
        case .town: FactSubject(name: town(), kind: kind, pronoun: .it)
        case .festival:
            FactSubject(
                name: one(of: ["the {w} Festival", "the {w} Fair", "the {w} Carnival", "the {w} Parade"]),
                kind: kind, pronoun: .it)
        case .project:
            FactSubject(name: one(of: ["Project {w}", "the {w} project", "Operation {w}"]), kind: kind, pronoun: .it)
        }
    }
}

/// Who or what a fact is about.
public struct FactSubject: Equatable, Sendable {
    enum Pronoun: Sendable { case she, he, it }

    public let name: String
    let kind: SubjectKind
    let pronoun: Pronoun
}

/// What the syllables of invented words are made of, for several ways in which words sound.
private struct Syllables: Sendable {
    let onsets, vowels, codas, ends: [String]
    let longShare: Double

    func word(_ drawing: inout ValueDrawing) -> String {
        let count = drawing.chance(longShare) ? 3 : 2
        var text = ""
        for index in 1...count {
            let isLast = index == count
            text += part(onsets, &drawing) + part(vowels, &drawing) + part(isLast ? ends : codas, &drawing)
        }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private func part(_ parts: [String], _ drawing: inout ValueDrawing) -> String {
        parts[drawing.index(below: parts.count)]
    }

    static let all = [plain, plain, southern, northern, eastern]

    private static let plain = Syllables(
        onsets: [
            "b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "kr", "l", "m", "n", "p", "pl", "r", "s",
            "sh", "st", "t", "th", "tr", "v", "w", "z",
        ],
        vowels: ["a", "e", "i", "o", "u", "ai", "ea", "ou"], codas: [""],
        ends: ["", "", "l", "m", "n", "r", "s", "th"], longShare: 0.2)
    private static let southern = Syllables(
        onsets: ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "br", "fr", "gr", "tr", "qu"],
        vowels: ["a", "e", "i", "o", "ia", "io"], codas: ["", "", "l", "n", "r", "s"],
        ends: ["", "", "no", "ra", "lla", "ro", "nti", "sso"], longShare: 0.3)
    private static let northern = Syllables(
        onsets: ["b", "f", "g", "h", "k", "l", "m", "n", "r", "s", "sk", "st", "sv", "t", "th", "v", "hj", "kn"],
        vowels: ["a", "e", "i", "o", "u", "y", "au"], codas: ["", "l", "n", "r", "rn", "st"],
        ends: ["ld", "n", "r", "rd", "sen", "vik", "gar", "ne"], longShare: 0.1)
    private static let eastern = Syllables(
        onsets: ["k", "s", "t", "n", "h", "m", "y", "r", "w", "sh", "ch", "z", "d", "b", "", "j"],
        vowels: ["a", "i", "u", "e", "o"], codas: ["", "", "", "n"],
        ends: ["", "", "ko", "ra", "n", "shi", "to", "va"], longShare: 0.5)
}
