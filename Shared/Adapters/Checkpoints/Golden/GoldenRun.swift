internal import Bytes
internal import LatentMemory
internal import Tensors
internal import Transformer

/// Runs the cases of a folder one after another; later ones use what earlier ones made.
struct GoldenRun {
    let folder: GoldenFolder
    let model: MemoryModel
    let pool: PoolDelta
    let comparison: GoldenComparison
    private let snapshot: MemorySnapshot

    init(_ folder: GoldenFolder) throws(CheckpointsError) {
        self.folder = folder
        model = try folder.model(addsBos: folder.memory.addsBos)
        pool = try folder.pool()
        comparison = GoldenComparison(results: folder.results)
        snapshot = MemorySnapshot(model, pool: pool)
    }

    var layers: Int { folder.configuration.layers }
    var vocabulary: Int { folder.configuration.vocabulary }
    var updateTokens: Int { folder.memory.updateTokens }
    var poolTokens: Int { folder.memory.poolTokens }
    var isOf7B: Bool { folder.memory.memoryClass == .llama7B }

    static let tolerance = 1e-5
    static let toleranceAfterSequence = 2e-5
    static let toleranceOfGradients = 5e-5

    func run(_ golden: GoldenCase) -> GoldenOutcome {
        let name = golden.name
        let tolerance = name.hasPrefix("seq") ? Self.toleranceAfterSequence
            : name.hasPrefix("grad_") ? Self.toleranceOfGradients : Self.tolerance
        do {
            let error = try worstError(of: golden)
            guard error <= tolerance else {
                return GoldenOutcome(
                    name: name, verdict: .failed("error above the tolerance"), worstError: error, tolerance: tolerance)
            }
            return GoldenOutcome(name: name, verdict: .passed, worstError: error, tolerance: tolerance)
        } catch {
            return GoldenOutcome(name: name, verdict: .failed(error.sentence), tolerance: tolerance)
        }
    }

    private func worstError(of golden: GoldenCase) throws(GoldenFault) -> Double {
        switch golden.name {
        case _ where golden.name.hasPrefix("grad_"): try gradients(golden)
        case "chain": try chain(golden)
        case "delta_only": try deltaOnly(golden)
        case "delta_cat": try deltaCat(golden)
        case "multi": try multi(golden)
        case "detached": try detached(golden)
        case "nobos": try withoutBos(golden)
        case "uninit": try uninitialisedReading(golden)
        case _ where golden.name.hasPrefix("uninit_"): try firstFill(golden)
        case _ where golden.name.hasPrefix("seq"): try sequence(golden)
        case _ where golden.string("op") == "forward": try forward(golden)
        case _ where golden.string("op") == "inject": try inject(golden)
        case _ where golden.string("op") == "greedy": try greedy(golden)
        default: throw GoldenFault("no such case is known: op \"\(golden.string("op") ?? "")\"")
        }
    }

    /// Another case of the folder.
    func other(_ name: String) throws(GoldenFault) -> GoldenCase {
        guard let fields = folder.cases[name]?.object else {
            throw GoldenFault("needs the case \(name), which is missing")
        }
        return GoldenCase(name: name, fields: fields)
    }

    /// The pool that the case's field `memory` names: the initial one, or one after another case.
    func pool(of golden: GoldenCase) throws(GoldenFault) -> PoolDelta {
        let name = golden.string("memory") ?? "initial"
        guard !name.hasPrefix("initial") else { return pool }
        guard name.hasSuffix(".memory_after") else { throw GoldenFault("memory \"\(name)\" is not known") }
        return try injected(other(String(name.dropLast(".memory_after".count)))).after
    }

    func context(of golden: GoldenCase) throws(GoldenFault) -> ReadingContext {
        let name = golden.string("memory") ?? "initial"
        return name.hasPrefix("initial")
            ? snapshot.context : MemorySnapshot(model, pool: try pool(of: golden)).context
    }
}

/// What our numbers are compared with.
struct GoldenComparison {
    let results: [SafetensorsFile]

    /// max|ours - golden| / (1 + max|golden|), the larger one of all runs that have this tensor.
    ///
    /// - Parameter shape: which the golden tensor has to have.
    func error(of ours: Tensor, _ name: String, shape: [Int]) throws(GoldenFault) -> Double {
        let holders = results.filter { $0.entry(named: name) != nil }
        guard !holders.isEmpty else { throw GoldenFault("no result \(name) to compare with") }
        let values = ours.array
        var worst = 0.0
        for file in holders {
            let golden: [Double]
            do { golden = try file.doubles(name, shape: shape) } catch { throw GoldenFault("\(error)") }
            worst = max(worst, Self.error(values, golden))
        }
        return worst
    }

    func holds(_ name: String) -> Bool { results.contains { $0.entry(named: name) != nil } }

    /// Infinite if a number of either side is not a number.
    static func error(_ ours: [Float], _ golden: [Double]) -> Double {
        var difference = 0.0, size = 0.0
        for (mine, wanted) in zip(ours, golden) {
            guard mine.isFinite, wanted.isFinite else { return .infinity }
            difference = max(difference, abs(Double(mine) - wanted))
            size = max(size, abs(wanted))
        }
        return ours.count == golden.count ? difference / (1 + size) : .infinity
    }
}
