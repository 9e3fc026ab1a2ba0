internal import ArgumentParser

/// The model that is measured.
struct BenchEngineOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Layers of the measured model (default: 22, with --quick 4).", valueName: "count"))
    var layers: Int?

    @Option(help: ArgumentHelp("Key and value heads beside 32 query heads.", valueName: "count"))
    var kvHeads = 4

    @Option(help: ArgumentHelp("Memory tokens per layer, N.", valueName: "count"))
    var memory = 7680

    @Option(help: ArgumentHelp("large, or small for the shape of the model that ships.", valueName: "name"))
    var size = BenchShape.Size.large

    @Flag(help: "Take samples of one model when standard input asks, as deploy/bench/compare does.")
    var serve = false

    @Option(help: ArgumentHelp("With --serve: f32, bf16 or int8.", valueName: "format"))
    var weights = "bf16"

    func shape(quick: Bool) -> BenchShape {
        var shape = BenchShape()
        shape.size = size
        shape.layers = layers ?? (quick ? 4 : shape.layers)
        shape.keyValueHeads = kvHeads
        shape.memory = memory
        return shape
    }

    func validate() throws {
        guard (layers ?? 1) > 0, [1, 2, 4, 8, 16, 32].contains(kvHeads), memory >= BenchShape.updateTokens else {
            throw ValidationError("--layers is 1 or more, --kv-heads divides 32, --memory is 256 or more")
        }
    }
}

/// The services that are measured.
struct BenchServicesOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The model that the services run (default: deploy/models/engram-small).", valueName: "folder"),
        completion: .directory)
    var model: String?

    @Option(help: "An empty database elsewhere, as a libpq connection string, instead of a private PostgreSQL.")
    var database: String?

    var plan: BenchInstallation.Plan {
        BenchInstallation.Plan(updateWorkers: 0, generationWorkers: 0, model: model, database: database)
    }
}

extension BenchShape.Size: ExpressibleByArgument {}
