internal import Datasets
internal import Foundation
internal import Tokenization
internal import Training

/// A file of text as an endless stream of tokens: its records in an order that the seed gives, each ended by the token
/// for the end, over and over.
struct TextSource {
    /// Where the stream stands: the record that is being given, and how much of it has been.
    struct Position: Codable, Equatable {
        var record = DatasetPosition()
        var offset = 0
    }

    let path: String
    private let tokenizer: Tokenizer
    private let eos: Int32
    private let file: DatasetFile
    private let order: DatasetOrder
    private let exclusions: ExclusionFilter?
    private var reader: DatasetReader<TextRecord>
    private var before: DatasetPosition
    private var tokens: [Int32] = []
    private var offset = 0

    init(
        path: String, tokenizer: Tokenizer, eos: Int32, seed: UInt64, exclusions: ExclusionFilter?, scratch: String
    ) throws {
        (self.path, self.tokenizer, self.eos, self.exclusions) = (path, tokenizer, eos, exclusions)
        file = try DatasetFile(path: path, scratch: scratch)
        order = .shuffled(seed: seed)
        reader = try DatasetReader(file, order: order, exclusions: exclusions, epochsMax: .max)
        before = reader.position
    }

    var position: Position { Position(record: before, offset: offset) }

    /// Records given, bad and left out so far.
    var counts: DatasetPosition { reader.position }

    mutating func restore(_ position: Position) throws {
        reader = try DatasetReader(
            file, order: order, exclusions: exclusions, from: position.record, epochsMax: .max)
        (tokens, offset) = ([], 0)
        if position.offset > 0 {
            try readRecord { _ in }
            offset = min(position.offset, tokens.count)
        } else {
            before = reader.position
        }
    }

    /// The next tokens.
    ///
    /// - Parameter report: is told of every bad record.
    mutating func take(_ count: Int, report: (BadRecord) -> Void) throws -> [Int32] {
        var taken: [Int32] = []
        while taken.count < count {
            if offset == tokens.count { try readRecord(report) }
            let part = tokens[offset..<min(tokens.count, offset + count - taken.count)]
            taken += part
            offset += part.count
        }
        return taken
    }

    /// The next record, or what is left of the one that is being given.
    mutating func document(report: (BadRecord) -> Void) throws -> [Int32] {
        if offset == tokens.count { try readRecord(report) }
        defer { offset = tokens.count }
        return Array(tokens[offset...])
    }

    private mutating func readRecord(_ report: (BadRecord) -> Void) throws {
        before = reader.position
        guard let record = try reader.next(report: report) else {
            throw Failure(.noInput, "\(path) has come to its end.")
        }
        tokens = tokenizer.encode(record.text) + [eos]
        offset = 0
    }
}
