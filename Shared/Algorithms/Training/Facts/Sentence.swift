/// Fills sentences of relations.
struct Sentence {
    enum Mention { case name, pronoun }

    let subject: FactSubject
    let value: String
    var former = ""

    func filled(_ template: String, _ mention: Mention = .name) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            result += word(rest[rest.index(after: open)..<close], mention)
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private func word(_ placeholder: Substring, _ mention: Mention) -> String {
        let isName = mention == .name
        switch placeholder {
        case "n": return subject.name
        case "s": return isName ? subject.name : subject.pronoun.nominative
        case "o": return isName ? subject.name : subject.pronoun.objective
        case "p": return isName ? subject.name + "'s" : subject.pronoun.possessive
        case "h": return subject.pronoun.nominative
        case "v": return value
        case "a": return value.withArticle
        case "w": return former
        case "aw": return former.withArticle
        default: preconditionFailure("no such placeholder: \(placeholder)")
        }
    }
}

extension FactSubject.Pronoun {
    var nominative: String {
        switch self {
        case .she: "she"
        case .he: "he"
        case .it: "it"
        }
    }

    var objective: String {
        switch self {
        case .she: "her"
        case .he: "him"
        case .it: "it"
        }
    }

    var possessive: String {
        switch self {
        case .she: "her"
        case .he: "his"
        case .it: "its"
        }
    }
}

extension String {
    /// Behind `a` or `an`, as it sounds.
    var withArticle: String {
        let lower = lowercased()
        let soundsLikeYou = ["uni", "use", "eu", "uk", "one"].contains { lower.hasPrefix($0) }
        return ("aeiou".contains(lower.prefix(1)) && !soundsLikeYou ? "an " : "a ") + self
    }

    var capitalised: String { prefix(1).uppercased() + dropFirst() }
    var decapitalised: String { prefix(1).lowercased() + dropFirst() }
}
