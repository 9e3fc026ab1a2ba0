internal import CKernels

/// What the kernels may use of the processor; on x86-64 each includes those before it.
public enum InstructionSet: Int32, Sendable, CaseIterable, CustomStringConvertible {
    case plain = 0
    /// AVX2, FMA, F16C.
    case avx2 = 1
    /// AVX-512 F, BW, DQ, VL.
    case avx512 = 2
    /// AVX512-VNNI: products of bytes.
    case vnni = 3
    /// AVX512-BF16: products of bfloat16 pairs.
    case bf16 = 4
    case neon = 5

    /// The one in force: the best this processor and operating system allow, unless another was forced.
    public static var current: InstructionSet { InstructionSet(rawValue: ck_level()) ?? .plain }

    /// Forces one from now on, for tests and measurements.
    ///
    /// - Returns: whether it is in force now; one that the processor lacks is refused and changes nothing.
    public static func force(_ set: InstructionSet) -> Bool { ck_force(set.rawValue) == set.rawValue }

    public init?(name: String) {
        guard let set = Self.allCases.first(where: { $0.description == name }) else { return nil }
        self = set
    }

    public var description: String {
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
