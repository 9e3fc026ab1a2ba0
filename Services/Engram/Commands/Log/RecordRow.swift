internal import Bytes
internal import Foundation
internal import MemoryTypes
internal import Wire

/// A log record for people and machines: what stands in front of every record, and the whole in hexadecimal.
struct RecordRow: Encodable, Sendable {
    let position: UInt64
    let kind, actor, hash, record: String
    let time: Date
    /// The edit that a record of one is about.
    let edit: String?
    /// What it did to the stack of edits.
    let change: String?

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
        (edit, change) = Self.stackChange(entry.record)
        hash = entry.hash.description
        record = entry.record.hexadecimal
    }

    /// A record of a later program, which cannot be read whole, changes nothing that can be told.
    private static func stackChange(_ bytes: [UInt8]) -> (edit: String?, change: String?) {
        switch (try? LogRecord(decoding: bytes))?.event {
        case .edit(let event):
            let before = event.supersedes.value == 0 ? "" : ", in the place of record \(event.supersedes)"
            return (event.edit.description, "artifact \(event.artifact)\(before)")
        case .revert(let event):
            let how = event.replays ? "replay" : "drop"
            return (event.edit.description, "\(how): takes out what record \(event.record) put in")
        default: return (nil, nil)
        }
    }
}
