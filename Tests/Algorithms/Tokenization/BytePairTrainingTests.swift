import Bytes
import TestKit
import Testing
import Tokenization

@Suite("Sennrich et al. 2016, algorithm 1: learning byte pairs")
struct BytePairTrainingTests {
    static let cuttings: [(String, WordCutting)] = [
        ("gpt2", .init(pattern: .gpt2, splitsDigits: false)),
        ("gpt2_digits", .init(pattern: .gpt2, splitsDigits: true)),
        ("llama3", .init(pattern: .llama3, splitsDigits: false)),
        ("llama3_digits", .init(pattern: .llama3, splitsDigits: true)),
    ]

    static func train(_ texts: [String], _ cutting: WordCutting, vocabulary: Int, countMin: Int = 2) -> JSON {
        var counts = WordCounts(cutting)
        for text in texts { counts.add(text) }
        let training = BytePairTraining(vocabulary: vocabulary, specials: ["<s>", "</s>"], countMin: countMin)
        return (try? JSON(parsing: training.train(counts).tokenizerJSON)) ?? .null
    }

    static func merges(_ file: JSON) -> [[String]] {
        (file["model"]?["merges"]?.array ?? []).map { ($0.array ?? []).compactMap(\.string) }
    }

    static func tokens(_ file: JSON) -> [String] {
        let members = file["model"]?["vocab"]?.object?.members ?? []
        return members.sorted { $0.value.integer ?? -1 < $1.value.integer ?? -1 }.map(\.name)
    }

