internal import Bytes

/// The fields of one case, checked before anything is computed with them.
struct GoldenCase {
    let name: String
    let fields: JSONObject

    /// Token ids, at least one, each of the vocabulary.
    func tokens(_ field: String, vocabulary: Int) throws(GoldenFault) -> [Int32] {
        try tokens(fields[field], field, vocabulary: vocabulary)
    }

    /// Lists of token ids.
    func tokenLists(_ field: String, vocabulary: Int) throws(GoldenFault) -> [[Int32]] {
        guard let lists = fields[field]?.array, !lists.isEmpty else {
            throw GoldenFault("\(field) is no list of lists")
        }
        var result: [[Int32]] = []
        for list in lists { result.append(try tokens(list, field, vocabulary: vocabulary)) }
        return result
    }

    private func tokens(_ json: JSON?, _ field: String, vocabulary: Int) throws(GoldenFault) -> [Int32] {
        guard let array = json?.array, !array.isEmpty else { throw GoldenFault("\(field) is no list of token ids") }
        let ids = array.compactMap(\.integer)
        guard ids.count == array.count, ids.allSatisfy({ (0..<vocabulary).contains($0) }) else {
            throw GoldenFault("\(field) holds something else than ids below \(vocabulary)")
        }
        return ids.map(Int32.init)
    }

    func string(_ field: String) -> String? { fields[field]?.string }

    func integer(_ field: String) throws(GoldenFault) -> Int {
        guard let value = fields[field]?.integer else { throw GoldenFault("\(field) is no integer") }
        return value
    }

    /// Draws of a permutation of 0 ..< `total`: one for all layers, or one for each.
    func permutations(_ field: String, of total: Int, layers: Int) throws(GoldenFault) -> [[Int]] {
        try permutations(fields[field], field, of: total, layers: layers)
    }

    /// The draws of several steps.
    func permutationSteps(_ field: String, of total: Int, layers: Int, steps: Int) throws(GoldenFault) -> [[[Int]]] {
        guard let array = fields[field]?.array, array.count == steps else {
            throw GoldenFault("\(field) has no draw for each of \(steps) steps")
        }
        var result: [[[Int]]] = []
        for step in array { result.append(try permutations(step, field, of: total, layers: layers)) }
        return result
    }

    private func permutations(
        _ json: JSON?, _ field: String, of total: Int, layers: Int
    ) throws(GoldenFault) -> [[Int]] {
        let lists = (json?.array ?? []).map { ($0.array ?? []).compactMap(\.integer) }
        guard lists.count == 1 || lists.count == layers else {
            throw GoldenFault("\(field) has \(lists.count) lists, wanted 1 or \(layers)")
        }
        for list in lists where list.count != total || Set(list) != Set(0..<total) {
            throw GoldenFault("\(field) is no permutation of 0 ..< \(total)")
        }
        return lists
    }

    /// Lists of slots as the case writes them, to compare with; nil if it has none.
    func slots(_ field: String) -> [[Int]]? {
        fields[field]?.array.map { $0.map { ($0.array ?? []).compactMap(\.integer) } }
    }
}

/// The slots a permutation keeps and those it forgets, ascending.
struct GoldenDraw {
    /// One list for all layers, or one for each.
    let kept: [[UInt32]]
    let forgotten: [[UInt32]]

    /// Keeps the first `count` entries of each list.
    init(_ permutations: [[Int]], keeping count: Int) {
        kept = permutations.map { $0.prefix(count).map(UInt32.init).sorted() }
        forgotten = permutations.map { $0.dropFirst(count).map(UInt32.init).sorted() }
    }
}
