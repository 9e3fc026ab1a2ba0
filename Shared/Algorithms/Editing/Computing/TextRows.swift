internal import Transformer

/// One text of a batch.
public struct TextRow: Sendable, Hashable {
    public let tokens: [Int32]
    /// How many of them are the prompt, by which the text is routed.
    public let promptTokens: Int

    public init(tokens: [Int32], promptTokens: Int) {
        precondition((0...tokens.count).contains(promptTokens), "\(promptTokens) of \(tokens.count) tokens")
        self.tokens = tokens
        self.promptTokens = promptTokens
    }
}

/// Texts whose rows stand one after another, unpadded.
public struct TextRows: Sendable {
    public let rows: [TextRow]
    private let starts: [Int]

    public init(_ rows: [TextRow]) {
        precondition(!rows.isEmpty && rows.allSatisfy { !$0.tokens.isEmpty }, "an empty text in a batch")
        self.rows = rows
        var next = 0
        starts = rows.map { row in
            defer { next += row.tokens.count }
            return next
        }
    }

    /// The row of a token of a text.
    public func place(_ text: Int, _ token: Int) -> Int { starts[text] + token }

    /// The rows of a text.
    public func range(of text: Int) -> Range<Int> { starts[text]..<starts[text] + rows[text].tokens.count }

    var tokens: [Int32] { rows.flatMap(\.tokens) }
    var longest: Int { rows.map(\.tokens.count).max() ?? 0 }
    var groups: [RecordedGroup] { rows.map { RecordedGroup(rows: $0.tokens.count, firstPosition: 0) } }
}
