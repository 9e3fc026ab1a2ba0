internal import Bytes
internal import Dispatch
internal import Files
internal import MemoryTypes
internal import Synchronization
internal import Tensors
internal import Transformer

/// What a model's digest is taken over.
///
///     digest = SHA-256("engram model 1" || configuration || weight format || tokenizer digest
///                      || for each tensor by name: name, type, shape, SHA-256 of its bytes)
///
/// Two folders have the same digest if they compute the same: names of files, shards and the order of tensors do not
/// count.
struct ModelDescription {
    let configuration: ModelConfiguration
    let tensors: CheckpointTensors
    let format: Tensors.WeightFormat
    let tokenizerDigest: BlobDigest

    func digest() -> ModelDigest {
        var writer = ByteWriter()
        writer.write("engram model 1")
        writer.write(configuration.canonicalText)
        writer.write(format.rawValue)
        tokenizerDigest.write(to: &writer)
        let found = tensors.names.compactMap { name in
            tensors.file(of: name).flatMap { file in file.entry(named: name).map { (file, $0) } }
        }
        writer.writeCount(found.count)
        for ((_, entry), digest) in zip(found, Self.digests(found)) {
            writer.write(entry.name)
            writer.write(entry.type.rawValue)
            writer.writeArray(entry.shape) { $1.write(UInt64($0)) }
            writer.write(exactly: digest)
        }
        return ModelDigest(of: writer.bytes)
    }

    /// The digests of many tensors, on all processors.
    private static func digests(_ found: [(SafetensorsFile, SafetensorsEntry)]) -> [[UInt8]] {
        let digests = Mutex([[UInt8]](repeating: [], count: found.count))
        DispatchQueue.concurrentPerform(iterations: found.count) { index in
            let digest = found[index].0.digest(of: found[index].1)
            digests.withLock { $0[index] = digest }
        }
        return digests.withLock { $0 }
    }
}

extension SafetensorsFile {
    /// SHA-256 of a tensor's bytes.
    fileprivate func digest(of entry: SafetensorsEntry) -> [UInt8] {
        var stream = SHA256Stream()
        let step = 1 << 22
        for start in stride(from: entry.range.lowerBound, to: entry.range.upperBound, by: step) {
            file.withBytes(in: start..<min(start + step, entry.range.upperBound)) { stream.update($0) }
        }
        return stream.finish()
    }
}

extension ModelConfiguration {
    /// Every value that changes what the model computes, one on each line.
    fileprivate var canonicalText: String {
        var lines = [
            "layers \(layers)", "width \(width)", "heads \(heads)", "kv heads \(keyValueHeads)",
            "head width \(headWidth)",
            "feed forward \(feedForwardWidth)", "vocabulary \(vocabulary)", "epsilon \(normEpsilon.bitPattern)",
            "positions \(positionsMax)", "tied \(tiedHead)",
        ]
        lines += rotary?.canonicalLines ?? ["family \(family.rawValue)"]
        if let memory { lines += memory.canonicalLines }
        return lines.joined(separator: "\n")
    }
}

extension RotaryConfiguration {
    fileprivate var canonicalLines: [String] {
        let lines = ["theta \(theta)", "rounded \(roundsToBFloat16)"]
        switch scaling {
        case .none: return lines + ["scaling none"]
        case .linear(let factor): return lines + ["scaling linear \(factor)"]
        case .dynamic(let factor): return lines + ["scaling dynamic \(factor)"]
        case .llama3(let factor, let low, let high, let original):
            return lines + ["scaling llama3 \(factor) \(low) \(high) \(original)"]
        }
    }
}

extension MemoryConfiguration {
    fileprivate var canonicalLines: [String] {
        var lines = [
            "K \(updateTokens)", "N \(poolTokens)", "bos \(addsBos)", "drops per layer \(dropsPerLayer)",
            "class \(memoryClass.rawValue)",
        ]
        if let adapters {
            let targets = adapters.targets.map(\.rawValue).sorted().joined(separator: ",")
            lines.append("adapters \(adapters.rank) \(adapters.alpha) \(targets) \(adapters.readsWithOwn)")
        }
        return lines
    }
}
