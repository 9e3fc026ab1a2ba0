internal import ArgumentParser
internal import Evaluation
internal import Files
internal import Foundation

/// What every measurement of a model and its memory is told.
struct EvaluationOptions: ParsableArguments {
    @Option(help: "The model's folder (environment: ENGRAM_MODEL).", completion: .directory) var model: String?
    @Option(help: "Where the drawing begins.") var seed: UInt64 = 1
    @Option(help: "A file that keeps what is done; the same command goes on from it.", completion: .file())
    var state: String?
    @Option(help: "A file for the curves.", completion: .file()) var svg: String?
    @Option(help: "A folder with room for an unpacked file.", completion: .directory) var scratch = "."
    @OptionGroup var output: OutputOptions

    /// The model that is named, or that the environment names.
    func opened() throws -> EvaluatedModel {
        try EvaluatedModel(folder: ModelFolder.chosen(model, environment: Surroundings.current.environment).path)
    }

    /// Draws curves where a file is named for them.
    func draw(_ plots: [LinePlot]) throws(Failure) {
        guard let svg else { return }
        do { try writeAtomically(Array(LinePlot.svg(plots).utf8), to: svg) } catch {
            throw Failure(.io, "The curves were not written: \(error)")
        }
    }
}
