internal import CKernels

extension Verbs {
    /// How much of its attention one query row gives to each memory slot, summed over the heads.
    ///
    ///     mass_j = Σ_head softmax_j(q · k / √h)   over all slots and all the text   Vaswani et al. 2017, eq. 1
    ///
    /// - Parameters:
    ///   - query: [1, heads · h], rotated; a row that sees all of `text`.
    ///   - rotary: turns memory keys to their positions.
    /// - Returns: a number for each slot; together at most the number of heads.
    public static func attentionMass(
        of query: Tensor, memory: MemorySegment, text: TextSegment, heads: HeadShape, rotary: Rotary
    ) -> [Float] {
        precondition(query.rows == 1 && query.columns == heads.heads * heads.width,
                     "\(query) is not one row of \(heads)")
        guard memory.count > 0 else { return [] }
        let scores = AttentionScores(query: query, memory: memory, text: text, heads: heads, rotary: rotary).all()
        var mass = [Float](repeating: 0, count: memory.count)
        for head in 0..<scores.rows {
            let shares = scores.softmax(row: head)
            for slot in mass.indices { mass[slot] += shares[slot] }
        }
        return mass
    }
}

/// q · k / √h of one query row, for every head and all keys that it sees.
private struct AttentionScores {
    private static let slotsOfBlock = 64

    /// Divided by √h.
    let query: Tensor
    let memory: MemorySegment
    let text: TextSegment
    let heads: HeadShape
    let rotary: Rotary

    init(query: Tensor, memory: MemorySegment, text: TextSegment, heads: HeadShape, rotary: Rotary) {
        let keyWidth = heads.kvHeads * heads.width
        precondition(memory.columns == keyWidth && text.columns == keyWidth,
                     "keys of \(memory.columns) and \(text.columns) columns for \(heads)")
        let scale = 1 / Float(heads.width).squareRoot()
        self.query = Tensor(rows: 1, columns: query.columns, query.array.map { $0 * scale })
        (self.memory, self.text, self.heads, self.rotary) = (memory, text, heads, rotary)
    }

    private var columns: Int { memory.count + text.count }

    /// [heads, slots + text].
    func all() -> Tensor {
        var scores = Draft(rows: heads.heads, columns: columns)
        unsafe scores.withPointer { scores in
            let blocks = (memory.count + Self.slotsOfBlock - 1) / Self.slotsOfBlock
            inParallel(blocks, work: Self.slotsOfBlock * query.columns) { range in
                for block in range {
                    let first = block * Self.slotsOfBlock
                    unsafe scoreSlots(first..<min(first + Self.slotsOfBlock, memory.count), scores)
                }
            }
            unsafe text.keys.withPointer { unsafe score($0, rows: text.count, scores + memory.count) }
        }
        return scores.seal()
    }

    private func scoreSlots(_ slots: Range<Int>, _ scores: UnsafeMutablePointer<Float>) {
        let half = heads.width / 2
        let table = rotary.table(upTo: memory.firstPosition + slots.upperBound)
        var turned = Draft(rows: slots.count, columns: memory.columns)
        unsafe turned.withPointer { turned in
            unsafe table.cosine.withPointer { cosine in
                unsafe table.sine.withPointer { sine in
                    for (row, slot) in slots.enumerated() {
                        guard let key = unsafe memory.addresses.keys[slot] else {
                            preconditionFailure("slot \(slot) without a key")
                        }
                        let place = (memory.firstPosition + slot) * half
                        unsafe ck_rotate(
                            key, cosine + place, sine + place, heads.kvHeads, heads.width,
                            turned + row * memory.columns)
                    }
                }
            }
            unsafe score(turned, rows: slots.count, scores + slots.lowerBound)
        }
        withExtendedLifetime(memory) {}
    }

    /// Scores of rotated keys, `memory.columns` apart, into their columns of each head's row.
    private func score(_ keys: UnsafePointer<Float>, rows: Int, _ scores: UnsafeMutablePointer<Float>) {
        let (h, sharing) = (heads.width, heads.heads / heads.kvHeads)
        unsafe query.withPointer { query in
            for kvHead in 0..<heads.kvHeads {
                let first = kvHead * sharing
                unsafe ck_product_f32(
                    keys + kvHead * h, memory.columns, rows, h, query + first * h, h, sharing,
                    scores + first * columns, columns)
            }
        }
    }
}
