import Foundation
import Tensors
import Testing
import Transformer

@Suite("Touvron et al. 2023: the decoder against a plain version in Double")
struct DecoderReferenceTests {
    @Test("RMSNorm, RoPE, grouped attention and SwiGLU give the logits of their formulas",
          arguments: [(4, 4, false), (4, 2, true), (4, 1, false)])
    func logits(heads: Int, keyValueHeads: Int, tied: Bool) throws {
        let configuration = TinyModel.configuration(heads: heads, keyValueHeads: keyValueHeads, tied: tied)
        let decoder = try TinyModel.decoder(configuration)
        let text: [Int32] = [3, 60, 21, 7, 7, 0, 44]
        var batch = DecodingBatch(decoder)
        let sequence = batch.add(reading: .plain)
        let ours = batch.step([Feed(sequence: sequence, tokens: text)]).array
        let wanted = PlainDecoder(weights: decoder.weights).logits(text)
        for (mine, other) in zip(ours, wanted) { #expect(abs(Double(mine) - other) < 2e-5) }
    }

    @Test("frequencies follow theta^(-2i/h) and each scaling's rule")
    func frequencies() {
        let plain = RotaryConfiguration(theta: 10_000).frequencies(headWidth: 8, positionsMax: 100, length: 0)
        #expect(plain.map { ($0 * 1e6).rounded() } == [1e6, 1e5, 1e4, 1e3])
        let dynamic = RotaryConfiguration(theta: 10_000, scaling: .dynamic(factor: 2))
        #expect(dynamic.frequencies(headWidth: 8, positionsMax: 100, length: 100) == plain)
        // theta (2 * 150/100 - 1)^(8/6) = 10000 * 2^(4/3)
        let longer = dynamic.frequencies(headWidth: 8, positionsMax: 100, length: 150)
        #expect(abs(Double(longer[2]) - pow(10_000 * pow(2, 4.0 / 3), -0.5)) < 1e-8)
        let llama3 = RotaryConfiguration(
            theta: 10_000,
            scaling: .llama3(factor: 4, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalPositionsMax: 64))
        let scaled = llama3.frequencies(headWidth: 8, positionsMax: 256, length: 0)
        // Waves of 6.3, 63, 628 and 6283 positions; those below 16 stay, those above 64 are divided by 4.
        #expect(scaled[0] == plain[0] && scaled[2] == plain[2] / 4 && scaled[3] == plain[3] / 4)
        let share = (64 / (20 * Double.pi) - 1) / 3
        #expect(abs(Double(scaled[1]) - ((1 - share) * 0.1 / 4 + share * 0.1)) < 1e-7)
        let rounded = RotaryConfiguration(theta: 10_000, roundsToBFloat16: true)
            .frequencies(headWidth: 8, positionsMax: 100, length: 0)
        #expect(rounded == [1, 0.10009765625, 0.010009765625, 0.00099945068359375])
    }
}

/// The same model, written as its formulas stand in the papers.
struct PlainDecoder {
    let weights: ModelWeights

    func logits(_ tokens: [Int32]) -> [Double] {
        let configuration = weights.configuration
        let embedding = matrix(weights.embedding)
        var x = tokens.map { embedding[Int($0)] }
        for layer in weights.layers {
            let attended = attention(x.map { norm($0, layer.inputNorm.weight) }, layer, configuration)
            x = zip(x, attended).map(sum)
            x = x.map { row in
                let normed = norm(row, layer.feedForwardNorm.weight)
                let gate = product(layer[.gate], normed), up = product(layer[.up], normed)
                let inner = zip(gate, up).map { $0 / (1 + exp(-$0)) * $1 }
                return sum(row, product(layer[.down], inner))
            }
        }
        return product(weights.head, norm(x[x.count - 1], weights.finalNorm.weight))
    }

    private func attention(
        _ x: [[Double]], _ layer: LayerWeights, _ configuration: ModelConfiguration
    ) -> [[Double]] {
        let width = configuration.headWidth, group = configuration.heads / configuration.keyValueHeads
        let queries = x.enumerated().map { rotated(product(layer[.query], $1), at: $0, width) }
        let keys = x.enumerated().map { rotated(product(layer[.key], $1), at: $0, width) }
        let values = x.map { product(layer[.value], $0) }
        return x.indices.map { row in
            let mixed = (0..<configuration.heads).flatMap { head -> [Double] in
                let query = queries[row][head * width..<(head + 1) * width]
                let columns = head / group * width..<(head / group + 1) * width
                let scores = (0...row).map { dot(query, keys[$0][columns]) / Double(width).squareRoot() }
                let weights = scores.map { exp($0 - (scores.max() ?? 0)) }
                let total = weights.reduce(0, +)
                return columns.map { column in
                    (0...row).reduce(0) { $0 + weights[$1] / total * values[$1][column] }
                }
            }
            return product(layer[.output], mixed)
        }
    }

    private func rotated(_ x: [Double], at position: Int, _ width: Int) -> [Double] {
        x.indices.map { column in
            let place = column % width, half = width / 2
            let angle = Double(position) * pow(10_000, -2 * Double(place % half) / Double(width))
            return place < half
                ? x[column] * cos(angle) - x[column + half] * sin(angle)
                : x[column] * cos(angle) + x[column - half] * sin(angle)
        }
    }

    private func norm(_ x: [Double], _ weight: Tensor) -> [Double] {
        let root = (x.reduce(0) { $0 + $1 * $1 } / Double(x.count) + 1e-5).squareRoot()
        return zip(x, weight.array).map { $0 / root * Double($1) }
    }

    private func matrix(_ weight: Weight) -> [[Double]] {
        let tensor = weight.widened()
        return (0..<tensor.rows).map { tensor[rows: $0..<$0 + 1].array.map(Double.init) }
    }

    private func product(_ weights: LinearWeights, _ x: [Double]) -> [Double] {
        matrix(weights.weight).map { dot($0[...], x[...]) }
    }

    private func dot(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
        zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map(+) }
}
