public import Tensors

/// Where a model's tensors come from, by the names checkpoints give them.
public protocol WeightSource {
    associatedtype Fault: Error

    /// Whether there is a tensor of this name.
    func contains(_ name: String) -> Bool

    /// What is wanted of the tensor that is asked for, which is stored as a matrix [product of the other sizes, last
    /// size].
    ///
    /// A `matrix` or an `embedding` may come in any number format, an `exact` one in f32.
    func weight(_ request: TensorRequest) throws(Fault) -> Weight
}

extension ModelWeights {
    /// Asks `source` for every tensor that a model of this configuration has.
    ///
    /// A projection with adapters stands under `NAME.base_layer.weight`, `NAME.lora_A.ADAPTER.weight` and
    /// `NAME.lora_B.ADAPTER.weight`; where a checkpoint has `NAME.weight` its adapters were merged, and none are
    /// asked for.
    public init<Source: WeightSource>(
        _ configuration: ModelConfiguration, from source: Source
    ) throws(Source.Fault) {
        let loader = WeightLoader(configuration, source)
        let embedding = try source.weight(
            TensorRequest(
                name: loader.names.embedding, shape: [configuration.vocabulary, configuration.width],
                role: .embedding))
        var layers: [LayerWeights] = []
        for layer in 0..<configuration.layers { layers.append(try loader.layer(layer)) }
        self.init(
            configuration: configuration, embedding: embedding, embeddingName: loader.names.embedding,
            positions: try loader.positions(), layers: layers, finalNorm: try loader.norm(loader.names.finalNorm),
            head: try loader.head(embedding: embedding), memory: try loader.memory())
    }
}

private struct WeightLoader<Source: WeightSource> {
    let configuration: ModelConfiguration
    let source: Source
    let names: TensorNames

    init(_ configuration: ModelConfiguration, _ source: Source) {
        self.configuration = configuration
        self.source = source
        names = TensorNames(configuration.family) { source.contains($0) }
    }

    func norm(_ name: String) throws(Source.Fault) -> Norm {
        let weight = try vector(name + ".weight")
        let form: Norm.Form =
            configuration.family.hasBiases ? .layer(bias: try vector(name + ".bias")) : .rootMeanSquare
        return Norm(name: name + ".weight", weight: weight, form: form, epsilon: configuration.normEpsilon)
    }

    func positions() throws(Source.Fault) -> PositionTable? {
        guard configuration.rotary == nil else { return nil }
        let name = names.positions
        return PositionTable(name: name, rows: try exact(name, [configuration.positionsMax, configuration.width]))
    }

    private func vector(_ name: String) throws(Source.Fault) -> Tensor {
        try exact(name, [configuration.width]).widened()
    }

    private func exact(_ name: String, _ shape: [Int]) throws(Source.Fault) -> Weight {
        try source.weight(TensorRequest(name: name, shape: shape, role: .exact))
    }

    func layer(_ layer: Int) throws(Source.Fault) -> LayerWeights {
        var projections: [Projection: LinearWeights] = [:]
        for projection in configuration.family.projections {
            projections[projection] = try linear(projection, layer: layer)
        }
        return LayerWeights(
            family: configuration.family, inputNorm: try norm(names.inputNorm(layer: layer)),
            feedForwardNorm: try norm(names.feedForwardNorm(layer: layer)), projections: projections)
    }

    private func linear(_ projection: Projection, layer: Int) throws(Source.Fault) -> LinearWeights {
        let name = names.projection(projection, layer: layer)
        let (input, output) = projection.shape(in: configuration)
        let base = "\(name).base_layer.weight"
        let adapters = configuration.memory?.adapters
        let isAdapted = adapters?.targets.contains(projection) ?? false
        guard let adapters, isAdapted, source.contains(base) || !source.contains("\(name).weight") else {
            let isWrapped = source.contains(base) && !source.contains("\(name).weight")
            let request = isWrapped
                ? TensorRequest(name: base, shape: [output, input], role: .matrix)
                : names.weight(projection, layer: layer, in: configuration)
            return LinearWeights(
                name: name, parameter: isWrapped ? base : nil, weight: try source.weight(request),
                bias: try bias(projection, layer: layer))
        }
        let weight = try source.weight(TensorRequest(name: base, shape: [output, input], role: .matrix))
        let writing = try adapter("default", of: name, adapters, input: input, output: output)
        let reading = adapters.readsWithOwn
            ? try adapter("decoder_adapter", of: name, adapters, input: input, output: output) : writing
        return LinearWeights(name: name, weight: weight, writing: writing, reading: reading)
    }

    private func bias(_ projection: Projection, layer: Int) throws(Source.Fault) -> Tensor? {
        guard configuration.family.hasBiases else { return nil }
        return try source.weight(names.bias(projection, layer: layer, in: configuration)).widened()
    }

    private func adapter(
        _ adapter: String, of name: String, _ configuration: AdapterConfiguration, input: Int, output: Int
    ) throws(Source.Fault) -> LowRankAdapter {
        LowRankAdapter(
            name: adapter, down: try exact("\(name).lora_A.\(adapter).weight", [configuration.rank, input]),
            up: try exact("\(name).lora_B.\(adapter).weight", [output, configuration.rank]),
            scale: configuration.scale)
    }

    func head(embedding: Weight) throws(Source.Fault) -> LinearWeights {
        guard !configuration.tiedHead else {
            return LinearWeights(name: names.head, parameter: names.embedding, weight: embedding)
        }
        let shape = [configuration.vocabulary, configuration.width]
        let request = TensorRequest(name: names.head + ".weight", shape: shape, role: .matrix)
        return LinearWeights(name: names.head, weight: try source.weight(request))
    }

    func memory() throws(Source.Fault) -> MemoryVectors? {
        guard let memory = configuration.memory else { return nil }
        let bos = memory.addsBos
            ? try exact(TensorRequest.bos, [configuration.layers, 1, configuration.width]).widened() : nil
        return MemoryVectors(
            bos: bos, newMemory: try exact(TensorRequest.newMemory, [1, 1, configuration.width]).widened())
    }
}
