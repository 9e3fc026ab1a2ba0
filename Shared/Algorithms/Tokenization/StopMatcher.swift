/// Ends a stream of text before the first stop string, and holds back what may be the beginning of one.
public struct StopMatcher: Sendable {
    private let stops: [[UInt8]]
    private var held: [UInt8] = []
    /// The stop string that was found, after which nothing comes any more.
    public private(set) var found: String?

    /// - Parameter stops: empty ones do not count.
    public init(_ stops: [String]) {
        self.stops = stops.filter { !$0.isEmpty }.map { Array($0.utf8) }
    }

    /// The text that may be shown now. After a stop string was found it is what stood before it, and then nothing.
    public mutating func append(_ text: String) -> String {
        guard found == nil else { return "" }
        guard !stops.isEmpty else { return text }
        held.append(contentsOf: text.utf8)
        if let (start, stop) = firstStop() {
            found = String(decoding: stop, as: UTF8.self)
            defer { held = [] }
            return String(decoding: held[..<start], as: UTF8.self)
        }
        let safe = held.count - possibleBeginning()
        defer { held.removeFirst(safe) }
        return String(decoding: held[..<safe], as: UTF8.self)
    }

    /// What was held back, once the text has ended.
    public mutating func finish() -> String {
        defer { held = [] }
        return String(decoding: held, as: UTF8.self)
    }

    /// The leftmost stop string, and of those at one place the longest.
    private func firstStop() -> (Int, [UInt8])? {
        for start in held.indices {
            let here = stops.filter { held[start...].starts(with: $0) }
            if let longest = here.max(by: { $0.count < $1.count }) { return (start, longest) }
        }
        return nil
    }

    /// Length of the longest end of the text that begins a stop string; never a part of a character.
    private func possibleBeginning() -> Int {
        let longest = stops.map(\.count).max() ?? 0
        for count in stride(from: min(longest - 1, held.count), to: 0, by: -1) {
            let tail = held.suffix(count)
            if stops.contains(where: { $0.count > count && $0.starts(with: tail) }) { return count }
        }
        return 0
    }
}
