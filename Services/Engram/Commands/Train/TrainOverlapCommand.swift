internal import ArgumentParser

/// How much of a training file is left out.
struct TrainOverlapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlap",
        abstract: "Counts the records of files that share words with texts kept for evaluation.",
        discussion: "A record is counted when one of its strings does. Training leaves out exactly these records.")

    @Argument(help: "Files of JSON lines or plain text, also as .xz.", completion: .file()) var files: [String]
    @Option(help: "What `engram train exclusions` wrote.", completion: .file()) var exclusions: String
    @Option(help: "A folder with room for one unpacked file.", completion: .directory) var scratch = "."
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        let count = try OverlapCount(exclusions: exclusions)
        var rows: [OverlapReport.Row] = []
        for path in files {
            terminal.overwrite("reading \(path)")
            rows.append(try count.row(path: path, scratch: scratch) { terminal.warn("\($0)") })
        }
        terminal.overwrite("")
        try terminal.show(OverlapReport(files: rows), json: output.json)
    }
}
