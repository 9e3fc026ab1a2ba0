internal import Editing
internal import LatentMemory
internal import MemoryTypes
internal import Tensors
internal import Transformer

/// One edit as published settings have it, on tokens that mean nothing: a prompt of 12 with a subject of 3, a target of
/// 3, after 20 prefixes of 10 tokens each for ROME and 10 for MEMOIR, with all steps made.
struct BenchEdit {
    private let method: any EditMethod
    private let view: EditView
    private let resources: EditResources
    private let request: EditRequest

    /// Nil for a method that is none of these, and for a layer that the model has not.
    init?(_ name: String, layer: Int, _ model: BenchModel) {
        let decoder = model.model.decoder
        let configuration = decoder.configuration
        guard decoder.layers.indices.contains(layer) else { return nil }
        func tokens(_ count: Int, _ seed: Int) -> [Int32] {
            (0..<count).map { Int32(100 + (seed * 997 + $0 * 37) % (configuration.vocabulary - 100)) }
        }
        let prompt = SubjectPrompt(tokens: tokens(12, 1), subject: 4..<7)
        request = EditRequest(
            promptText: "prompt", subjectText: "subject", targetText: "target", prompt: prompt, continuation: prompt,
            essence: SubjectPrompt(tokens: tokens(5, 2), subject: 0..<3), target: tokens(3, 3))
        resources = EditResources(
            prefixes: PrefixBank(version: 1, prefixes: (0..<(name == "rome" ? 20 : 10)).map { tokens(10, 10 + $0) }),
            background: (0..<8).map { tokens(12, 40 + $0) })
        guard let base = try? EditView(decoder, model: Self.digest) else { return nil }
        switch name {
        case "rome":
            method = RankOneEditing(layer: UInt16(layer), value: ValueSettings(enough: -1))
            view = base
        case "memoir":
            let memoir = ResidualMemoryEditing(
                site: EditSite(layer: layer), columns: UInt32(configuration.feedForwardWidth * 29 / 100), still: -1)
            method = memoir
            // A memory that earlier edits have begun: its router is there.
            guard let first = try? memoir.compute([request], on: base, with: resources, seed: 1),
                let stack = try? EditStack().appending(first, at: LogPosition(1)),
                let later = try? EditView(decoder, model: Self.digest, stack: stack)
            else { return nil }
            view = later
        default: return nil
        }
    }

    private static let digest = ModelDigest(of: [0])

    func seconds() throws -> Double {
        try ContinuousClock().measure {
            _ = try method.compute([request], on: view, with: resources, seed: 2)
        } / .seconds(1)
    }
}

extension BenchModel {
    /// Seconds that a step of one token spends at hook sites where nobody has set a hook, the mean of many.
    func visits() -> Double {
        let decoder = model.decoder
        let group = RowGroup(
            rows: 1, firstPosition: 0, text: TextCache(decoder.configuration, capacity: 1),
            rotary: decoder.rotary.table(length: 1))
        var evaluator = ImmediateEvaluator(decoder.configuration, pass: .read, groups: [group])
        let row = Tensor.zeros(rows: 1, columns: decoder.configuration.width)
        let modules = Projection.allCases.map(HookSite.Module.projection) + [.attention, .feedForward, .block]
        let repeats = 200
        let duration = ContinuousClock().measure {
            var x = row
            for _ in 0..<repeats {
                for layer in decoder.layers.indices {
                    for module in modules {
                        x = evaluator.visit(x, madeFrom: row, at: HookSite(layer: layer, module: module))
                    }
                }
            }
            precondition(x.rows == 1, "\(x)")
        }
        return duration / .seconds(1) / Double(repeats)
    }
}
