internal import Checkpoints
internal import Datasets
internal import Editing
internal import Evaluation
internal import Foundation
internal import LatentMemory
internal import MemoryTypes
internal import Tensors
internal import Tokenization
internal import Training
internal import Transformer

/// A model, cases and all that methods compute with.
struct EditingSetup {
    struct Settings: Sendable {
        let material: EditingMaterial.Options
        /// Whether the memory reads the documents of what must stay.
        let isAbsorbed: Bool
        let isKnownOnly: Bool
        /// Whether a method that this model cannot have is an error.
        let areMethodsChosen: Bool
        /// Changed settings, by method.
        let changes: [String: [String]]
    }

    private let settings: Settings
    private let plan: EditingPlan
    private let loaded: LoadedModel
    private let material: EditingMaterial
    private let spelling: EditingSpelling
    private let base: EditedModel
    private let cases: [SpelledCase]
    private let ways: [(name: String, way: CorrectionWay)]
    private let resources: EditResources
    private let texts: [[Int32]]
    private let textName: String

    /// - Parameter text: a file of texts; nil for made-up ones.
    init(
        folder: String, _ settings: Settings, plan: EditingPlan, scratch: String, text: String?,
        warn: @escaping (String) -> Void
    ) throws {
        (self.settings, self.plan, textName) = (settings, plan, text ?? "made up")
        do { loaded = try LoadedModel(folder: folder) } catch {
            throw Failure(.noInput, "\(folder) is not a model folder that can be used: \(error)")
        }
        let memory = loaded.memoryModel()
        spelling = EditingSpelling(loaded, memory?.memory)
        material = try EditingMaterial(settings.material) { warn("\($0)") }
        let texts = try EditingTexts(material.apart, file: text, scratch: scratch, warn: warn)
        let pool = try loaded.pool()
        base = try Self.base(loaded, memory, pool, settings.isAbsorbed ? material.documents : nil, spelling)
        ways = try Self.ways(
            plan.methods,
            EditingWays(loaded.configuration, memory, pool, texts, loaded.tokenizer, settings.changes),
            areChosen: settings.areMethodsChosen, warn)
        cases = try Self.spelled(material.cases, spelling, base, isKnownOnly: settings.isKnownOnly, warn)
        resources = try Self.resources(loaded, base.decoder, texts, EditingWays.sites(ways.map(\.way)))
        let tokenizer = loaded.tokenizer
        self.texts = texts.fixed.map { Array(tokenizer.encode($0).prefix(128)) }.filter { $0.count > 1 }
    }

    private static func base(
        _ loaded: LoadedModel, _ memory: MemoryModel?, _ pool: PoolDelta?, _ documents: [String]?,
        _ spelling: EditingSpelling
    ) throws(Failure) -> EditedModel {
        let decoder = Decoder(loaded.weights)
        guard let documents else { return EditedModel(decoder) }
        guard let memory else { throw Failure(.usage, "--absorbed needs a model with a memory.") }
        guard !documents.isEmpty else { throw Failure(.usage, "--absorbed needs the synthetic set.") }
        return EditingBench.model(memory, base: pool, having: documents, spelling, seed: 1)
    }

    private static func ways(
        _ names: [String], _ all: EditingWays, areChosen: Bool, _ warn: (String) -> Void
    ) throws(Failure) -> [(name: String, way: CorrectionWay)] {
        var found: [(name: String, way: CorrectionWay)] = []
        for name in names {
            do throws(Failure) { found.append((name, try all.way(name))) } catch {
                guard !areChosen, all.memory == nil, EditingWays.memoryNames.contains(name) else { throw error }
                warn("\(name) is left out: the model has no memory")
            }
        }
        return found
    }

    private static func spelled(
        _ cases: [EditingCase], _ spelling: EditingSpelling, _ base: EditedModel, isKnownOnly: Bool,
        _ warn: (String) -> Void
    ) throws(Failure) -> [SpelledCase] {
        var spelled: [SpelledCase] = []
        for (number, one) in cases.enumerated() {
            do throws(EditingError) {
                let all = try SpelledCase(one, spelling)
                spelled.append(isKnownOnly ? try all.withKnown(on: base, spelling) : all)
            } catch {
                warn("case \(number + 1): \(error)")
            }
        }
        guard !spelled.isEmpty else { throw Failure(.data, "No case can be edited.") }
        return spelled
    }

