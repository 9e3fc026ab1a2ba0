import Bytes
import Editing
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Recipes of edits")
struct RecipeTests {
    private let tiny: ModelConfiguration
    private let pilot: ModelConfiguration

    init() throws {
        tiny = try TinyEditing.view().decoder.configuration
        var pilot = tiny
        (pilot.layers, pilot.width, pilot.feedForwardWidth, pilot.vocabulary) = (4, 128, 352, 2048)
        self.pilot = pilot
    }

    private func refusal(_ method: String, _ changes: [String] = []) -> EditingError? {
        #expect(throws: EditingError.self) {
            try EditRecipe(method: method, changes: changes).settings(for: tiny)
        }
    }

    @Test("a model that is known has its preset, and changes go on top of it")
    func preset() throws {
        let plain = try #require(
            try EditRecipe(method: "memoir").settings(for: pilot) as? ResidualMemoryEditing)
        let preset = try #require(EditPresets.preset("memoir", for: "pilot")?.settings as? ResidualMemoryEditing)
        #expect(plain.encoded == preset.encoded)
        let changed = try EditRecipe(method: "memoir", changes: ["threshold=0.5", "steps=7"]).settings(for: pilot)
        let memoir = try #require(changed as? ResidualMemoryEditing)
        #expect(memoir.threshold == 0.5 && memoir.steps == 7 && memoir.columns == preset.columns)
    }

    @Test("a model that is not known needs a layer, and gets the method's own defaults")
    func unknownModel() throws {
        guard case .settingUnusable("layer", "none", _) = refusal("r-rome") else {
            Issue.record("the layer was not asked for")
            return
        }
        let chosen = try EditRecipe(method: "r-rome", changes: ["layer=1"]).settings(for: tiny)
        #expect((chosen as? RankOneEditing)?.layer == 1)
        let memoir = try EditRecipe(method: "memoir", changes: ["layer=2"]).settings(for: tiny)
        #expect((memoir as? ResidualMemoryEditing)?.columns == 13)
    }

    @Test("an unknown method, an unknown setting and a value out of range are refused by name")
    func refusals() {
        #expect(refusal("rom") == .methodUnknown("rom"))
        #expect("\(refusal("r-rome", ["layer=1", "speed=3"]) as Any)".contains("layer, keys, moments"))
        #expect(refusal("ft-m", ["layer=-1"]) == .settingUnusable(field: "layer", found: "-1", wanted: "0 ... 1023"))
        #expect(refusal("ft-m", ["layer=1", "rate=nan"]) != nil)
        #expect(refusal("memit", ["layers=3,2"]) != nil)
        #expect(refusal("ft-m", ["layer"]) == .settingUnusable(field: "settings", found: "layer", wanted: "NAME=VALUE"))
    }

    @Test(
        "every form takes a change of its own and gives bytes that make it again",
        arguments: EditForm.all.map(\.name))
    func forms(name: String) throws {
        let changes = ["memit", "emmet", "alphaedit"].contains(name) ? ["layers=0,1"]
            : ["ice", "rag"].contains(name) ? ["count=2"] : name == "knn-lm" ? ["count=5"] : ["layer=1"]
        let method = try EditRecipe(method: name, changes: changes).settings(for: tiny)
        let again = try EditMethods.method(type(of: method).name, settings: method.encoded)
        #expect(again.encoded == method.encoded)
        let other = changes.map { $0.replacing("1", with: "2").replacing("count=2", with: "count=3") }
            .map { $0.replacing("count=5", with: "count=6") }
        #expect(try EditRecipe(method: name, changes: other).settings(for: tiny).encoded != method.encoded)
    }
}

@Suite("Edits that are prepared")
struct PreparedEditTests {
    /// A token for each character.
    private let encode: (String) -> [Int32] = { $0.unicodeScalars.map { Int32($0.value % 61) } }

    private func prepared(_ items: [EditItem], _ method: String = "r-rome") throws -> PreparedEdit {
        try PreparedEdit(
            items, recipe: EditRecipe(method: method, changes: ["layer=1", "steps=3"]), onEdited: true,
            configuration: roomy, encode: encode)
    }

    private var roomy: ModelConfiguration {
        get throws {
            var configuration = try TinyEditing.view().decoder.configuration
            configuration.positionsMax = 128
            return configuration
        }
    }

