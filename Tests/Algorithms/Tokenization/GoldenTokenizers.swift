import Bytes
import Files
import Foundation
import TestKit
import Tokenization

/// Small tokenizers of each form, with what the published libraries (tokenizers 0.23, sentencepiece 0.2) make of texts.
enum GoldenTokenizers {
    struct Expected {
        let ids: [Int32]
        let written: String
        let leftOut: String
        /// Ids where special tokens are not looked for, if they differ.
        let asText: [Int32]
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        let tests = TestFiles.root.appending(path: "Tests")
        return try readFile(tests.path + "/Golden/tokenization/" + name, bytesMax: 1 << 24)
    }

    static func json(_ name: String) throws -> JSON { try JSON(parsing: bytes(name)) }

    static func texts() throws -> [String] { try (json("texts.json").array ?? []).compactMap(\.string) }

    static func tokenizer(_ name: String) throws -> Tokenizer {
        name.hasPrefix("sp_")
            ? try Tokenizer(sentencePiece: bytes(name + ".model")) : try Tokenizer(tokenizerJSON: bytes(name + ".json"))
    }

    static func integers(_ value: JSON?) -> [Int32] { (value?.array ?? []).compactMap(\.integer).map(Int32.init) }

    static func expected(_ name: String) throws -> [Expected] {
        try (json(name + ".expected.json").array ?? []).map { row in
            let row = row.array ?? []
            let ids = integers(row.first)
            let written = row[1].string ?? ""
            return Expected(
                ids: ids, written: written, leftOut: row.count > 2 ? row[2].string ?? "" : written,
                asText: row.count > 3 ? integers(row[3]) : ids)
        }
    }
}
