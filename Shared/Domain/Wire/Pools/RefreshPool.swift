public import Bytes
public import MemoryTypes

/// Absorbs documents again that have faded.
///
/// client -> ingest; kind 0x0309; scope admin; answered by `RefreshReport`.
///
/// | field           | bytes    | meaning |
/// |-----------------|----------|-------------------------------------------------------------|
/// | `name`          | 4 + n    | the pool |
/// | `documents`     | 4 + 16 n | these; all that are kept if there are none |
/// | `pinnedOnly`    | 1        | only those that are pinned |
/// | `survivalBelow` | 8        | only those of which less than this share is left; 1 for all |
/// | `estimateOnly`  | 1        | says what it would cost, and does nothing |
public struct RefreshPool: Request, Hashable {
    public static let kind = MessageKind.refreshPool
    public typealias Reply = RefreshReport

    public let name: PoolName
    public let documents: [DocumentID]
    public let pinnedOnly: Bool
    public let survivalBelow: Double
    public let estimateOnly: Bool

    public init(name: PoolName, documents: [DocumentID], pinnedOnly: Bool, survivalBelow: Double, estimateOnly: Bool) {
        self.name = name
        self.documents = documents
        self.pinnedOnly = pinnedOnly
        self.survivalBelow = survivalBelow
        self.estimateOnly = estimateOnly
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        name = try PoolName(from: &reader)
        documents = try reader.readArray(count: 0...Limits.pageMax, elementBytesMin: 16)
        pinnedOnly = try reader.readBool()
        survivalBelow = try reader.readDouble()
        estimateOnly = try reader.readBool()
    }

    public func write(to writer: inout ByteWriter) {
        name.write(to: &writer)
        writer.write(documents)
        writer.write(pinnedOnly)
        writer.write(survivalBelow)
        writer.write(estimateOnly)
    }

    public func validate() throws(Refusal) {
        guard (0...1).contains(survivalBelow) else {
            throw Refusal(.invalidLimit, "survivalBelow is \(survivalBelow); it is a share, 0 ... 1.")
        }
    }
}