    private let item = EditItem(
        prompt: "Rome is in", subject: "Rome", target: "Gaul", paraphrases: ["Where is Rome? In"],
        locality: ["Bern is"])

    @Test("it comes back from its bytes, and computes the same without the texts' tokenizer")
    func coding() throws {
        let edit = try prepared([item])
        let again = try PreparedEdit(decoding: edit.encoded)
        #expect(again.encoded == edit.encoded && again.digest == edit.digest)
        #expect(again.paraphrases[0].count == 1 && again.unmoved.count == 1)
        let method = try again.editor()
        #expect(again.editorDigest == method.digest)
    }

    @Test("bad facts are refused before anything is computed")
    func refusals() throws {
        func error(_ items: [EditItem], _ method: String = "r-rome") -> EditingError? {
            #expect(throws: EditingError.self) { try prepared(items, method) }
        }
        func with(subject: String? = "Rome", target: String = "Gaul") -> EditItem {
            EditItem(prompt: item.prompt, subject: subject, target: target, paraphrases: [], locality: [])
        }
        #expect(error([with(subject: "Bern")]) == .subjectNotInPrompt("Bern"))
        #expect(error([with(subject: nil)]) == .subjectMissing(method: "r-rome"))
        #expect(error([with(target: " ")]) == .targetEmpty)
        #expect(error([]) == .batch(found: 0, wanted: 1...1))
        #expect(error([item, item]) == .batch(found: 2, wanted: 1...1))
        let long = EditItem(
            prompt: String(repeating: "Rome ", count: 40), subject: "Rome", target: "x", paraphrases: [], locality: [])
        guard case .promptTooLong(_, limit: 128) = error([long]) else {
            Issue.record("a prompt of 200 tokens was taken")
            return
        }
        #expect(throws: Never.self) { try prepared([item, item], "ft-m") }
    }

    @Test("what is asked of an imported artifact may be nothing, and cannot be computed")
    func imported() throws {
        let edit = try PreparedEdit(imported: [], configuration: try roomy, encode: encode)
        #expect(edit.isImported && edit.requests.isEmpty)
        #expect(try PreparedEdit(decoding: edit.encoded).isImported)
        #expect(throws: EditingError.methodUnknown("imported")) { try edit.editor() }
    }
}

@Suite("Causal tracing over facts")
struct TraceSummaryTests {
    @Test("noise is a function of its seed and as strong as it is asked to be")
    func noise() {
        let noise = TraceNoise.samples(4, subject: 50, width: 31, deviation: 3, seed: 7)
        let again = TraceNoise.samples(4, subject: 50, width: 31, deviation: 3, seed: 7)
        #expect(noise.map(\.array) == again.map(\.array) && noise[0].array != noise[1].array)
        let numbers = noise.flatMap(\.array).map(Double.init)
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let spread = (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)).squareRoot()
        #expect(abs(mean) < 0.15 && abs(spread - 3) < 0.1)
    }

    @Test("effects are means over tokens by where they stand, and the layer is the best of feed-forward blocks")
    func summary() throws {
        let view = try TinyEditing.view()
        let request = TinyEditing.request()
        let noise = TraceNoise.samples(3, subject: 2, width: 32, deviation: 2, seed: 1)
        let trace = try CausalTrace(view, prompt: request.prompt, noise: noise)
        var summary = TraceSummary(layers: 3)
        #expect(summary.layer == nil)
        var tables: [CausalTrace.Kind: CausalTrace.Table] = [:]
        for kind in CausalTrace.Kind.allCases { tables[kind] = trace.table(kind, window: 1) }
        summary.add(trace, tables: tables)
        let table = try #require(tables[.feedForward])
        #expect(summary.effects(of: .feedForward, at: .lastSubject) == table[4].map { $0 - trace.low })
        #expect(summary.effects(of: .feedForward, at: .firstSubject) == table[3].map { $0 - trace.low })
        #expect(summary.effects(of: .state, at: .middleSubject) == nil)
        let before = try #require(summary.effects(of: .state, at: .before))
        #expect(zip(before, 0..<3).allSatisfy { effect, layer in
            let mean = (0..<3).reduce(0) { $0 + (tables[.state]?[$1][layer] ?? 0) - trace.low } / 3
            return abs(effect - mean) < 1e-12
        })
        let last = try #require(summary.effects(of: .feedForward, at: .lastSubject))
        #expect(summary.layer == last.firstIndex(of: last.max() ?? 0))
    }
}
