import Bytes
import Checkpoints
import Foundation
import Tensors
import TestKit
import Testing
import Transformer

/// A tiny GPT-2 and what the published implementation computes with it (golden/editing).
struct GPT2Golden {
    static let folder = TestFiles.root.appending(path: "Tests/Golden/editing").path

    let decoder: Decoder

    init() throws {
        let configuration = try ConfigurationFile(path: Self.folder + "/tiny_gpt2.config.json").configuration()
        let source = FloatWeights(file: try SafetensorsFile(path: Self.folder + "/tiny_gpt2.safetensors"))
        decoder = Decoder(try ModelWeights(configuration, from: source))
    }

    static func json(_ name: String) throws -> JSON {
        try JSON(parsing: [UInt8](Data(contentsOf: URL(filePath: folder + "/\(name).json"))))
    }

    static func tensors(_ name: String) throws -> SafetensorsFile {
        try SafetensorsFile(path: folder + "/\(name).safetensors")
    }

    /// The logits of every token.
    func logits(_ tokens: [Int32], hooks: HookPlan = .empty) -> Tensor {
        let group = RowGroup(
            rows: tokens.count, firstPosition: 0, text: TextCache(decoder.configuration, capacity: tokens.count),
            rotary: decoder.rotary.table(length: tokens.count), hooks: hooks)
        var evaluator = ImmediateEvaluator(decoder.configuration, pass: .read, groups: [group])
        let hidden = decoder.hidden(tokens, with: &evaluator)
        return decoder.logits(hidden, with: &evaluator)
    }

    static func tokens(_ value: JSON?) -> [Int32] { (value?.array ?? []).compactMap(\.integer).map(Int32.init) }
}

extension Tensor {
    /// max|self - other| / (1 + max|other|).
    func error(to other: [Float]) -> Float {
        guard count == other.count else { return .infinity }
        let difference = zip(array, other).map { abs($0 - $1) }.max() ?? 0
        return difference / (1 + (other.map(abs).max() ?? 0))
    }
}
