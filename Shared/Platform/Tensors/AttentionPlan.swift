internal import CKernels

/// How the work of an attention is divided.
///
/// Few query rows: a group takes all kv heads, so that whole rows of keys are read once, and is divided into ranges of
/// keys, whose results are merged in their order. Many query rows: a group is one kv head with some of the rows, and is
/// not divided. Which of the two depends on the sequence alone, so its bits do not depend on the number of threads.
struct AttentionPlan {
    private static let fewQueries = 32
    private static let keysOfPart = 1024
    private static let rowsOfGroup = 256

    private(set) var groups: [AttentionGroup] = []

    init(_ contexts: [AttentionContext], heads: HeadShape, rotary: Rotary) {
        var firstRow = 0
        for context in contexts where context.queries > 0 {
            precondition(context.text.columns == heads.kvHeads * heads.width
                            && (context.memory?.columns ?? context.text.columns) == context.text.columns,
                         "keys of \(context.text.columns) and \(context.memory?.columns ?? 0) columns for \(heads)")
            let isFew = context.queries <= Self.fewQueries
            let step = isFew ? context.queries : max(1, Self.rowsOfGroup * heads.kvHeads / heads.heads)
            for start in stride(from: 0, to: context.queries, by: step) {
                let rows = start..<min(start + step, context.queries)
                let seen = context.text.count - context.queries + rows.upperBound
                for kvHeads in isFew ? [0..<heads.kvHeads] : (0..<heads.kvHeads).map({ $0..<$0 + 1 }) {
                    groups.append(AttentionGroup(
                        context: context, firstRow: firstRow, rows: rows, kvHeads: kvHeads, heads: heads,
                            rotary: rotary,
                        parts: Self.parts(memory: context.memory?.count ?? 0, text: seen, isDivided: isFew)))
                }
            }
            firstRow += context.queries
        }
    }

    private static func parts(memory: Int, text: Int, isDivided: Bool) -> [AttentionPart] {
        guard isDivided && memory + text > keysOfPart else { return [AttentionPart(memory: 0..<memory,
            text: 0..<text)] }
        let none = 0..<0
        return split(memory).map { AttentionPart(memory: $0,
            text: none) } + split(text).map { AttentionPart(memory: none, text: $0) }
    }

    private static func split(_ count: Int) -> [Range<Int>] {
        let parts = (count + keysOfPart - 1) / keysOfPart
        return (0..<parts).map { count * $0 / parts..<count * ($0 + 1) / parts }
    }
}

/// Ranges of memory slots and text tokens.
struct AttentionPart {
    let memory: Range<Int>
    let text: Range<Int>
}
