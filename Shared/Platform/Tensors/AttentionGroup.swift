internal import CKernels

/// Some query rows of one sequence with some kv heads, and the running softmax of each part of their keys.
struct AttentionGroup {
    let context: AttentionContext
    /// The sequence's first row among all queries.
    let firstRow: Int
    let rows: Range<Int>
    let kvHeads: Range<Int>
    let heads: HeadShape
    let rotary: Rotary
    let parts: [AttentionPart]
    private let states: Block

    init(
        context: AttentionContext, firstRow: Int, rows: Range<Int>, kvHeads: Range<Int>, heads: HeadShape,
            rotary: Rotary,
        parts: [AttentionPart]
    ) {
        (self.context, self.firstRow, self.rows, self.kvHeads) = (context, firstRow, rows, kvHeads)
        (self.heads, self.rotary, self.parts) = (heads, rotary, parts)
        let stateRows = rows.count * kvHeads.count * (heads.heads / heads.kvHeads)
        states = Block(byteCount: max(1, parts.count) * ck_attention_state(stateRows, heads.width) * 4)
    }

    /// Query heads of a kv head.
    private var sharing: Int { heads.heads / heads.kvHeads }
    private var stateRows: Int { rows.count * kvHeads.count * sharing }

    private func state(_ part: Int) -> UnsafeMutablePointer<Float> {
        unsafe states.address.assumingMemoryBound(to: Float.self) + part * ck_attention_state(stateRows, heads.width)
    }

    /// Where each query row begins among all: kv head by kv head, row by row, query head by query head.
    private func places(columns: Int) -> [Int] {
        var places: [Int] = []
        places.reserveCapacity(stateRows)
        for kvHead in kvHeads {
            for row in rows {
                let first = (firstRow + row) * columns + kvHead * sharing * heads.width
                for head in 0..<sharing { places.append(first + head * heads.width) }
            }
        }
        return places
    }

    func attend(part: Int, _ queries: Tensor) {
        let before = context.text.count - context.queries
        let sees = rows.flatMap { row in repeatElement(before + row + 1, count: sharing) }
        let scratch = Block(byteCount: ck_attention_scratch(heads.width) * 4)
        unsafe ck_attention_start(state(part), stateRows, heads.width)
        unsafe queries.withPointer { start in
            let addresses: [UnsafePointer<Float>?] = unsafe places(columns: queries.columns).map { unsafe start + $0 }
            unsafe withArguments(parts[part]) { arguments in
                unsafe ck_attention(
                    arguments, addresses, sees, rows.count * sharing, state(part),
                    scratch.address.assumingMemoryBound(to: Float.self))
            }
        }
    }

    /// Merges the parts and writes their values over the rows of `result`.
    func finish(into result: Block, columns: Int) {
        for part in parts.indices.dropFirst() {
            unsafe ck_attention_merge(state(part), state(0), stateRows, 0, stateRows, heads.width)
        }
        let start = unsafe result.address.assumingMemoryBound(to: Float.self)
        let addresses: [UnsafeMutablePointer<Float>?] = unsafe places(columns: columns).map { unsafe start + $0 }
        unsafe ck_attention_finish(state(0), stateRows, 0, stateRows, heads.width, addresses)
    }

    private func withArguments(_ part: AttentionPart, _ body: (UnsafePointer<ck_attention>) -> Void) {
        let (h, text, memory) = (heads.width, context.text, context.memory)
        let first = (memory?.firstPosition ?? 0) + part.memory.lowerBound
        let table = rotary.table(upTo: first + part.memory.count)
        let textStart = part.text.lowerBound * text.columns
        unsafe table.cosine.withPointer { cosine in
            unsafe table.sine.withPointer { sine in
                unsafe text.keys.withPointer { keys in
                    unsafe text.values.withPointer { values in
                        var arguments = unsafe ck_attention(
                            h: h, head: kvHeads.lowerBound * h, heads: kvHeads.count,
                            memory_keys: memory.map { unsafe UnsafePointer($0.addresses.keys
                                + part.memory.lowerBound) },
                            memory_values: memory.map { unsafe UnsafePointer($0.addresses.values
                                + part.memory.lowerBound) },
                            memory: part.memory.count, cosine: cosine + first * (h / 2), sine: sine + first * (h / 2),
                            text_keys: keys + textStart, text_values: values + textStart, ldtext: text.columns,
                            text: part.text.count, text_start: part.text.lowerBound, scale: 1 / Float(h).squareRoot())
                        unsafe withUnsafePointer(to: &arguments) { unsafe body($0) }
                    }
                }
            }
        }
        withExtendedLifetime(memory) {}
    }
}
