import Bytes
import Checkpoints
import Files
import Foundation
import LatentMemory
import TestKit
import Testing
import Tokenization
import Transformer

@Suite struct PilotModelTests {
    private let folder: String
    private let model: LoadedModel
    private let examples: [JSON]

    init() throws {
        folder =
            TestFiles.pilot.path
        model = try LoadedModel(folder: folder)
        examples = try JSON(parsing: readFile(folder + "/examples.json", bytesMax: 1 << 24)).array ?? []
    }

    /// The text as it was before the tokenizer put spaces around digits.
    private func undone(_ document: String) -> String {
        document.replacing("  ", with: " ").replacing(/(\d) (?=[\d.])/) { "\($0.1)" }
    }

    @Test func `its documents have the recorded ids, and the ids write the documents`() throws {
        #expect(examples.count == 253)
        for example in examples {
            let document = try #require(example["document"]?.string)
            let ids = (example["token_ids"]?.array ?? []).compactMap(\.integer).map(Int32.init)
            #expect(model.tokenizer.encode(undone(document)) == ids, "\(document)")
            #expect(model.tokenizer.decode(ids) == " " + document)
        }
    }

    @Test func `its statements end where sentences end`() throws {
        for example in examples {
            let document = undone(try #require(example["document"]?.string))
            let tokens = model.tokenizer.tokens(of: document)
            let ends = SentenceEnds.flags(in: document, tokens: tokens).count { $0 }
            #expect(ends == document.split(separator: ".").count, "\(document)")
        }
    }

    @Test func `it is a filled pool of the 8B class, whose answers end with its own token`() throws {
        #expect(model.configuration.memory?.memoryClass == .llama8B)
        #expect(model.configuration.memory?.pieceTokensMax == 28)
        #expect(model.endTokens == [2])
        #expect(try model.pool()?.rows == 720)
        let prompt = try model.prompt([ChatMessage(role: .user, content: "Who married Cead?")])
        #expect(model.tokenizer.decode(prompt) == " Question: Who married Cead? Answer:")
        #expect(model.name == "pilot")
    }
}