    private static func resources(
        _ loaded: LoadedModel, _ decoder: Decoder, _ texts: EditingTexts, _ sites: Set<EditSite>
    ) throws -> EditResources {
        let encode = { (text: String) in loaded.tokenizer.encode(text) }
        var resources = EditResources(
            prefixes: PrefixBank.english(10, encode: encode), background: texts.prompts.map(encode))
        let view = try EditView(decoder, model: loaded.digest)
        let ordinary = texts.ordinary.map { Array(encode($0).prefix(128)) }.filter { !$0.isEmpty }
        guard !sites.isEmpty else { return resources }
        var builder = try KeyStatisticsBuilder(view, sites: sites.sorted { $0.layer < $1.layer })
        for first in stride(from: 0, to: ordinary.count, by: 16) {
            try builder.add(Array(ordinary[first..<min(ordinary.count, first + 16)]))
        }
        resources.statistics = builder.statistics
        return resources
    }

    func sitting(state path: String?, terminal: Terminal) throws(Failure) -> EditingSitting {
        let begin = ContinuousClock.now
        let bench = EditingBench(
            base, model: loaded.digest, cases: cases, texts: texts, resources: resources, spelling: spelling,
            plan: plan, now: { (ContinuousClock.now - begin) / .seconds(1) })
        let digests = ways.map { ($0.name, EditingWays.digest($0.way)) }
        let state = EditingState(
            model: "\(loaded.digest)", cases: try material.digest(), plan: plan,
            settings: Dictionary(uniqueKeysWithValues: digests), options: options)
        return try EditingSitting(bench, ways: ways, state: state, path: path, terminal: terminal)
    }

    private var options: [String] {
        (settings.isAbsorbed ? ["absorbed"] : []) + (settings.isKnownOnly ? ["known only"] : [])
            + ["text \(textName)"]
    }

    func table(_ state: EditingState) -> EditingTable {
        let width = loaded.configuration.feedForwardWidth
        let known = EditingBench.known(cases, base, spelling)
        let rows = plan.counts.flatMap { count in
            plan.methods.compactMap { state.outcome($0, asked: count.edits) }
        }
        return EditingTable(
            model: loaded.name, modelDigest: "\(loaded.digest)", set: settings.material.set.rawValue,
            casesDigest: state.cases, data: material.sources, cases: cases.count, seed: plan.seed,
            feedForwardWidth: width, options: options,
            known: .init(edits: known.edits.count, editsRight: known.edits.hits, local: known.local.count,
                         localRight: known.local.hits),
            rows: rows.map { .init($0, feedForwardWidth: width) })
    }
}

extension EditingSpelling {
    /// As the workers read documents and the trainer asks questions.
    init(_ loaded: LoadedModel, _ memory: MemoryConfiguration?) {
        let tokenizer = loaded.tokenizer
        let text = memory.map { RetentionText(loaded, $0, tokensMax: nil) }
        self.init(
            endTokens: loaded.endTokens, encode: { tokenizer.encode($0) }, decode: { tokenizer.decode($0) },
            pieces: { text?.pieces(of: $0) ?? [tokenizer.encode($0)] })
    }
}

extension EditingWays {
    init(
        _ configuration: ModelConfiguration, _ memory: MemoryModel?, _ pool: PoolDelta?, _ texts: EditingTexts,
        _ tokenizer: Tokenizer, _ changes: [String: [String]]
    ) {
        // A full stop as it is spelt behind a word.
        let separator = Array(tokenizer.encode("a.").dropFirst(tokenizer.encode("a").count))
        self.init(
            configuration: configuration, memory: memory, pool: pool, separator: separator,
            demonstrations: texts.demonstrations.map { tokenizer.encode($0) }, changes: changes)
    }
}
