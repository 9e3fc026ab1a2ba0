internal import ArgumentParser

/// `--json`.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON document instead of a table.")
    var json = false
}

/// `--data`.
struct DataOptions: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp(
            "The data folder of `engram up` (environment: ENGRAM_DATA; default: ~/.engram, for root /var/lib/engram).",
            valueName: "folder"), completion: .directory)
    var path: String?

    func folder(_ surroundings: Surroundings) -> DataFolder {
        DataFolder.chosen(path, environment: surroundings.environment)
    }
}
