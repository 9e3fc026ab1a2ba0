/// Where a reader stands, and what it has met: small enough to be kept in every checkpoint.
public struct DatasetPosition: Codable, Equatable, Sendable {
    /// Passes over the whole file that are done.
    public var epoch = 0
    /// Records of this pass that were taken up, in the reader's order.
    public var next = 0
    /// Bad records in a row up to here.
    public var badRun = 0
    /// Over all passes: records given, records left out as bad, records left out because they are kept for evaluation.
    public var given = 0, bad = 0, excluded = 0
    /// Lower-case hexadecimal SHA-256 of the file; empty before the first record.
    public var digest = ""

    public init() {}
}
