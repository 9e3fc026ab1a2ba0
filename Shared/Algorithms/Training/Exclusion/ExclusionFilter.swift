/// Finds texts that share a run of words with texts that are kept for evaluation.
///
/// What is stored are hashes of all runs of `gram` words of the kept texts. A run of `run` words that a text shares
/// with a kept one gives `run - gram + 1` stored hashes in a row, and that is what is looked for: no shared run
/// escapes. Other texts are left out as well when chance or a chain of shorter shared runs gives as many in a row.
/// Hashes are numbers below `count` x 2^`bits`, so one of an unknown run is found with a chance of 2^-bits: with 9 of
/// 13 words and 7 bits, a place of a text without any shared run is wrong with 2^-35, and one at either end of a
/// shared run of 12 words with 2^-7.
public struct ExclusionFilter: Sendable {
    /// Words that may not stand in a row in both texts.
    public let run: Int
    /// Words in a row that one stored hash stands for.
    public let gram: Int
    /// Bits by which the space of hashes is larger than their number.
    public let bits: Int
    /// What the kept texts were taken from.
    public let sources: [ExclusionSource]
    /// Ascending, distinct, below `space`.
    let hashes: [UInt64]
    let space: UInt64
    /// Where the hashes that begin with the same bits start: one bucket holds 16 on average.
    private let buckets: [UInt32]
    private let bucketShift: UInt64

    /// Number of stored hashes.
    public var count: Int { hashes.count }

    init(
        run: Int, gram: Int, bits: Int, sources: [ExclusionSource], sortedHashes hashes: [UInt64], space: UInt64
    ) {
        (self.run, self.gram, self.bits, self.sources) = (run, gram, bits, sources)
        (self.hashes, self.space) = (hashes, space)
        let shift = UInt64(bits + 4)
        bucketShift = shift
        var buckets = [UInt32](repeating: 0, count: Int(space >> shift) + 2)
        for hash in hashes { buckets[Int(hash >> shift) + 1] += 1 }
        for index in buckets.indices.dropFirst() { buckets[index] += buckets[index - 1] }
        self.buckets = buckets
    }

    /// Whether `text` shares a run of `run` words with a kept text.
    public func holdsRun(_ text: String) -> Bool {
        var found = 0
        for hash in GramHashes(WordHashes(text).values, length: gram) {
            found = contains(hash) ? found + 1 : 0
            if found == run - gram + 1 { return true }
        }
        return false
    }

    private func contains(_ hash: UInt64) -> Bool {
        let wanted = Self.reduced(hash, to: space)
        let bucket = Int(wanted >> bucketShift)
        for index in Int(buckets[bucket])..<Int(buckets[bucket + 1]) where hashes[index] >= wanted {
            return hashes[index] == wanted
        }
        return false
    }

    /// A number below `space`, each about equally likely.                                  Lemire 2019, section 3
    static func reduced(_ hash: UInt64, to space: UInt64) -> UInt64 { hash.multipliedFullWidth(by: space).high }
}

/// A file whose texts are kept for evaluation.
public struct ExclusionSource: Equatable, Sendable {
    public let name: String
    /// SHA-256 of the file.
    public let digest: [UInt8]
    public let records: Int

    public init(name: String, digest: [UInt8], records: Int) {
        self.name = name
        self.digest = digest
        self.records = records
    }
}
