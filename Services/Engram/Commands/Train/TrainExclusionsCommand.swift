internal import ArgumentParser
internal import Files
internal import Training

/// What no training text may hold.
struct TrainExclusionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exclusions",
        abstract: "Hashes texts that are kept for evaluation, so that training leaves out what shares words with them.",
        discussion: """
            Reads files of JSON lines (or plain text), also as .xz, and takes every string in them. The file that is \
            written holds hashes and no text: whoever trains can check texts against it, and nobody can read it.
            """)

    @Option(parsing: .upToNextOption, help: "Files with texts kept for evaluation.", completion: .file())
    var from: [String]
    @Option(help: "The file to write.", completion: .file()) var out: String
    @Option(help: "A folder with room for one unpacked file.", completion: .directory) var scratch = "."
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        var collection = ExclusionCollection()
        for path in from {
            terminal.overwrite("reading \(path)")
            try collection.add(path: path, scratch: scratch)
        }
        terminal.overwrite("sorting")
        let (filter, report) = collection.build()
        terminal.overwrite("")
        do { try writeAtomically(filter.encoded(), to: out) } catch {
            throw Failure(.io, "The exclusions were not written: \(error)")
        }
        try terminal.show(report, json: output.json)
    }
}
