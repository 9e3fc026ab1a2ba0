internal import Bytes
internal import Datasets
internal import ServiceKit
internal import Training
internal import Transformer

/// Facts about the world, from the factbook and from FewRel.
struct KnownFacts {
    private let fields: RecordDeck<FieldRecord>?
    private let relations: RecordDeck<RelationRecord>?

    /// - Returns: nil where the settings name neither file.
    init?(_ settings: Settings, _ exclusions: ExclusionFilter?, _ terminal: Terminal) throws {
        let scratch = settings.text("scratch")
        fields = try settings.optional("factbook").map { path in
            try RecordDeck(path: path, scratch: scratch, exclusions: exclusions, terminal) { record in
                Self.fact(record, .any) != nil
            }
        }
        relations = try settings.optional("fewrel").map { path in
            try RecordDeck(path: path, scratch: scratch, exclusions: exclusions, terminal) { record in
                Self.fact(record, .any) != nil
            }
        }
        if fields == nil, relations == nil { return nil }
    }

    /// The files and their digests.
    var digests: [String: String] {
        var digests: [String: String] = [:]
        if let fields { digests[fields.file.path] = fields.file.digest.hexadecimal }
        if let relations { digests[relations.file.path] = relations.file.digest.hexadecimal }
        return digests
    }

    /// A fact that chance chooses, in words that it chooses too; every fact is equally likely.
    func fact(using random: inout CounterGenerator) throws -> KnownFact {
        let (first, second) = (fields?.count ?? 0, relations?.count ?? 0)
        let number = Int(random.next(below: UInt64(first + second)))
        let words = CounterGenerator(key: (random.next(), Self.purpose), place: (0, 0, 0))
        let found = number < first
            ? try fields.flatMap { Self.fact(try $0.record(number), words) }
            : try relations.flatMap { Self.fact(try $0.record(number - first), words) }
        guard let found else { preconditionFailure("fact \(number) of \(first) + \(second) is none") }
        return found
    }

    private static let purpose: UInt64 = 0x4B4E_4F57_0000_0001

    private static func fact(_ field: FieldRecord, _ words: CounterGenerator) -> KnownFact? {
        KnownFact(place: field.place, path: field.path, text: field.text, random: words)
    }

    private static func fact(_ relation: RelationRecord, _ words: CounterGenerator) -> KnownFact? {
        KnownFact(relationID: relation.relationID, head: relation.head, tail: relation.tail, random: words)
    }
}

extension CounterGenerator {
    /// Where only whether something can be said counts, and not in which words.
    fileprivate static var any: CounterGenerator { CounterGenerator(key: (0, 0), place: (0, 0, 0)) }
}

extension RecordDeck {
    /// The usable records of a file; says how many there are and how many were left out.
    init(
        path: String, scratch: String, exclusions: ExclusionFilter?, groupedBy member: String? = nil,
        _ terminal: Terminal, where isUsable: (Record) -> Bool
    ) throws(Failure) {
        do throws(DatasetsError) {
            let file = try DatasetFile(path: path, scratch: scratch)
            try self.init(
                member.map(file.grouped) ?? file, exclusions: exclusions, report: { terminal.warn($0.description) },
                where: isUsable)
        } catch {
            throw Failure(error)
        }
        terminal.note("\(path): \(count) of \(met.given) records are used; \(met.leftOut)")
    }
}

extension DatasetPosition {
    /// What is not given, in words.
    var leftOut: String { "\(excluded) left out as kept for evaluation, \(bad) bad" }
}
