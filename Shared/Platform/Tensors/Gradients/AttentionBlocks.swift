internal import CKernels
internal import Threads

/// Addresses of the keys and values, or of their gradients, of all sequences.
@safe struct AttentionPointers {
    let keys: UnsafeMutablePointer<Float>
    let values: UnsafeMutablePointer<Float>
    let prefixKeys: UnsafeMutablePointer<Float>?
    let prefixValues: UnsafeMutablePointer<Float>?
}

/// One kv head of one sequence. Scores stand in a block of some query rows of one head with the columns [prefix; text]
/// and are gone with it (Dao et al. 2022): what is kept of a row is its log-sum-exp.
struct AttentionUnit {
    /// Query rows of a block.
    static let rowsOfBlock = 64
    /// A score so low that its weight is none.
    private static let unseen: Float = -1e30

    let rows: AttentionRows
    let heads: HeadShape
    let kvHead: Int
    /// The sequence's first row among all queries, all text rows, all prefix rows.
    let first: (query: Int, text: Int, prefix: Int)

    static func all(_ groups: [AttentionRows], _ heads: HeadShape) -> [AttentionUnit] {
        var first = (query: 0, text: 0, prefix: 0)
        var units: [AttentionUnit] = []
        for rows in groups {
            for kvHead in 0..<heads.kvHeads where rows.queries > 0 {
                units.append(AttentionUnit(rows: rows, heads: heads, kvHead: kvHead, first: first))
            }
            first.query += rows.queries
            first.text += rows.text
            first.prefix += rows.prefix
        }
        return units
    }

    private var scale: Float { 1 / Float(heads.width).squareRoot() }
    private var queryColumns: Int { heads.heads * heads.width }
    private var keyColumns: Int { heads.kvHeads * heads.width }
    private var scratchCount: Int { Self.rowsOfBlock * (rows.prefix + rows.text) }

    /// Some query rows of one head.
    private struct Part {
        let head: Int
        let rows: Range<Int>
        /// Text rows that the last of them sees.
        let text: Int
        /// Columns of the block.
        let columns: Int
    }

    private func eachPart(_ body: (Part) -> Void) {
        let sharing = heads.heads / heads.kvHeads
        for head in kvHead * sharing..<(kvHead + 1) * sharing {
            for start in stride(from: 0, to: rows.queries, by: Self.rowsOfBlock) {
                let end = min(start + Self.rowsOfBlock, rows.queries)
                let text = rows.text - rows.queries + end
                body(Part(head: head, rows: start..<end, text: text, columns: rows.prefix + text))
            }
        }
    }

    /// Where a row of the part begins in a matrix like the queries.
    private func place(_ part: Part, row: Int = 0) -> Int {
        (first.query + part.rows.lowerBound + row) * queryColumns + part.head * heads.width
    }

    /// Writes the outputs of this unit's heads and their log-sum-exps, [queries, heads].
    func attend(
        _ queries: UnsafePointer<Float>, _ context: AttentionPointers, out: UnsafeMutablePointer<Float>,
        sums: UnsafeMutablePointer<Float>
    ) {
        let scratch = Block(byteCount: scratchCount * 4)
        let scores = unsafe scratch.address.assumingMemoryBound(to: Float.self)
        eachPart { part in
            unsafe multiplyByKeys(part, queries + place(part), context.keys, context.prefixKeys, scores)
            for row in 0..<part.rows.count {
                let (line, seen) = unsafe mask(part, row: row, scores, hidden: Self.unseen)
                let sum = unsafe ck_softmax(line, seen, scale)
                unsafe sums[(first.query + part.rows.lowerBound + row) * heads.heads + part.head] = sum
            }
            unsafe multiply(part, scores, context.values, context.prefixValues, out + place(part))
        }
    }

