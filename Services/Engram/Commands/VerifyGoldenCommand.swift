internal import ArgumentParser
internal import Checkpoints
internal import Foundation

/// Compares the engine with results of the published implementation.
struct VerifyGoldenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-golden",
        abstract: "Runs folders of recorded inputs and results and compares element by element.",
        discussion: """
            A folder holds config.json, model.safetensors, cases.json and tensors_*.safetensors, or, for editors and
            for gradients of whole models, NAME.json and NAME.safetensors for each case and the tiny_MODEL they were
            run on. Errors are max|ours - golden| / (1 + max|golden|); at most 1e-5 is allowed, 2e-5 after updates in
            a row, 5e-5 of gradients. Errors of editors are max|ours - golden| / max|golden|; at most 1e-5 is allowed
            of equations, 1e-9 of those in f64, 1e-4 of losses, 1e-3 of what an optimisation ends at.
            Exit status 1 if a case fails or a folder cannot be used.
            """)

    @Argument(help: "Golden folders.", completion: .directory)
    var folders: [String]

    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let verification = GoldenVerification(folders: folders.map(GoldenFolderResult.init(verifying:)))
        try terminal.show(verification, json: output.json)
        guard verification.isPassed else { throw ExitCode(ExitStatus.verdict.rawValue) }
    }
}

/// What came of one folder, or why it could not be used.
package struct GoldenFolderResult: Encodable, Sendable {
    package struct Case: Encodable, Sendable {
        package let name: String
        package let verdict: String
        package let reason: String?
        package let worstError: Double
        package let tolerance: Double
    }

    package let folder: String
    package let fault: String?
    package let cases: [Case]

    package init(verifying folder: String) {
        self.folder = folder
        do {
            let report = try verifyGolden(folder: folder)
            cases = report.outcomes.map(Case.init)
            fault = nil
        } catch {
            cases = []
            fault = error.description
        }
    }

    func count(_ verdict: String) -> Int { cases.count { $0.verdict == verdict } }
}

extension GoldenFolderResult.Case {
    init(_ outcome: GoldenOutcome) {
        name = outcome.name
        worstError = outcome.worstError
        tolerance = outcome.tolerance
        switch outcome.verdict {
        case .passed: (verdict, reason) = ("ok", nil)
        case .notBuilt: (verdict, reason) = ("not built", nil)
        case .failed(let why): (verdict, reason) = ("FAILED", why)
        }
    }
}

package struct GoldenVerification: Report {
    package let folders: [GoldenFolderResult]

    package init(folders: [GoldenFolderResult]) { self.folders = folders }

    package var isPassed: Bool { folders.allSatisfy { $0.fault == nil && $0.count("FAILED") == 0 } }

    package func write(to terminal: Terminal) {
        for folder in folders {
            let label = URL(fileURLWithPath: folder.folder).lastPathComponent
            if let fault = folder.fault { terminal.line(terminal.styled("FAILED", .red) + "  \(label)  \(fault)") }
            for result in folder.cases { terminal.line(line(label, result, terminal)) }
        }
        let cases = folders.flatMap(\.cases)
        let unusable = folders.count { $0.fault != nil }
        terminal.line(
            "\(cases.count { $0.verdict == "ok" }) ok, \(cases.count { $0.verdict == "FAILED" }) failed, "
                + "\(cases.count { $0.verdict == "not built" }) not built"
                + (unusable == 0 ? "" : ", \(Amounts.counted(unusable, "unusable folder"))")
                + "; worst error \(Self.scientific(cases.map(\.worstError).max() ?? 0))")
    }

    private func line(_ label: String, _ result: GoldenFolderResult.Case, _ terminal: Terminal) -> String {
        let name = "\(label)  \(result.name)"
        switch result.verdict {
        case "not built": return "not built  \(name)"
        case "ok":
            let verdict = terminal.styled("ok", .green) + "         "
            return "\(verdict)\(name)  worst error \(Self.scientific(result.worstError))"
        default:
            let reason = result.reason ?? ""
            let allowed = "allowed \(Self.scientific(result.tolerance))"
            let numbers = result.worstError > 0 ? "  worst error \(Self.scientific(result.worstError)), \(allowed)" : ""
            return terminal.styled("FAILED", .red) + "     \(name)  \(reason)\(numbers)"
        }
    }

    /// Such as `3.1e-07`.
    private static func scientific(_ value: Double) -> String { String(format: "%.1e", value) }
}
