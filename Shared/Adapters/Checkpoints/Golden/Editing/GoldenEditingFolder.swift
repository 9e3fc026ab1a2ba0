internal import Bytes
internal import Files

/// A folder of cases of editors: `NAME.json`, most with a `NAME.safetensors`, and the tiny models they were run on,
/// `tiny_MODEL.config.json` with `tiny_MODEL.safetensors`. The beginning of a case's name says which method it is of.
struct GoldenEditingFolder {
    let path: String
    /// Ascending.
    let cases: [String]

    static let gradients = "autograd_"
    static let model = "tiny_"

    /// Nil if the folder holds no tiny model.
    init?(path: String) throws(CheckpointsError) {
        let names: [String]
        do { names = try entries(ofFolder: path) } catch { throw .file(error) }
        self.path = path
        cases = names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(Self.model) }.map { String($0.dropLast(5)) }
        guard names.contains(where: { $0.hasPrefix(Self.model) && $0.hasSuffix(".config.json") }) else { return nil }
    }

    func run(_ name: String) -> GoldenOutcome {
        if name.hasPrefix(Self.gradients) { return runGradients(name) }
        do {
            let golden = try GoldenEditingCase(folder: path, name: name)
            var checks = GoldenChecks()
            guard try check(golden, &checks) else { return GoldenOutcome(name: name, verdict: .notBuilt) }
            return checks.outcome(name)
        } catch let error as GoldenFault {
            return GoldenOutcome(name: name, verdict: .failed(error.sentence))
        } catch {
            return GoldenOutcome(name: name, verdict: .failed("\(error)"))
        }
    }

    /// False for a method that does not exist yet.
    private func check(_ golden: GoldenEditingCase, _ checks: inout GoldenChecks) throws -> Bool {
        switch golden.name {
        case let name where name.hasPrefix("rome_"):
            var run = try GoldenRankOne(golden, settings: golden)
            try run.check(&checks)
        case let name where name.hasPrefix("r_rome"):
            let other = try golden.json.at("C").requiredString().split(separator: " ").last.map(String.init) ?? ""
            var run = try GoldenRankOne(golden, settings: GoldenEditingCase(folder: path, name: other))
            try run.checkConsistentKeys(&checks)
        case let name where name.hasPrefix("memit_family"): try GoldenMassEditing(golden).check(&checks)
        case let name where name == "ft" || name.hasPrefix("ft_"): try GoldenFineTuning(golden: golden).check(&checks)
        case let name where name.hasPrefix("grace_codebook"): try GoldenCodebook(golden: golden).check(&checks)
        case let name where name.hasPrefix("grace_e2e"): try GoldenCodebookEditing(golden: golden).check(&checks)
        case let name where name.hasPrefix("tophash"): try GoldenTopHash(golden: golden).check(&checks)
        case let name where name.hasPrefix("memoir_e2e"): try GoldenResidualMemory(golden).check(&checks)
        case let name where name.hasPrefix("knnlm"): try GoldenNeighbours(golden: golden).check(&checks)
        case let name where name.hasPrefix("causal_trace_"):
            try GoldenTracing(golden: golden).check(&checks, model: String(name.dropFirst("causal_trace_".count)))
        case let name where name.hasPrefix("teacher_forced_accuracy"):
            try GoldenTokenAccuracy(golden: golden).check(&checks)
        case let name where name.hasPrefix("merge"): try GoldenMerging(golden: golden).check(&checks)
        case let name where name.hasPrefix("metrics"): try GoldenMetrics(golden: golden).check(&checks)
        default: return false
        }
        return true
    }

    private func runGradients(_ name: String) -> GoldenOutcome {
        let tolerance = GoldenRun.toleranceOfGradients
        do {
            let error = try GoldenModelGradients(
                path: path, case: name, model: Self.model + name.dropFirst(Self.gradients.count)).worstError()
            let verdict: GoldenOutcome.Verdict = error <= tolerance ? .passed : .failed("error above the tolerance")
            return GoldenOutcome(name: name, verdict: verdict, worstError: error, tolerance: tolerance)
        } catch let error as GoldenFault {
            return GoldenOutcome(name: name, verdict: .failed(error.sentence), tolerance: tolerance)
        } catch {
            return GoldenOutcome(name: name, verdict: .failed("\(error)"), tolerance: tolerance)
        }
    }
}
