public import Bytes
internal import Tensors
public import Transformer

/// A linear layer: what most edits change.
public struct EditSite: ByteCodable, Hashable, Sendable {
    public let layer: Int
    public let projection: Projection

    public init(layer: Int, projection: Projection = .down) {
        self.layer = layer
        self.projection = projection
    }

    public var hook: HookSite { HookSite(layer: layer, module: .projection(projection)) }

    public init(from reader: inout ByteReader) throws(BytesError) {
        layer = Int(try reader.read(UInt16.self))
        let number = Int(try reader.read(UInt8.self))
        guard Projection.allCases.indices.contains(number) else {
            throw .value(field: "projection", found: "\(number)")
        }
        projection = Projection.allCases[number]
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(UInt16(layer))
        writer.write(UInt8(Projection.allCases.firstIndex(of: projection) ?? 0))
    }
}

extension Decoder {
    /// The weights of a linear layer.
    ///
    /// - Throws: `siteMissing` if the model has no such layer.
    func weights(at site: EditSite) throws(EditingError) -> LinearWeights {
        guard layers.indices.contains(site.layer), configuration.family.projections.contains(site.projection) else {
            throw .siteMissing(site.hook)
        }
        return layers[site.layer].weights[site.projection]
    }
}
