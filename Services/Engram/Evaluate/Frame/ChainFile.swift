internal import Bytes
internal import Checkpoints
internal import Evaluation
internal import Files
internal import LatentMemory
internal import MemoryTypes
internal import Tensors
internal import Transformer

/// A chain of updates beside a state: a file of tensors that the state names.
///
/// A new file is written before the state names it and the old one goes afterwards, so that whenever a run ends the
/// state and its chain belong together.
package struct ChainFile: Codable, Equatable, Sendable {
    package let name: String
    package let updates: Int
    /// Of the file, lower-case hexadecimal.
    package let sha256: String
}

extension ChainFile {
    /// - Parameters:
    ///   - state: the file of the state, beside which it is written.
    init(writing image: ChainImage, beside state: String) throws(Failure) {
        let name = Self.lastPart(of: state) + ".chain-\(image.updates).safetensors"
        let path = Self.folder(of: state) + name
        var tensors: [(name: String, value: Tensor)] = image.tail.map { [("tail", $0.values)] } ?? []
        for (layer, rows) in image.slots.layers.enumerated() {
            tensors += [("keys.\(layer)", rows.keys), ("values.\(layer)", rows.values)]
        }
        do {
            var writer = try SafetensorsWriter(
                path: path, tensors: tensors.map { .init($0.name, .float32, [$0.value.rows, $0.value.columns]) })
            for (_, value) in tensors { try writer.write(value.littleEndianBytes) }
            try writer.finish()
            let bytes = try readFile(path, bytesMax: Self.bytesMax)
            self.init(name: name, updates: image.updates, sha256: Bytes.sha256(bytes).hexadecimal)
        } catch {
            throw Failure(.io, "The chain of updates was not written: \(error)")
        }
    }

    private static let bytesMax = 1 << 36

    /// - Throws: `data` where the file is not the one that the state was written with.
    func image(beside state: String, shape: PoolShape, layers: Int) throws(Failure) -> ChainImage {
        let path = Self.folder(of: state) + name
        do {
            guard !name.contains("/"), sha256 == Bytes.sha256(try readFile(path, bytesMax: Self.bytesMax)).hexadecimal
            else { throw Failure(.data, "\(path) is not the chain that the state was written with.") }
            let file = try SafetensorsFile(path: path)
            func tensor(_ name: String) throws -> Tensor {
                let sizes = try file.entry(name, shape: nil).shape
                return Tensor(rows: sizes[0], columns: sizes[1], try file.floats(name, shape: sizes))
            }
            let slots = try (0..<layers).map {
                KeyValueRows(keys: try tensor("keys.\($0)"), values: try tensor("values.\($0)"))
            }
            let tail = PoolDelta(layers: layers, values: try tensor("tail"))
            return ChainImage(updates: updates, tail: tail, slots: ProjectedTokens(layers: slots))
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.data, "\(path) cannot be read: \(error)")
        }
    }

    /// Removes the file of an earlier state.
    func remove(beside state: String) throws(Failure) {
        do { try removeFile(Self.folder(of: state) + name) } catch {
            throw Failure(.io, "An old chain of updates was not removed: \(error)")
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    private static func lastPart(of path: String) -> String { String(path.dropFirst(folder(of: path).count)) }
}
