/// How much of the pool is read and how long documents are, at one stage of learning a memory.
public struct MemoryStage: Codable, Equatable, Sendable {
    /// Updates that the window of a read holds.
    public var blocks: Int
    /// The longest document, in tokens.
    public var pieceTokens: Int

    public init(blocks: Int, pieceTokens: Int) { (self.blocks, self.pieceTokens) = (blocks, pieceTokens) }

    public var name: String { "blocks-\(blocks)-piece-\(pieceTokens)" }

    /// Stages in the form `BLOCKS:TOKENS,BLOCKS:TOKENS`; nil where that is not what stands there.
    public static func list(_ text: String) -> [MemoryStage]? {
        let stages = text.split(separator: ",").compactMap { part -> MemoryStage? in
            guard let (blocks, tokens) = pair(part), blocks > 0, tokens > 0 else { return nil }
            return MemoryStage(blocks: blocks, pieceTokens: tokens)
        }
        return stages.isEmpty || stages.count != text.split(separator: ",").count ? nil : stages
    }
}

/// The numbers of `NUMBER:NUMBER`; nil where something else stands there.
func pair(_ text: Substring) -> (Int, Int)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = Int(parts[0]), let second = Int(parts[1]) else { return nil }
    return (first, second)
}
