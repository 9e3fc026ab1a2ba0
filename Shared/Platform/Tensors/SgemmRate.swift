internal import COpenBLAS

/// The rate at which OpenBLAS multiplies f32 matrices with the kernels of one core type, on all processors: what
/// prompts and updates are held against.
@safe public final class SgemmRate: @unchecked Sendable {
    /// The core types whose kernels this processor can run and which may be its fastest; none where the library's own
    /// choice is good.
    public static var cores: [String] {
        switch CPU.levels.last {
        case .avx2: ["HASWELL", "ZEN"]
        case .avx512, .vnni: ["HASWELL", "ZEN", "SKYLAKEX"]
        case .bf16: ["HASWELL", "ZEN", "SKYLAKEX", "COOPERLAKE"]
        default: []
        }
    }

    public let core: String
    private let copy: OpaquePointer
    private let isDivided: Bool
    private let a, b, c: Block
    private static let (m, k, n) = (512, 2048, 5632)

    /// Nil if the library is not there.
    public init?(core: String, threads: Int) {
        guard let copy = unsafe copenblas_copy_open(core, Int32(threads)) else { return nil }
        unsafe self.copy = copy
        isDivided = threads == 1
        self.core = unsafe String(cString: copenblas_copy_core(copy))
        a = Block(byteCount: Self.m * Self.k * 4)
        b = Block(byteCount: Self.n * Self.k * 4)
        c = Block(byteCount: Self.m * Self.n * 4)
        for block in [a, b] {
            let floats = unsafe block.address.assumingMemoryBound(to: Float.self)
            for i in 0..<block.byteCount / 4 { unsafe floats[i] = Float(i % 31) - 15 }
        }
    }

    /// One product of 512 x 2048 with 2048 x 5632. Operations a second, a multiply-add being two.
    ///
    /// With one thread in the library our own pool divides the columns: on a busy machine the library's threads wait
    /// for the slowest of them.
    public func measure() -> Double {
        let time = ContinuousClock().measure {
            guard isDivided else { return multiply(0..<Self.n) }
            inParallel(Self.n / Self.slice, work: Self.m * Self.k * Self.slice) { range in
                multiply(range.lowerBound * Self.slice..<range.upperBound * Self.slice)
            }
        }
        return 2 * Double(Self.m * Self.k * Self.n) / (time / .seconds(1))
    }

    private static let slice = 704

    private func multiply(_ columns: Range<Int>) {
        unsafe copenblas_copy_sgemm_nt(
            copy, Self.m, columns.count, Self.k, a.address.assumingMemoryBound(to: Float.self), Self.k,
            b.address.assumingMemoryBound(to: Float.self) + columns.lowerBound * Self.k, Self.k,
            c.address.assumingMemoryBound(to: Float.self) + columns.lowerBound, Self.n)
    }
}
