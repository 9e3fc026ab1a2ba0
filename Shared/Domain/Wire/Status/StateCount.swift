public import Bytes
public import MemoryTypes

/// How many jobs are in a state.
///
/// | field   | bytes | meaning |
/// |---------|-------|------------|
/// | `state` | 1     | the state |
/// | `count` | 8     | jobs in it |
public struct StateCount: ByteCodable, Hashable, Sendable {
    public let state: JobState
    public let count: UInt64

    public init(state: JobState, count: UInt64) {
        self.state = state
        self.count = count
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        state = try JobState(from: &reader)
        count = try reader.read()
    }

    public func write(to writer: inout ByteWriter) {
        state.write(to: &writer)
        writer.write(count)
    }
}
