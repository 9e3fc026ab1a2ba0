internal import CKernels
internal import Threads

/// What the processor offers our kernels.
public enum CPU {
    /// Instruction sets, each including those before it; NEON stands alone.
    public enum Level: Int32, Sendable, CaseIterable, Comparable, CustomStringConvertible {
        case plain = 0
        case avx2, avx512, vnni, bf16, neon

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

        public var description: String {
            switch self {
            case .plain: "plain"
            case .avx2: "AVX2"
            case .avx512: "AVX-512"
            case .vnni: "AVX-512 VNNI"
            case .bf16: "AVX-512 VNNI BF16"
            case .neon: "NEON"
            }
        }
    }

    /// The level of kernels in use: the best this processor has, unless another was forced.
    public static var level: Level { Level(rawValue: ck_level()) ?? .plain }

    /// All levels whose kernels this processor can run.
    public static var levels: [Level] {
        let best = Level(rawValue: ck_level_best()) ?? .plain
        return best == .neon ? [.plain, .neon] : Level.allCases.filter { $0 <= best }
    }

    /// Takes another level's kernels from now on, in the whole process, for tests and measurements; nil: the best
    /// again.
    ///
    /// - Precondition: `levels` has it.
    public static func force(_ level: Level?) {
        precondition(level.map(levels.contains) ?? true, "this processor has no \(level!)")
        _ = ck_force(level?.rawValue ?? -1)
    }

    /// How many threads compute together.
    public static var threads: Int { ComputePool.shared.threads }
}