    /// Writes the gradients of this unit's queries and adds those of its keys and values.
    func attendBack(
        _ g: UnsafePointer<Float>, _ queries: UnsafePointer<Float>, _ context: AttentionPointers,
        out: UnsafePointer<Float>, sums: UnsafePointer<Float>, dQueries: UnsafeMutablePointer<Float>,
        _ gradients: AttentionPointers
    ) {
        let scratch = Block(byteCount: 2 * scratchCount * 4)
        let scores = unsafe scratch.address.assumingMemoryBound(to: Float.self)
        let pulls = unsafe scores + scratchCount
        eachPart { part in
            let (q, up) = unsafe (queries + place(part), g + place(part))
            unsafe multiplyByKeys(part, q, context.keys, context.prefixKeys, scores)
            unsafe multiplyByKeys(part, up, context.values, context.prefixValues, pulls)
            for row in 0..<part.rows.count {
                let (line, seen) = unsafe mask(part, row: row, scores, hidden: Self.unseen)
                let (pull, _) = unsafe mask(part, row: row, pulls, hidden: 0)
                let sum = unsafe sums[(first.query + part.rows.lowerBound + row) * heads.heads + part.head]
                let at = place(part, row: row)
                let d = unsafe ck_dot(g + at, out + at, heads.width)
                unsafe ck_attention_back(line, pull, seen, scale, sum, d)
            }
            unsafe multiply(part, pulls, context.keys, context.prefixKeys, dQueries + place(part))
            unsafe addTransposed(part, pulls, q, gradients.keys, gradients.prefixKeys)
            unsafe addTransposed(part, scores, up, gradients.values, gradients.prefixValues)
        }
    }
}

extension AttentionUnit {
    private func text(_ rows: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
        unsafe rows + first.text * keyColumns + kvHead * heads.width
    }

    private func prefix(_ rows: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
        unsafe rows + first.prefix * keyColumns + kvHead * heads.width
    }

    /// to [rows, columns] = x [prefix; text]ᵀ, with x [rows, h] of a matrix like the queries.
    private func multiplyByKeys(
        _ part: Part, _ x: UnsafePointer<Float>, _ textRows: UnsafeMutablePointer<Float>,
        _ prefixRows: UnsafeMutablePointer<Float>?, _ to: UnsafeMutablePointer<Float>
    ) {
        let (count, h, product) = (part.rows.count, heads.width, Gemm(transposedB: true))
        if let prefixRows = unsafe prefixRows, rows.prefix > 0 {
            unsafe product(
                count, rows.prefix, h, x, queryColumns, prefix(prefixRows), keyColumns, to, part.columns)
        }
        unsafe product(
            count, part.text, h, x, queryColumns, text(textRows), keyColumns, to + rows.prefix, part.columns)
    }

    /// to [rows, h] of a matrix like the queries = weights [prefix; text].
    private func multiply(
        _ part: Part, _ weights: UnsafePointer<Float>, _ textRows: UnsafeMutablePointer<Float>,
        _ prefixRows: UnsafeMutablePointer<Float>?, _ to: UnsafeMutablePointer<Float>
    ) {
        let (count, h) = (part.rows.count, heads.width)
        var product = Gemm()
        if let prefixRows = unsafe prefixRows, rows.prefix > 0 {
            unsafe product(
                count, h, rows.prefix, weights, part.columns, prefix(prefixRows), keyColumns, to, queryColumns)
            product.beta = 1
        }
        unsafe product(
            count, h, part.text, weights + rows.prefix, part.columns, text(textRows), keyColumns, to, queryColumns)
    }

    /// [prefix; text] += weightsᵀ x.
    private func addTransposed(
        _ part: Part, _ weights: UnsafePointer<Float>, _ x: UnsafePointer<Float>,
        _ textRows: UnsafeMutablePointer<Float>, _ prefixRows: UnsafeMutablePointer<Float>?
    ) {
        let (count, h, product) = (part.rows.count, heads.width, Gemm(transposedA: true, beta: 1))
        if let prefixRows = unsafe prefixRows, rows.prefix > 0 {
            unsafe product(
                rows.prefix, h, count, weights, part.columns, x, queryColumns, prefix(prefixRows), keyColumns)
        }
        unsafe product(
            part.text, h, count, weights + rows.prefix, part.columns, x, queryColumns, text(textRows), keyColumns)
    }

    /// A row of a block without what it must not see: zeros behind its own place, `hidden` for padding behind a prefix,
    /// nothing of other padding.
    ///
    /// - Returns: where its numbers begin, and how many there are.
    private func mask(
        _ part: Part, row: Int, _ block: UnsafeMutablePointer<Float>, hidden value: Float
    ) -> (UnsafeMutablePointer<Float>, Int) {
        let line = unsafe block + row * part.columns
        let seen = rows.prefix + rows.text - rows.queries + part.rows.lowerBound + row + 1
        unsafe (line + seen).update(repeating: 0, count: part.columns - seen)
        guard rows.padding > 0 else { return unsafe (line, seen) }
        let hidden = min(rows.padding, seen - rows.prefix)
        guard rows.prefix == 0 else {
            unsafe (line + rows.prefix).update(repeating: value, count: hidden)
            return unsafe (line, seen)
        }
        unsafe line.update(repeating: 0, count: hidden)
        return unsafe (line + hidden, seen - hidden)
    }
}
