internal import Bytes
internal import Foundation
internal import MemoryTypes
internal import Wire

/// A log record for people and machines: what stands in front of every record, and the whole in hexadecimal.
struct RecordRow: Encodable, Sendable {
    let position: UInt64
    let kind, actor, hash, record: String
    let time: Date

    init(_ entry: LogEntry) throws(Failure) {
        do throws(BytesError) {
            var reader = ByteReader(entry.record)
            _ = try reader.read(UInt8.self)
            position = try reader.read(UInt64.self)
            kind = RecordKindName.of(try reader.read(UInt8.self))
            _ = try PoolUID(from: &reader)
            time = try Timestamp(from: &reader).date
            actor = try reader.readString(bytes: 0...64)
        } catch {
            throw Failure(.data, "Record \(entry.position) cannot be read: \(error)")
        }
        hash = entry.hash.description
        record = entry.record.hexadecimal
    }
}
