public import Bytes
internal import Tensors

extension EditPayload: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        switch try reader.read(UInt8.self) {
        case 0: self = .lowRank(try reader.readList())
        case 1: self = .dense(try reader.readList())
        case 2: self = .columns(try ColumnsDelta(from: &reader))
        case 3: self = .codebookEntry(try CodebookEntry(from: &reader))
        case 4: self = .gatedAdapter(try GatedAdapter(from: &reader))
        case 5: self = .neurons(try AddedNeurons(from: &reader))
        case 6: self = .datastore(try Datastore(from: &reader))
        case 7: self = .context(try ContextText(from: &reader))
        case let number: throw .value(field: "case", found: "\(number)")
        }
    }

    public func write(to writer: inout ByteWriter) {
        switch self {
        case .lowRank(let deltas): write(0, &writer) { $0.writeArray(deltas) { $0.write(to: &$1) } }
        case .dense(let deltas): write(1, &writer) { $0.writeArray(deltas) { $0.write(to: &$1) } }
        case .columns(let delta): write(2, &writer) { delta.write(to: &$0) }
        case .codebookEntry(let entry): write(3, &writer) { entry.write(to: &$0) }
        case .gatedAdapter(let adapter): write(4, &writer) { adapter.write(to: &$0) }
        case .neurons(let neurons): write(5, &writer) { neurons.write(to: &$0) }
        case .datastore(let store): write(6, &writer) { store.write(to: &$0) }
        case .context(let text): write(7, &writer) { text.write(to: &$0) }
        }
    }

    private func write(_ number: UInt8, _ writer: inout ByteWriter, _ body: (inout ByteWriter) -> Void) {
        writer.write(number)
        body(&writer)
    }
}

extension ByteReader {
    fileprivate mutating func readList<Value: ByteCodable>() throws(BytesError) -> [Value] {
        try readArray(count: 1...4096, elementBytesMin: 3) { reader throws(BytesError) in try Value(from: &reader) }
    }

    /// Throws where numbers that belong together are of different sizes.
    fileprivate func require(_ condition: Bool, _ field: String) throws(BytesError) {
        guard condition else { throw .value(field: field, found: "numbers of another size") }
    }
}

extension LowRankDelta: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        let site = try EditSite(from: &reader)
        let factors = try Factors(from: &reader)
        let keys = try reader.readOptional { reader throws(BytesError) in try reader.readTensor() }
        try reader.require(keys.map { $0.columns == factors.inputs.columns } ?? true, "guardedKeys")
        self.init(site: site, factors: factors, guardedKeys: keys)
    }

    public func write(to writer: inout ByteWriter) {
        site.write(to: &writer)
        factors.write(to: &writer)
        writer.writeOptional(guardedKeys) { $1.write($0) }
    }
}

extension DenseDelta: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        self.init(site: try EditSite(from: &reader), values: try reader.readTensor())
    }

    public func write(to writer: inout ByteWriter) {
        site.write(to: &writer)
        writer.write(values)
    }
}

extension ColumnsDelta: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        let site = try EditSite(from: &reader)
        let router = try TopHash(from: &reader)
        let (threshold, decay) = (try reader.readFloat(), try reader.readFloat())
        let columns: [UInt32] = try reader.readColumns(below: router.width)
        let factors = try Factors(from: &reader)
        try reader.require(factors.inputs.columns == columns.count, "columns")
        self.init(
            site: site, router: router, threshold: threshold, columns: columns, factors: factors, decay: decay)
    }

    public func write(to writer: inout ByteWriter) {
        site.write(to: &writer)
        router.write(to: &writer)
        writer.write(threshold)
        writer.write(decay)
        writer.writeArray(columns) { $1.write($0) }
        factors.write(to: &writer)
    }
}

extension ByteReader {
    /// Numbers below `width`, ascending.
    fileprivate mutating func readColumns(below width: Int) throws(BytesError) -> [UInt32] {
        let columns = try readArray(count: 1...max(1, width), elementBytesMin: 4) { reader throws(BytesError) in
            try reader.read(UInt32.self)
        }
        let isAscending = zip(columns, columns.dropFirst()).allSatisfy { $0 < $1 }
        try require(isAscending && columns.last.map { $0 < width } ?? false, "columns")
        return columns
    }
}

extension CodebookEntry: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        let site = try EditSite(from: &reader)
        let settings = try CodebookSettings(from: &reader)
        let (key, value) = (try reader.readTensor(), try reader.readTensor())
        try reader.require(key.rows == 1 && value.rows == 1, "key")
        self.init(site: site, settings: settings, key: key, value: value, label: try reader.readTokens())
    }

    public func write(to writer: inout ByteWriter) {
        site.write(to: &writer)
        settings.write(to: &writer)
        writer.write(key)
        writer.write(value)
        writer.write(tokens: label)
    }
}

extension GatedAdapter: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        let key = try reader.readTensor()
        try reader.require(key.rows == 1, "key")
        self.init(
            key: key, gate: try EditSite(from: &reader), sharpness: try reader.readFloat(),
            adapters: try reader.readList())
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(key)
        gate.write(to: &writer)
        writer.write(sharpness)
        writer.writeArray(adapters) { $0.write(to: &$1) }
    }
}

extension AddedNeurons: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        let layer = Int(try reader.read(UInt16.self))
        let (keys, biases, values) = (try reader.readTensor(), try reader.readTensor(), try reader.readTensor())
        try reader.require(keys.rows == values.rows && biases.count == keys.rows, "neurons")
        self.init(layer: layer, keys: keys, biases: biases, values: values)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(UInt16(layer))
        for tensor in [keys, biases, values] { writer.write(tensor) }
    }
}

extension Datastore: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        let settings = try NeighbourSettings(from: &reader)
        let keys = try reader.readTensor()
        let tokens = try reader.readTokens()
        try reader.require(keys.rows == tokens.count, "datastore")
        self.init(settings: settings, keys: keys, tokens: tokens)
    }

    public func write(to writer: inout ByteWriter) {
        settings.write(to: &writer)
        writer.write(keys)
        writer.write(tokens: tokens)
    }
}

extension ContextText: ByteCodable {
    public init(from reader: inout ByteReader) throws(BytesError) {
        self.init(
            settings: try ContextSettings(from: &reader), text: try reader.readTokens(),
            topic: try reader.readTokens())
    }

    public func write(to writer: inout ByteWriter) {
        settings.write(to: &writer)
        writer.write(tokens: text)
        writer.write(tokens: topic)
    }
}
