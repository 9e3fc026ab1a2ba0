internal import LatentMemory
package import Tensors
internal import Transformer

/// A model with random weights, and what is timed with it. Everything that is not timed is made beforehand.
package struct BenchModel: Sendable {
    package let shape: BenchShape
    package let costs: Costs
    let model: MemoryModel
    /// The newest tokens of the pool, as an assignment brings them.
    private let tail: PoolDelta
    /// A pool that has been in use for a while.
    private let snapshot: MemorySnapshot
    private let delta: PoolDelta
    private let forgotten: [[UInt32]]

    package init(_ shape: BenchShape, weights format: WeightFormat) throws {
        let weights = try ModelWeights(shape.configuration, from: RandomWeights(format: format))
        guard let model = MemoryModel(Decoder(weights)) else { preconditionFailure("a bench shape without memory") }
        self.init(shape, model)
    }

    /// The same weights with a pool of another size.
    package func with(memory: Int) -> BenchModel { BenchModel(shape.with(memory: memory), model) }

    private init(_ shape: BenchShape, _ model: MemoryModel) {
        self.shape = shape
        self.model = model
        costs = Costs(shape.configuration)
        let pool = Self.tokens(shape, rows: shape.memory, seed: 1)
        tail = pool.tail(BenchShape.updateTokens)
        delta = Self.tokens(shape, rows: BenchShape.updateTokens, seed: 2)
        forgotten = [Self.spread(BenchShape.updateTokens, over: shape.memory)]
        var snapshot = MemorySnapshot(model, pool: pool)
        let earlier = model.project(Self.tokens(shape, rows: BenchShape.updateTokens, seed: 3))
        for _ in 0..<Self.earlierUpdates {
            snapshot = snapshot.absorbing(earlier, shard: 0, forgotten: forgotten, shardTokens: shape.memory)
        }
        self.snapshot = snapshot
    }

    private static let earlierUpdates = 10

    private static func tokens(_ shape: BenchShape, rows: Int, seed: UInt64) -> PoolDelta {
        let layers = shape.layers
        return PoolDelta(
            layers: layers,
            values: RandomWeights.numbers(layers * rows, shape.configuration.width, within: 1, seed: seed))
    }

    /// `count` of `total` slots, evenly.
    private static func spread(_ count: Int, over total: Int) -> [UInt32] {
        (0..<count).map { UInt32($0 * total / count) }
    }

    /// Bytes of weights that one decoded token reads.
    package var bytesPerToken: Int {
        let weights = model.decoder.weights
        let layers = weights.layers.reduce(0) { sum, layer in
            sum + Projection.allCases.reduce(0) { $0 + layer[$1].weight.byteCount }
        }
        return layers + weights.head.weight.byteCount
    }
}

// MARK: What is timed, in seconds

extension BenchModel {
    /// `tokens` steps of one query without memory, after a prompt of `prompt` tokens.
    package func decode(prompt: Int, tokens: Int) async throws -> Double {
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: .plain, capacity: prompt + tokens)
        _ = batch.step([Feed(sequence: sequence, tokens: BenchShape.tokens(prompt))])
        return seconds {
            for token in BenchShape.tokens(tokens, from: prompt) {
                _ = batch.step([Feed(sequence: sequence, tokens: [token])])
            }
        }
    }

    /// A prompt of `tokens` without memory, to the logits of its last token.
    package func prefill(tokens: Int) async throws -> Double {
        seconds { read(BenchShape.tokens(tokens), .plain) }
    }

    /// A prompt of `prompt` tokens with the whole memory, to the logits of its last token.
    ///
    /// - Parameter afterUpdate: whether a delta has just arrived that nobody has read yet; its keys and values are
    ///   computed within the time.
    package func first(prompt: Int, afterUpdate: Bool) async throws -> Double {
        let tokens = BenchShape.tokens(prompt)
        guard afterUpdate else { return seconds { read(tokens, snapshot.context) } }
        return seconds {
            let next = snapshot.absorbing(
                model.project(delta), shard: 0, forgotten: forgotten, shardTokens: shape.memory)
            read(tokens, next.context)
        }
    }

    /// The delta of a piece of `tokens` tokens, from the newest tokens of the pool.
    package func selfUpdate(tokens: Int) async throws -> Double {
        let tokens = BenchShape.tokens(tokens)
        return seconds { _ = model.selfUpdate(tokens, tail: tail) }
    }

    private func read(_ tokens: [Int32], _ context: ReadingContext) {
        var batch = DecodingBatch(model.decoder)
        let sequence = batch.add(reading: context, capacity: tokens.count)
        _ = batch.step([Feed(sequence: sequence, tokens: tokens)])
    }

    private func seconds(_ work: () -> Void) -> Double { ContinuousClock().measure(work) / .seconds(1) }
}
