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
    /// What is to be otherwise than the presets have it, by method.
    let changes: [String: [String]]

    /// - Throws: `usage` where the model has no memory, or no settings of a method are known for it.
    func way(_ name: String) throws(Failure) -> CorrectionWay {
        switch name {
        case "absorb":
            guard let memory else { throw Failure(.usage, "absorb needs a model with a memory.") }
            return .absorbs(memory, base: pool)
        case "lookup": return .looksUp
        case "memit-mass": return .edits(try settings("memit", as: name), atOnce: true)
        case "ice", "rag", "ike":
            let settings = try settings(name, as: name)
            guard var context = settings as? ContextEditing else { return .edits(settings, atOnce: false) }
            context.separator = separator
            if name == "ike" { context.demonstrations = demonstrations }
            return .edits(context, atOnce: false)
        default: return .edits(try settings(name, as: name), atOnce: false)
        }
    }

    /// - Parameter name: the column that has them, whose changes count.
    private func settings(_ method: String, as name: String) throws(Failure) -> any EditMethod {
        do {
            if EditForm.all.contains(where: { $0.name == method }) {
                return try EditRecipe(method: method, changes: changes[name] ?? []).settings(for: configuration)
            }
            guard let model = EditPresets.model(of: configuration), let preset = EditPresets.preset(method, for: model)
            else {
                throw Failure(.usage, "No settings of \(method) are known for a model of this shape.")
            }
            var settings = preset.settings
            for change in try EditRecipe(method: method, changes: changes[name] ?? []).changes {
                try settings.change(change)
            }
            return settings
        } catch let error as EditingError {
            throw Failure(.usage, "\(name): \(error)")
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure(.fault, "\(error)")
        }
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
