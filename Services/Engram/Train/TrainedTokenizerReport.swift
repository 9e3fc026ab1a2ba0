package import Tokenization

/// What a vocabulary was learnt from, and how many bytes its tokens are long.
package struct TrainedTokenizerReport: Report {
    package let folder: String
    package let vocabulary: Int
    package let merges: Int
    package let textBytes: Int
    package let words: Int
    package let differentWords: Int
    /// Words that were too long, or too rare to be kept.
    package let wordsLeft: Int
    package let bytesPerToken: Double
    package let seconds: Double

    package init(_ trained: TrainedTokenizer, _ counts: WordCounts, folder: String, seconds: Double) {
        self.folder = folder
        self.seconds = seconds
        vocabulary = trained.count
        merges = trained.mergeCount
        textBytes = counts.bytes
        words = counts.occurrences
        differentWords = counts.count
        wordsLeft = counts.left
        bytesPerToken = trained.bytesPerToken
    }

    package func write(to terminal: Terminal) {
        var details = Details()
        details.add("folder", folder)
        details.add("vocabulary", "\(vocabulary) tokens, \(merges) merges")
        details.add("texts", "\(Amounts.bytes(UInt64(textBytes))), \(words) words, \(differentWords) different ones")
        details.add("left out", wordsLeft == 0 ? nil : "\(wordsLeft) words, too long or too rare")
        details.add("bytes a token", Amounts.decimals(bytesPerToken, 2))
        details.add("time", Amounts.decimals(seconds, 1) + " s")
        details.write(to: terminal)
    }
}
