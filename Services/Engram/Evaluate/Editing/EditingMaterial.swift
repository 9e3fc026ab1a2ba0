internal import Bytes
internal import Datasets
internal import Editing
internal import Evaluation
internal import Training

/// What a set is made of.
package struct EditingSource: Codable, Equatable, Sendable {
    package let path: String
    package let sha256: String
    package let records: Int
}

/// Cases, from files and from generators.
struct EditingMaterial {
    struct Options: Sendable {
        var set = EditingSetName.synthetic
        /// The file of a published set; for the synthetic set the factbook, or nil for made-up facts.
        var file: String?
        var count = 1000
        var seed: UInt64 = 1
        var facts = FactSettings()
        /// Subjects that must stay.
        var others = 120
        var scratch = "."
    }

    private(set) var sources: [EditingSource] = []
    private(set) var cases: [EditingCase] = []
    /// For a pool to read, so that it knows what must stay.
    private(set) var documents: [String] = []
    /// Facts that belong to no case, of the same kind.
    private(set) var apart: FactPool
    private let report: (BadRecord) -> Void

    init(_ options: Options, report: @escaping (BadRecord) -> Void) throws(Failure) {
        self.report = report
        apart = FactPool(
            madeUp: EditingTexts.subjects, facts: 2, settings: options.facts, seed: options.seed, place: 2)
        guard options.set == .synthetic || options.file != nil else {
            throw Failure(.usage, "--set \(options.set.rawValue) wants its --file.")
        }
        do throws(DatasetsError) {
            switch (options.set, options.file ?? "") {
            case (.synthetic, ""): makeUp(options)
            case (.synthetic, let path): try know(path, options)
            case (.known, let path): cases = EditingCase.cases(try records(path, options))
            case (_, let path):
                let found: [EditRecord] = try records(path, options)
                cases = found.map(EditingCase.init)
            }
        } catch {
            throw Failure(.data, "\(error)")
        }
        cases = Array(cases.prefix(options.count))
    }

    private mutating func records<Record: DatasetRecord>(
        _ path: String, _ options: Options
    ) throws(DatasetsError) -> [Record] {
        let file = try DatasetFile(path: path, scratch: options.scratch)
        var reader = try DatasetReader<Record>(file, order: .sequential)
        var found: [Record] = []
        while let record = try reader.next(report: report) { found.append(record) }
        sources.append(EditingSource(path: path, sha256: file.digest.hexadecimal, records: found.count))
        return found
    }

    private mutating func makeUp(_ options: Options) {
        let others = FactPool(
            madeUp: options.others, facts: 2, settings: options.facts, seed: options.seed, place: 0)
        let edited = FactPool(madeUp: options.count, facts: 3, settings: options.facts, seed: options.seed, place: 1)
        let names = Set(others.subjects.compactMap(\.first?.subject))
        let apart = edited.without(names)
        take(SyntheticCases(edited: apart, others: others, seed: options.seed), options.count)
    }

    private mutating func know(_ path: String, _ options: Options) throws(DatasetsError) {
        let fields: [FieldRecord] = try records(path, options)
        let facts = fields.compactMap { KnownPhrasings(place: $0.place, path: $0.path, text: $0.text) }
        let all = FactPool(known: facts, seed: options.seed)
        let (others, rest) = all.split(first: min(options.others, all.subjects.count / 4))
        let (apart, edited) = rest.split(first: min(EditingTexts.subjects, rest.subjects.count / 6))
        if !apart.subjects.isEmpty { self.apart = apart }
        take(SyntheticCases(edited: edited, others: others, seed: options.seed), options.count)
    }

    private mutating func take(_ synthetic: SyntheticCases, _ count: Int) {
        (cases, documents) = (synthetic.cases(count), synthetic.documents)
    }

    /// Names the cases, whatever they were made from.
    func digest() throws(Failure) -> String { sha256(Array(try Terminal.jsonLine(cases).utf8)).hexadecimal }
}
