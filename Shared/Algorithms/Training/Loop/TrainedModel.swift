public import Autograd
public import Tensors
public import Transformer

/// A model whose parameters change: it makes a decoder of them whenever one is needed.
public struct TrainedModel: Sendable {
    public let configuration: ModelConfiguration
    public private(set) var parameters: Parameters
    /// The same for every value of the parameters.
    private let rotary: RotaryTables

    /// - Parameter value: the first value of each parameter; `[product of the other sizes, last size]`.
    public init<Fault: Error>(
        _ configuration: ModelConfiguration, value: (TensorRequest) throws(Fault) -> Tensor
    ) throws(Fault) {
        self.configuration = configuration
        rotary = RotaryTables(configuration)
        parameters = Parameters()
        for request in Self.requests(configuration) {
            parameters.add(request.name, try value(request), shape: request.shape)
        }
    }

    /// A model from random numbers: matrices normal with `deviation`, those that end a residual branch divided by
    /// sqrt(2 L) (Radford et al. 2019, section 2.3); norms 1; the vector of memory tokens and the second factors of
    /// adapters 0.
    public init(_ configuration: ModelConfiguration, deviation: Double = 0.02, seed: UInt64) {
        let branch = 1 / (2 * Double(configuration.layers)).squareRoot()
        self.init(configuration) { request in
            let columns = request.shape.last ?? 1
            let rows = request.shape.dropLast().reduce(1, *)
            if request.name.hasSuffix("norm.weight") {
                return Tensor(rows: rows, columns: columns, Array(repeating: 1, count: rows * columns))
            }
            if request.name == TensorRequest.newMemory || request.name.contains(".lora_B.") {
                return .zeros(rows: rows, columns: columns)
            }
            let ends = request.name.hasSuffix("o_proj.weight") || request.name.hasSuffix("down_proj.weight")
            var generator = CounterGenerator(key: (seed, Self.purpose), place: (request.name.stableHash, 0, 0))
            return .normal(
                rows: rows, columns: columns, deviation: ends ? deviation * branch : deviation, using: &generator)
        }
    }

    /// Separates these numbers from all others under the same seed.
    private static let purpose: UInt64 = 0x494E_4954_0000_0001

    /// All tensors of a model, in the order in which it asks for them.
    public static func requests(_ configuration: ModelConfiguration) -> [TensorRequest] {
        let list = RequestList()
        _ = ModelWeights(configuration, from: list)
        return list.requests
    }

    /// The model with the parameters as they are; their numbers are shared, not copied.
    public func decoder() -> Decoder {
        Decoder(ModelWeights(configuration, from: ParameterSource(parameters: parameters)), rotary: rotary)
    }

    /// Changes the parameters; no decoder made before should be alive, or their numbers are copied first.
    public mutating func update(_ body: (inout Parameters) -> Void) { body(&parameters) }
}

/// Gives a model its parameters.
private struct ParameterSource: WeightSource {
    let parameters: Parameters

    func contains(_ name: String) -> Bool { parameters[name] != nil }

    func weight(_ request: TensorRequest) -> Weight {
        guard let value = parameters[request.name] else { preconditionFailure("there is no parameter \(request.name)") }
        return Weight(sharing: value)
    }
}

/// Notes what a model asks for, and gives it zeros.
private final class RequestList: WeightSource {
    private(set) var requests: [TensorRequest] = []

    func contains(_ name: String) -> Bool {
        !name.hasSuffix("_proj.weight") && !name.hasSuffix(".base_layer.weight")
    }

    func weight(_ request: TensorRequest) -> Weight {
        requests.append(request)
        return Weight(sharing: .zeros(rows: request.shape.dropLast().reduce(1, *), columns: request.shape.last ?? 1))
    }
}

extension String {
    /// FNV-1a of the UTF-8: the same in every process.
    var stableHash: UInt64 { utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
}

extension Tensor {
    /// Normal numbers of mean 0: Irwin and Hall's sum of twelve even ones, which is the same on every machine.
    static func normal(
        rows: Int, columns: Int, deviation: Double, using generator: inout CounterGenerator
    ) -> Tensor {
        let numbers = (0..<rows * columns).map { _ -> Float in
            // Twelve numbers of 21 bits out of four of 64.
            var sum = 0.0
            for _ in 0..<4 {
                let bits = generator.next()
                for part in [bits & 0x1F_FFFF, bits >> 21 & 0x1F_FFFF, bits >> 42 & 0x1F_FFFF] {
                    sum += (Double(part) + 0.5) * 0x1p-21
                }
            }
            return Float((sum - 6) * deviation)
        }
        return Tensor(rows: rows, columns: columns, numbers)
    }
}
