/// Bounds on what a file may ask of the machine.
public struct DatasetLimits: Sendable {
    /// Bytes of the file, unpacked; they lie on the disk.
    public var fileBytesMax = 1 << 37
    /// Records of a file; the index holds 12 bytes for each.
    public var recordsMax = 1 << 26
    /// Bytes of one record; a longer one is bad.
    public var recordBytesMax = 1 << 24
    /// Bad records in a row that end the reading.
    public var badRunMax = 10

    public init() {}
}
