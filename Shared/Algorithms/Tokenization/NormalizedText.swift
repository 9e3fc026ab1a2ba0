/// UTF-8 that a tokenizer has rewritten, and where each byte of it comes from.
struct NormalizedText {
    var bytes: [UInt8]
    /// For each byte, and for the end, the place in the source that it comes from; nil where byte i comes from
    /// `start + i`.
    var origins: [Int32]?
    /// Place of the first byte in the source.
    let start: Int

    init(_ bytes: [UInt8], start: Int) {
        self.bytes = bytes
        self.start = start
    }

    func origin(_ index: Int) -> Int {
        guard let origins else { return start + index }
        return Int(origins[index])
    }

    /// A part of it as a text of its own.
    func part(_ range: Range<Int>) -> NormalizedText {
        var result = NormalizedText(Array(bytes[range]), start: start + range.lowerBound)
        if let origins { result.origins = Array(origins[range.lowerBound...range.upperBound]) }
        return result
    }

    func source(of range: Range<Int>) -> Range<Int> { origin(range.lowerBound)..<origin(range.upperBound) }
}

/// Builds a rewritten text front to back.
struct NormalizedTextBuilder {
    private let source: NormalizedText
    private var bytes: [UInt8] = []
    private var origins: [Int32] = []

    init(_ source: NormalizedText) {
        self.source = source
        bytes.reserveCapacity(source.bytes.count + source.bytes.count / 8)
        origins.reserveCapacity(bytes.capacity + 1)
    }

    var count: Int { bytes.count }

    /// These bytes of the source as they are.
    mutating func keep(_ range: Range<Int>) {
        bytes.append(contentsOf: source.bytes[range])
        for index in range { origins.append(Int32(source.origin(index))) }
    }

    /// Other bytes for those that begin at `index` of the source.
    mutating func put(_ replacement: some Sequence<UInt8>, at index: Int) {
        let origin = Int32(source.origin(index))
        for byte in replacement {
            bytes.append(byte)
            origins.append(origin)
        }
    }

    mutating func removeLast(_ count: Int) {
        bytes.removeLast(count)
        origins.removeLast(count)
    }

    func ends(with suffix: [UInt8]) -> Bool { bytes.suffix(suffix.count) == suffix[...] }

    consuming func finish() -> NormalizedText {
        origins.append(Int32(source.origin(source.bytes.count)))
        var result = NormalizedText(bytes, start: source.start)
        result.origins = origins
        return result
    }
}
