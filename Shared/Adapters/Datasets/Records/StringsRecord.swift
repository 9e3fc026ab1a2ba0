public import Bytes

/// Every string of a line, whatever its members are called.
public struct StringsRecord: LineRecord {
    public let texts: [String]

    public init(_ line: JSON) throws(RecordError) {
        guard line.object != nil else { throw RecordError("the line is \(line.kind), not an object") }
        texts = Self.strings(in: line)
    }

    private static func strings(in value: JSON) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(strings)
        case .object(let object): object.members.flatMap { strings(in: $0.value) }
        default: []
        }
    }
}
