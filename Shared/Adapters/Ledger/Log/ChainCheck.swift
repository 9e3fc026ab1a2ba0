import Bytes
import MemoryTypes

/// Walks a hash chain from its beginning.
struct ChainCheck {
    struct Stored {
        let record: [UInt8]
        let hash: RecordHash
        let state: StateHash?
        let delta: BlobDigest?
        let forgotten: [UInt8]?
    }

    let uid: PoolUID
    private(set) var next = LogPosition(0)
    private(set) var hash = RecordHash.zero
    private(set) var records: UInt64 = 0
    private(set) var fault: (position: LogPosition, reason: String)?

    init(uid: PoolUID) { self.uid = uid }

    mutating func take(_ stored: Stored) {
        guard fault == nil else { return }
        let found = RecordHash(of: stored.record, after: hash)
        guard found == stored.hash else { return fail("its hash is not that of its bytes and the record before it") }
        let record: LogRecord
        do throws(BytesError) { record = try LogRecord(decoding: stored.record) } catch {
            return fail("it cannot be read: \(error)")
        }
        guard record.pool == uid, record.position == next else { return fail("it belongs to another place or pool") }
        if let reason = disagreement(record.event, stored) { return fail(reason) }
        hash = found
        next = next.next
        records += 1
    }

    /// What the version's row says otherwise than the record.
    private func disagreement(_ event: LogEvent, _ stored: Stored) -> String? {
        switch event {
        case .create(let event): event.state == stored.state ? nil : "the version's state is another one"
        case .restore(let event): event.state == stored.state ? nil : "the version's state is another one"
        case .edit(let event): event.state == stored.state ? nil : "the version's state is another one"
        case .revert(let event): event.state == stored.state ? nil : "the version's state is another one"
        case .absorb(let event):
            if event.state != stored.state {
                "the version's state is another one"
            } else if event.delta != stored.delta {
                "the version's delta is another one"
            } else if event.forgotten != stored.forgotten.map({ BlobDigest(of: $0) }) {
                "other slots were forgotten"
            } else {
                nil
            }
        default: nil
        }
    }

    mutating func fail(_ reason: String, at position: LogPosition? = nil) {
        fault = (position ?? next, reason)
    }
}
