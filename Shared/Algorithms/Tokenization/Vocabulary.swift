/// The tokens of a tokenizer by number: their names, and the bytes that each adds to a decoded text.
struct Vocabulary: Sendable {
    static let idsMax = 4_194_304

    /// How a decoded text begins.
    enum LeadingSpace: Equatable {
        case kept
        /// This many spaces go away.
        case dropped(Int)
        /// All spaces go away.
        case allDropped
        /// All spaces of the first token go away.
        case droppedFromFirstToken
    }

    private(set) var names: [String?] = []
    /// What each token decodes to; nil for one that is not there.
    private(set) var texts: [[UInt8]?] = []
    private(set) var specials: Set<Int32> = []
    /// Tokens that are looked for in the text itself.
    var added: Set<Int32> = []
    /// Tokens whose own leading space is part of the text wherever they stand.
    var verbatim: Set<Int32> = []
    private var ids: PieceTable
    var leadingSpace = LeadingSpace.kept

    init(capacity: Int) { ids = PieceTable(capacity: capacity) }

    mutating func add(_ name: String, id: Int, text: [UInt8], isSpecial: Bool) {
        if id >= names.count {
            names.append(contentsOf: repeatElement(nil, count: id + 1 - names.count))
            texts.append(contentsOf: repeatElement(nil, count: id + 1 - texts.count))
        }
        names[id] = name
        texts[id] = text
        if isSpecial { specials.insert(Int32(id)) }
        ids.insert(Array(name.utf8), id: id)
    }

    /// One more than the highest token.
    var count: Int { names.count }

    func id(of name: String) -> Int32? { ids[name].map(Int32.init) }

    func text(of id: Int32) -> [UInt8]? { texts.indices.contains(Int(id)) ? texts[Int(id)] : nil }
}
