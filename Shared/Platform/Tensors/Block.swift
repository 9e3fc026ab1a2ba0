internal import CKernels
internal import Glibc
internal import Synchronization

/// Bytes at a fixed address, owned or borrowed from another owner; shared by the tensors and weights that look at them.
///
/// Owned blocks start on a cache line and end with 64 bytes to spare, and return to a small store when they go, because
/// fresh memory from the operating system costs more than most operations on it.
@safe final class Block: @unchecked Sendable {
    let address: UnsafeMutableRawPointer
    let byteCount: Int
    private let owner: (any AnyObject & Sendable)?

    /// An owned block with undefined contents.
    init(byteCount: Int) {
        self.byteCount = byteCount
        unsafe address = BlockStore.shared.take(byteCount)
        owner = nil
    }

    /// Bytes of another owner, who is kept alive. Nobody may write them from now on.
    init(unsafeBytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable) {
        byteCount = unsafeBytes.count
        unsafe address = UnsafeMutableRawPointer(mutating: unsafeBytes.baseAddress ?? UnsafeRawPointer(bitPattern: 64)!)
        self.owner = owner
    }

    deinit {
        if owner == nil { unsafe BlockStore.shared.give(address, byteCount) }
    }

    var isOwned: Bool { owner == nil }
}

/// Memory of tensors that are gone, kept for the next ones.
public enum TensorMemory {
    /// Keeps up to so many bytes; 256 MiB unless it is said otherwise. Who computes the same again and again on many
    /// tensors at a time, as training does, wants what one round needs.
    public static func keep(bytes: Int) { BlockStore.shared.keep(bytes) }
}

/// Blocks of memory between uses.
@safe final class BlockStore: @unchecked Sendable {
    static let shared = BlockStore()
    private static let bytesMax = 256 << 20

    private let shelf = Mutex(BlockShelf(bytesMax: bytesMax))

    func keep(_ bytes: Int) { free(shelf.withLock { $0.hold(bytes) }) }

    /// Sizes are rounded up to an eighth of their power of two, so that nearly equal ones can be used again.
    private static func roundedSize(_ byteCount: Int) -> Int {
        let wanted = max(byteCount + 64, 256)
        let step = max(64, 1 << (Int.bitWidth - wanted.leadingZeroBitCount - 4))
        return (wanted + step - 1) / step * step
    }

    func take(_ byteCount: Int) -> UnsafeMutableRawPointer {
        let size = Self.roundedSize(byteCount)
        if let found = shelf.withLock({ $0.take(size) }) { return unsafe UnsafeMutableRawPointer(bitPattern: found)! }
        return unsafe Self.fresh(size)
    }

    func give(_ address: UnsafeMutableRawPointer, _ byteCount: Int) {
        let (size, number) = (Self.roundedSize(byteCount), UInt(bitPattern: address))
        free(shelf.withLock { $0.put(number, size) })
    }

    private func free(_ addresses: [UInt]) {
        for address in addresses { unsafe Glibc.free(UnsafeMutableRawPointer(bitPattern: address)) }
    }

    /// Large blocks stand on 2 MiB pages where the system has them: a stream over 4 KiB pages is slower.
    private static func fresh(_ size: Int) -> UnsafeMutableRawPointer {
        let isLarge = size >= 4 << 20
        var address: UnsafeMutableRawPointer?
        let code = unsafe posix_memalign(&address, isLarge ? 2 << 20 : 64, size)
        guard code == 0, let address = unsafe address else { fatalError("no memory for \(size) bytes") }
        if isLarge { unsafe madvise(address, size, Int32(MADV_HUGEPAGE)) }
        return unsafe address
    }
}
