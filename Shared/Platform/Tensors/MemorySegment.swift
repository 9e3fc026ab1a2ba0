/// Where the key and value of a slot stand: a row of one of a segment's arenas.
public struct SlotAddress: Equatable, Sendable {
    public let arena: UInt32
    public let row: UInt32

    public init(arena: UInt32, row: UInt32) { (self.arena, self.row) = (arena, row) }
}

/// Keys before rotation, and values, of the same tokens: [tokens, kv heads · h] each.
public struct KeyValueRows: Sendable {
    public let keys: Tensor
    public let values: Tensor

    public init(keys: Tensor, values: Tensor) {
        precondition(keys.rows == values.rows && keys.columns == values.columns, "keys \(keys), values \(values)")
        (self.keys, self.values) = (keys, values)
    }
}

/// Tokens that all queries see, in one layer: their keys are stored un-rotated and turned to their positions at use, so
/// that a token may move without being computed again. Slot i stands at position `firstPosition` + i.
///
/// The segment is a list of addresses into arenas: dropping and appending slots copies no key and no value.
public struct MemorySegment: Sendable {
    public let firstPosition: Int
    public var count: Int { addresses.count }
    let addresses: SlotPointers
    let columns: Int

    /// - Precondition: every slot's arena and row exist; all arenas have the same columns.
    public init(arenas: [KeyValueRows], slots: [SlotAddress], firstPosition: Int) {
        self.firstPosition = firstPosition
        columns = arenas.first?.keys.columns ?? 0
        precondition(arenas.allSatisfy { [columns] in $0.keys.columns == columns }, "arenas of different widths")
        addresses = SlotPointers(arenas: arenas, slots: slots)
    }
}

/// The addresses of the key and value rows of slots, and their owners.
@safe final class SlotPointers: @unchecked Sendable {
    let count: Int
    let keys: UnsafeMutablePointer<UnsafePointer<Float>?>
    let values: UnsafeMutablePointer<UnsafePointer<Float>?>
    private let owners: [KeyValueRows]

    init(arenas: [KeyValueRows], slots: [SlotAddress]) {
        count = slots.count
        owners = arenas
        unsafe keys = .allocate(capacity: max(1, slots.count))
        unsafe values = .allocate(capacity: max(1, slots.count))
        for (i, slot) in slots.enumerated() {
            precondition(slot.arena < arenas.count && slot.row < arenas[Int(slot.arena)].keys.rows,
                         "slot \(i) at row \(slot.row) of arena \(slot.arena)")
            let arena = arenas[Int(slot.arena)]
            unsafe (keys + i).initialize(to: arena.keys.address(ofRow: Int(slot.row)))
            unsafe (values + i).initialize(to: arena.values.address(ofRow: Int(slot.row)))
        }
    }

    deinit {
        unsafe keys.deallocate()
        unsafe values.deallocate()
    }
}

extension Tensor {
    /// Valid as long as the tensor's memory has an owner.
    func address(ofRow row: Int) -> UnsafePointer<Float> {
        unsafe UnsafePointer(block.address.assumingMemoryBound(to: Float.self) + start + row * columns)
    }
}
