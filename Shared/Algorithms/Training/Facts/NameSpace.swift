/// Whose names are drawn: every word of a name belongs to one of two spaces, by its spelling alone.
///
/// So a model never meets in training a first name, a last name or an invented word that evaluation uses.
public enum NameSpace: String, Codable, CaseIterable, Sendable {
    case training, evaluation

    /// Whether names of this space may use `word`.
    public func holds(_ word: String) -> Bool { Self.isForEvaluation(word) == (self == .evaluation) }

    /// One word in five, by FNV-1a over its bytes.
    private static func isForEvaluation(_ word: String) -> Bool {
        let hash = word.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return (hash ^ (hash >> 32)) % 5 == 0
    }

    private func own(_ words: [String]) -> [String] { words.filter(holds) }

    /// Names from lists, of this space.
    var lists: NameLists { self == .training ? Self.trainingLists : Self.evaluationLists }

    private static let trainingLists = NameLists(.training)
    private static let evaluationLists = NameLists(.evaluation)

    struct NameLists: Sendable {
        let female, male, last, towns: [String]

        init(_ space: NameSpace) {
            female = space.own(FactLists.female)
            male = space.own(FactLists.male)
            last = space.own(FactLists.last)
            towns = space.own(FactLists.towns)
        }
    }
}
