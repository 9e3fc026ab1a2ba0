internal import Bytes
internal import Transformer

/// Runs every case of a golden folder and compares element by element.
///
///     max|ours - golden| / (1 + max|golden|) <= 1e-5, 2e-5 after updates in a row, 5e-5 of gradients
///
/// Sizes, seeds and lengths are read from the folder. Token ids, slots, masks and decisions have to be equal; editors
/// have tolerances of their own (`GoldenChecks`). Cases of the M+ class, and those of editors that do not exist yet,
/// are reported as not built.
///
/// - Throws: what makes the folder as a whole unusable. A fault in one case is that case's verdict.
public func verifyGolden(folder path: String) throws(CheckpointsError) -> GoldenReport {
    if let editing = try GoldenEditingFolder(path: path) {
        return GoldenReport(folder: path, outcomes: editing.cases.map(editing.run))
    }
    let folder = try GoldenFolder(path: path)
    let names = folder.cases.members.map(\.name).sorted()
    guard folder.memory.memoryClass != .mplus else {
        return GoldenReport(folder: path, outcomes: names.map { GoldenOutcome(name: $0, verdict: .notBuilt) })
    }
    let run = try GoldenRun(folder)
    return GoldenReport(folder: path, outcomes: names.map { name in
        run.run(GoldenCase(name: name, fields: folder.cases[name]?.object ?? .init()))
    })
}
