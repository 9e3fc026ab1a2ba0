internal import ArgumentParser
internal import ServiceKit
internal import UnixSignals

/// What every kind of training is told on the command line; all else stands in its configuration file.
struct TrainingOptions: ParsableArguments {
    @Option(help: "A JSON file with settings; --explain lists them.", completion: .file()) var config: String?
    @Option(help: "A folder for metrics, checkpoints and the finished model.", completion: .directory)
    var out: String?
    @Option(name: .customLong("set"), help: ArgumentHelp("A setting, over the file's.", valueName: "name=value"))
    var values: [String] = []
    @Flag(help: "Go on from the last checkpoint in --out, or begin if there is none.") var resume = false
    @Flag(help: "Print the settings as they are, and leave.") var checkConfig = false
    @Flag(help: "Print every setting with its range and default, and leave.") var explain = false

    /// The values of all settings: --set before the file before the defaults.
    func settings(_ fields: [Setting]) throws(Failure) -> Settings {
        let arguments = (config.map { ["--config", $0] } ?? []) + values.map { "--\($0)" }
        guard values.allSatisfy({ $0.contains("=") }) else {
            throw Failure(.usage, "--set wants name=value.")
        }
        do {
            let settings = try Settings(
                fields, arguments: arguments, environment: [:], shared: TrainingFields.file)
            try settings.requireAll()
            return settings
        } catch { throw Failure(.configuration, "\(error)") }
    }

    /// Answers `--explain` and `--check-config`.
    ///
    /// - Returns: whether that was all that was asked.
    func isAnswered(_ fields: [Setting], _ settings: Settings, _ terminal: Terminal) -> Bool {
        if explain {
            for field in fields {
                let standard = field.standard.map { " Default: \($0.isEmpty ? "none" : $0)." } ?? ""
                terminal.line("\(field.name)  \(field.range)\n    \(field.summary)\(standard)")
            }
        }
        if checkConfig { terminal.line(settings.report) }
        return explain || checkConfig
    }

    func folder() throws(Failure) -> TrainingFolder {
        guard let out else { throw Failure(.usage, "--out FOLDER is needed.") }
        return TrainingFolder(root: out)
    }

    /// Runs `body` with a request that SIGTERM and SIGINT make: what was done is saved before the program ends.
    func stoppable<Result>(_ body: (StopRequest) async throws -> Result) async throws -> Result {
        let stop = StopRequest()
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let watch = Task {
            for await _ in signals { stop.ask() }
        }
        defer { watch.cancel() }
        return try await body(stop)
    }
}

extension Setting {
    /// The values it may have.
    fileprivate var range: String {
        switch form {
        case .text: "text"
        case .number(let range) where range.upperBound == .max: "\(range.lowerBound) or more"
        case .number(let range): "\(range.lowerBound) ... \(range.upperBound)"
        case .decimal(let range): "\(range.lowerBound) ... \(range.upperBound)"
        case .flag: "true or false"
        case .choice(let words): words.joined(separator: ", ")
        }
    }
}
