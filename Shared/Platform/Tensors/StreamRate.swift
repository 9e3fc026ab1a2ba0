internal import CKernels
internal import Synchronization

/// The rate at which this machine reads memory: what decoding is held against.
public final class StreamRate: Sendable {
    private let block: Block

    /// - Parameter bytes: much more than the caches hold; 2 GiB unless said otherwise.
    public init(bytes: Int = 2 << 30) {
        block = Block(byteCount: bytes)
        let words = bytes / 8
        unsafe withWords { to in
            inParallel(words >> 16, work: 1 << 16) { range in
                let (first, count) = (range.lowerBound << 16, range.count << 16)
                for i in first..<first + count { unsafe to[i] = UInt64(truncatingIfNeeded: i) }
            }
        }
    }

    /// Reads all bytes once, on all processors. Bytes a second.
    public func measure() -> Double {
        let words = block.byteCount / 8
        let sum = Atomic<UInt64>(0)
        let time = ContinuousClock().measure {
            unsafe withWords { from in
                inParallel(words >> 16, work: 1 << 16) { range in
                    let part = unsafe ck_stream(from + range.lowerBound << 16, range.count << 16)
                    sum.bitwiseXor(part, ordering: .relaxed)
                }
            }
        }
        precondition(sum.load(ordering: .relaxed) != 1, "never: it keeps the reading from being left out")
        return Double(block.byteCount) / (time / .seconds(1))
    }

    private func withWords(_ body: (UnsafeMutablePointer<UInt64>) -> Void) {
        defer { withExtendedLifetime(block) {} }
        unsafe body(block.address.assumingMemoryBound(to: UInt64.self))
    }
}