    @Test("tokens and merges are those that the library tokenizers learns", arguments: cuttings.dropLast())
    func library(name: String, cutting: WordCutting) throws {
        let golden = try GoldenTokenizers.json("trained.json")
        let texts = (golden["texts"]?.array ?? []).compactMap(\.string)
        let file = Self.train(texts, cutting, vocabulary: try #require(golden["vocabulary"]?.integer))
        let wanted = try #require(golden["trained"]?[name])
        #expect(Self.tokens(file) == (wanted["tokens"]?.array ?? []).compactMap(\.string))
        #expect(Self.merges(file) == (wanted["merges"]?.array ?? []).map { ($0.array ?? []).compactMap(\.string) })
    }

    @Test("merges are those of counting all pairs anew each time", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func counting(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        // Few letters and long runs: overlapping pairs, and tokens that come of two different pairs.
        let texts = (0..<40).map { _ in
            (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                String((0..<Int.random(in: 1...9, using: &generator)).compactMap { _ in
                    "aaabc".randomElement(using: &generator)
                })
            }
        }
        let file = Self.train(texts.map { $0.joined(separator: " ") }, Self.cuttings[0].1, vocabulary: 300)
        #expect(Self.merges(file) == PlainTraining(texts).merges(upTo: 300 - 258))
    }

    @Test("what was learnt reads every text back, and cuts it as it learnt it", arguments: cuttings)
    func reading(name: String, cutting: WordCutting) throws {
        let golden = try GoldenTokenizers.json("trained.json")
        let texts = (golden["texts"]?.array ?? []).compactMap(\.string)
        let tokenizer = try Tokenizer(tokenizerJSON: Self.train(texts, cutting, vocabulary: 700).encoded)
        for text in texts + ["\u{0}\u{7F}", "日本語 ٣٤٥", "a\r\n\r\n  b"] {
            #expect(tokenizer.decode(tokenizer.encode(text)).utf8.elementsEqual(text.utf8), "\(text.debugDescription)")
        }
        #expect(tokenizer.encode("</s>", specials: .recognised) == [1])
        let isSplit = tokenizer.encode("1234567").count == 7
        #expect(isSplit == cutting.splitsDigits)
    }

    @Test("a text in pieces cut at line ends between words counts as the whole", arguments: cuttings)
    func pieces(name: String, cutting: WordCutting) {
        let (one, other) = ("It was.\n\nSo it was, 1 and 22.\n", "Then it wasn't!\n \nYes.")
        let parts = Self.train([one, other], cutting, vocabulary: 280, countMin: 1)
        #expect(parts == Self.train([one + other], cutting, vocabulary: 280, countMin: 1))
    }

    @Test("pairs that are too rare are not merged, and none is made that is written like a special token")
    func limits() {
        let texts = ["abab abab xyz", "abab"]
        let rare = Self.merges(Self.train(texts, Self.cuttings[0].1, vocabulary: 400, countMin: 3))
        #expect(rare == [["a", "b"], ["ab", "ab"]])
        var counts = WordCounts(Self.cuttings[0].1)
        counts.add("abc abc abc")
        let training = BytePairTraining(vocabulary: 300, specials: ["ab"], countMin: 1)
        let file = (try? JSON(parsing: training.train(counts).tokenizerJSON)) ?? .null
        #expect(Self.merges(file).first == ["b", "c"])
    }

    @Test("memory is bounded: the rarest words are forgotten, and what is too long is not counted")
    func bounded() {
        var counts = WordCounts(Self.cuttings[0].1, wordsMax: 100)
        for index in 0..<2000 { counts.add("often word\(index) \(index)") }
        #expect(counts.count <= 100 && counts.left > 1000)
        let training = BytePairTraining(vocabulary: 270, specials: [])
        let file = (try? JSON(parsing: training.train(counts).tokenizerJSON)) ?? .null
        #expect(Self.tokens(file).contains("often"))
        var long = WordCounts(Self.cuttings[0].1)
        long.add(String(repeating: "x", count: WordCounts.wordBytesMax + 1))
        #expect(long.count == 0 && long.left == 1 && long.occurrences == 1)
    }

    @Test("training may be ended from outside")
    func ended() throws {
        struct Ended: Error {}
        var counts = WordCounts(Self.cuttings[0].1)
        for text in try GoldenTokenizers.texts() { counts.add(text) }
        let training = BytePairTraining(vocabulary: 600, specials: [], countMin: 1)
        #expect(throws: Ended.self) { try training.train(counts) { _ in throw Ended() } }
    }
}

/// The algorithm as it is written down: counts all pairs of all words before each merge.
private struct PlainTraining {
    private var words: [([String], Int)] = []

    /// - Parameter texts: words of letters; all but the first of a text have a space before them.
    init(_ texts: [[String]]) {
        var counts: [String: Int] = [:]
        for text in texts {
            for (place, word) in text.enumerated() { counts[place == 0 ? word : "Ġ" + word, default: 0] += 1 }
        }
        words = counts.map { ($0.key.map(String.init), $0.value) }
    }

    func merges(upTo count: Int) -> [[String]] {
        var words = words, merges: [[String]] = []
        var order = ["a": 0, "b": 1, "c": 2, "Ġ": 3]
        var made = 0
        while made < count {
            var pairs: [[String]: Int] = [:]
            for (word, weight) in words {
                for place in word.indices.dropLast() { pairs[[word[place], word[place + 1]], default: 0] += weight }
            }
            let best = pairs.filter { $0.value >= 2 }.max { one, other in
                if one.value != other.value { return one.value < other.value }
                let (mine, theirs) = (one.key.map { order[$0] ?? 0 }, other.key.map { order[$0] ?? 0 })
                return (mine[0], mine[1]) > (theirs[0], theirs[1])
            }
            guard let best else { break }
            merges.append(best.key)
            let token = best.key.joined()
            if order[token] == nil {
                order[token] = order.count
                made += 1
            }
            words = words.map { (Self.merged($0.0, best.key, token), $0.1) }
        }
        return merges
    }

    private static func merged(_ word: [String], _ pair: [String], _ token: String) -> [String] {
        var result: [String] = [], place = 0
        while place < word.count {
            let isPair = place + 1 < word.count && word[place] == pair[0] && word[place + 1] == pair[1]
            result.append(isPair ? token : word[place])
            place += isPair ? 2 : 1
        }
        return result
    }
}
