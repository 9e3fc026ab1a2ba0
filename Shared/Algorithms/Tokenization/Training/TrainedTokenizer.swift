/// A vocabulary that was learnt: what a `tokenizer.json` holds.
public struct TrainedTokenizer: Sendable {
    public let specials: [String]
    public let cutting: WordCutting
    /// The bytes of each token behind the special ones.
    private(set) var tokens: [[UInt8]]
    /// The two tokens of each merge, in their order.
    private(set) var merges: [PairCounts.Pair] = []
    private var ids: PieceTable
    /// Of the words it was learnt from, with their repetitions.
    public internal(set) var bytesPerToken = 1.0

    init(specials: [String], cutting: WordCutting) {
        self.specials = specials
        self.cutting = cutting
        tokens = (0..<256).map { [UInt8($0)] }
            .sorted { ByteAlphabet.characters[Int($0[0])].value < ByteAlphabet.characters[Int($1[0])].value }
        ids = PieceTable(capacity: 1 << 12)
        for (place, token) in tokens.enumerated() { ids.insert(token, id: specials.count + place) }
    }

    /// Tokens, the special ones among them.
    public var count: Int { specials.count + tokens.count }

    /// The number of merges that were learnt.
    public var mergeCount: Int { merges.count }

    /// The tokens of the 256 bytes.
    var byteTokens: [Int32] {
        var result = [Int32](repeating: 0, count: 256)
        for (place, token) in tokens.prefix(256).enumerated() { result[Int(token[0])] = Int32(specials.count + place) }
        return result
    }

    /// Notes a merge.
    ///
    /// - Returns: the token it makes, which may be there already from two other halves; nil, and nothing is noted, if
    ///   it would be written like a special token.
    mutating func merge(_ pair: PairCounts.Pair) -> Int32? {
        let bytes = tokens[Int(pair.left) - specials.count] + tokens[Int(pair.right) - specials.count]
        guard !specials.contains(ByteAlphabet.encode(bytes)) else { return nil }
        merges.append(pair)
        if let id = ids[bytes[...]] { return Int32(id) }
        let id = count
        ids.insert(bytes, id: id)
        tokens.append(bytes)
        return Int32(id)
    }

    /// How files write a token.
    func name(of id: Int32) -> String {
        Int(id) < specials.count ? specials[Int(id)] : ByteAlphabet.encode(tokens[Int(id) - specials.count])
    }
}
