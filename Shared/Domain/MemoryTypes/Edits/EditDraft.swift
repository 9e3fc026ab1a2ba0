public import Bytes

/// What an edit shall do, and how.
///
/// | field      | bytes  | meaning |
/// |------------|--------|---------|
/// | `method`   | 4 + n  | an editing method, such as `r-rome`; or `imported` |
/// | `settings` | 4 + n  | `key=value` each: what differs from the preset for the model |
/// | `artifact` | 1 + 32 | an artifact that was computed before; only with `imported` |
/// | `onEdited` | 1      | computed on the model with the pool's edits; else on the base model |
/// | `items`    | 4 + n  | the facts, one batch; may be missing with an artifact |
public struct EditDraft: ByteCodable, Hashable, Sendable {
    public let method: String
    public let settings: [String]
    public let artifact: BlobDigest?
    public let onEdited: Bool
    public let items: [EditItem]

    public init(method: String, settings: [String], artifact: BlobDigest? = nil, onEdited: Bool, items: [EditItem]) {
        self.method = method
        self.settings = settings
        self.artifact = artifact
        self.onEdited = onEdited
        self.items = items
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        method = try reader.readString(bytes: 1...Limits.methodBytesMax)
        settings = try reader.readStrings(count: 0...Limits.editSettingsMax, bytes: 1...Limits.settingBytesMax)
        artifact = try reader.readOptional()
        onEdited = try reader.readBool()
        items = try reader.readArray(count: 0...Limits.editItemsMax, elementBytesMin: 17)
    }

    public func write(to writer: inout ByteWriter) {
        writer.write(method)
        writer.write(settings)
        writer.write(artifact)
        writer.write(onEdited)
        writer.write(items)
    }
}
