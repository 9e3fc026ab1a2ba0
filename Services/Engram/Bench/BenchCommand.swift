internal import ArgumentParser
internal import Files
internal import Tensors
internal import Threads
internal import UnixSignals

/// Measures Engram against what this machine can do.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures Engram against what this machine's memory, processor, sockets and PostgreSQL can do.",
        discussion: """
            Groups: \(BenchGroup.allCases.map(\.rawValue).joined(separator: ", ")). Every figure is sampled in turn \
            with its reference, so that other work on the machine falls on both; the ratio is what counts. \
            docs/BENCHMARKS.md says what is measured and how. A goal that is missed is said in the last column; the \
            exit status is 0 all the same. A group that fails is named and the others are measured; a run that is \
            stopped (Ctrl-C or SIGTERM) stops what it has started and shows what it has.
            """)

    @Option(help: ArgumentHelp("Only these groups.", valueName: "group,..."))
    var only: String?

    @Flag(help: "Four layers instead of 22 and fewer rounds: a look, not a result.")
    var quick = false

    @Option(help: ArgumentHelp("Samples of each figure (default: 7, with --quick 3).", valueName: "count"))
    var rounds: Int?

    @Option(
        name: .customLong("output"), help: "Write JSON into this file, anew after every group.", completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("Do not use more than this instruction set: \(Self.levels).", valueName: "level"))
    var simd: String?

    @OptionGroup(title: "Engine") var engine: BenchEngineOptions
    @OptionGroup(title: "Services") var services: BenchServicesOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let terminal = Surroundings.current.terminal
        try forceInstructions()
        if engine.serve { return try await serve(terminal) }
        let groups = try BenchGroup.parse(only)
        let machine = Self.machine
        let record = BenchRecord { [file] record in
            if let file { Self.keep(BenchReport(machine: machine, record), in: file, terminal) }
        }
        let isWhole = await Self.untilSignal { try await measure(groups, record, terminal) }
        terminal.overwrite("")
        var after = machine
        after.loadAfter = Machine.load()
        let report = BenchReport(machine: after, record)
        if let file { Self.keep(report, in: file, terminal) }
        try terminal.show(report, json: output.json)
        guard isWhole else { throw Failure(.interrupted, "Interrupted; these are the figures until then.") }
        guard record.missing.isEmpty else {
            throw Failure(.fault, "\(Amounts.counted(record.missing.count, "group")) could not be measured.")
        }
    }

    private func measure(
        _ groups: [BenchGroup], _ record: BenchRecord, _ terminal: Terminal
    ) async throws(CancellationError) {
        let progress: @Sendable (String) -> Void = { terminal.overwrite($0) }
        let engineGroups = groups.filter { !$0.needsServices }
        if !engineGroups.isEmpty {
            progress("measuring the machine")
            let bench = engineBench(.measured(threads: ComputePool.shared.threads), progress)
            for group in engineGroups {
                announce(group, terminal)
                try await record.measure(group) { try await bench.run(group) }
            }
        }
        let bench = servicesBench(progress) { announce($0, terminal) }
        try await bench.run(groups.filter(\.needsServices), record)
    }

    /// - Returns: whether the work ended by itself; a signal cancels it, so that it stops what it has started.
    private static func untilSignal(_ work: @escaping @Sendable () async throws -> Void) async -> Bool {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        let working = Task { try await work() }
        let watch = Task { for await _ in signals { working.cancel() } }
        defer { watch.cancel() }
        do {
            try await working.value
            return true
        } catch {
            return false
        }
    }

    /// Writes what there is so far; a run of an hour must not hang on its last minute.
    private static func keep(_ report: BenchReport, in file: String, _ terminal: Terminal) {
        do { try writeAtomically(Array(try Terminal.json(report).utf8), to: file) } catch {
            terminal.warn("\(file) cannot be written: \(error)")
        }
    }

    /// Where no line can be written over, one line for each group says how far it is.
    private func announce(_ group: BenchGroup, _ terminal: Terminal) {
        if !terminal.showsProgress { terminal.note("measuring \(group.rawValue)") }
    }

    private func engineBench(_ rates: MachineRates, _ progress: @escaping @Sendable (String) -> Void) -> EngineBench {
        EngineBench(
            shape: engine.shape(quick: quick), rounds: rounds ?? (quick ? 3 : 7), rates: rates, progress: progress)
    }

    private func servicesBench(
        _ progress: @escaping @Sendable (String) -> Void, announce: @escaping @Sendable (BenchGroup) -> Void
    ) -> ServicesBench {
        ServicesBench(
            plan: services.plan, rounds: rounds ?? (quick ? 3 : 7), quick: quick, progress: progress,
            announce: announce)
    }

    private static let levels = CPU.Level.allCases.map(\.word).joined(separator: ", ")

    private static var machine: Machine {
        Machine(cores: processorCount(), instructions: CPU.level.description, openBLAS: BLAS.core)
    }

    private func forceInstructions() throws(Failure) {
        guard let simd else { return }
        guard let level = CPU.Level.allCases.first(where: { $0.word == simd }) else {
            throw Failure(.usage, "There is no instruction set \(simd): \(Self.levels) are known.")
        }
        guard CPU.levels.contains(level) else {
            throw Failure(.configuration, "This processor has no \(simd); its best is \(CPU.level).")
        }
        CPU.force(level)
    }

    private func serve(_ terminal: Terminal) async throws {
        guard let format = WeightFormat(rawValue: engine.weights) else {
            throw Failure(.usage, "There is no weight format \(engine.weights): f32, bf16 and int8 are known.")
        }
        let model = try BenchModel(engine.shape(quick: false), weights: format)
        try await BenchServer(model: model, terminal: terminal).run(about: Self.machine.kernels)
    }
}

extension CPU.Level {
    /// As one types it.
    fileprivate var word: String {
        switch self {
        case .plain: "plain"
        case .avx2: "avx2"
        case .avx512: "avx512"
        case .vnni: "vnni"
        case .bf16: "bf16"
        case .neon: "neon"
        }
    }
}
