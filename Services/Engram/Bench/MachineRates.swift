internal import Tensors

/// What the machine can do at best, measured beside each figure.
struct MachineRates: Sendable {
    let stream: Probe
    let sgemm: Probe

    func streamQuantity(_ samples: Samples) -> Figure.Quantity {
        Figure.Quantity("memory stream", "GB/s", samples.map { $0 / 1e9 })
    }

    func sgemmQuantity(_ samples: Samples) -> Figure.Quantity {
        Figure.Quantity("sgemm", "GFLOP/s", samples.map { $0 / 1e9 })
    }
}

extension MachineRates {
    /// Two gibibytes in memory, and the fastest of the core types whose kernels OpenBLAS has for this processor,
    /// with threads of the library's own or of ours.
    static func measured(threads: Int) -> MachineRates {
        let stream = StreamRate()
        let candidates = SgemmRate.cores.flatMap { core in
            Set([1, threads]).compactMap { SgemmRate(core: core, threads: $0) }
        }
        let best = candidates.max { fastest($0) < fastest($1) }
        return MachineRates(
            stream: Probe("memory stream") { stream.measure() },
            sgemm: Probe("sgemm") { best?.measure() ?? 0 })
    }

    /// The best of a few: what a core type can do when nothing disturbs it.
    private static func fastest(_ rate: SgemmRate) -> Double { (0..<5).map { _ in rate.measure() }.max() ?? 0 }
}
