internal import Editing
internal import Evaluation
internal import LatentMemory
internal import Tensors
internal import Transformer

/// What the columns of the table are called, and how each of them corrects a fact.
struct EditingWays {
    /// All of them, in the order of the table.
    static let names = [
        "rome", "r-rome", "memit", "memit-mass", "emmet", "alphaedit", "ft", "ft-l", "ft-m", "grace", "memoir",
        "knn-lm", "ice", "ike", "rag", "absorb", "lookup",
    ]
    /// Those that need a memory.
    static let memoryNames: Set = ["absorb"]

    let configuration: ModelConfiguration
    let memory: MemoryModel?
    let pool: PoolDelta?
    let separator: [Int32]
    let demonstrations: [[Int32]]

    /// - Throws: `usage` where the model has no memory, or no settings of a method are known for it.
    func way(_ name: String) throws(Failure) -> CorrectionWay {
        switch name {
        case "absorb":
            guard let memory else { throw Failure(.usage, "absorb needs a model with a memory.") }
            return .absorbs(memory, base: pool)
        case "lookup": return .looksUp
        case "memit-mass": return .edits(try preset("memit"), atOnce: true)
        case "ice", "rag", "ike":
            let settings = try preset(name)
            guard var context = settings as? ContextEditing else { return .edits(settings, atOnce: false) }
            context.separator = separator
            if name == "ike" { context.demonstrations = demonstrations }
            return .edits(context, atOnce: false)
        default: return .edits(try preset(name), atOnce: false)
        }
    }

    private func preset(_ name: String) throws(Failure) -> any EditMethod {
        guard let model = EditPresets.model(of: configuration) else {
            throw Failure(.usage, "No settings are known for a model of this shape.")
        }
        guard let preset = EditPresets.preset(name, for: model) else {
            throw Failure(.usage, "No settings of \(name) are known for \(model).")
        }
        return preset.settings
    }

    /// Where the methods need moments of keys.
    static func sites(_ ways: [CorrectionWay]) -> Set<EditSite> {
        var sites: Set<EditSite> = []
        for case .edits(let method, _) in ways {
            if let mass = method as? MassEditing { sites.formUnion(mass.layers.map { EditSite(layer: Int($0)) }) }
            if let one = method as? RankOneEditing, one.usesMoments { sites.insert(EditSite(layer: Int(one.layer))) }
        }
        return sites
    }

    /// What a way and its settings are, for telling measurements apart.
    static func digest(_ way: CorrectionWay) -> String {
        switch way {
        case .edits(let method, let atOnce): "\(method.digest)" + (atOnce ? " at once" : "")
        case .absorbs: "absorb"
        case .looksUp: "lookup"
        }
    }
}
