public import MemoryTypes
import PostgreSQL

/// What taking an edit back has done so far.
public enum Reversion: Sendable, Equatable {
    /// It is out.
    case done(CommittedEdit)
    /// The edits behind it have to be computed again first.
    case queued(JobRow)
    /// That is under way already.
    case underWay
}

extension Session {
    /// Takes an edit back. Without edits behind it there is nothing to compute, and it is done at once.
    ///
    /// - Parameter replays: whether the edits behind it are computed again; else they stay as they are.
    /// - Throws: `unknownEdit`, `editReverted`, `editReverting`, `replayTooLarge`.
    public func revert(
        _ edit: EditID, in pool: PoolID, replays: Bool, _ deed: Deed
    ) throws(LedgerError) -> Reversion {
        try changing(pool) { chain throws(LedgerError) in
            let row = try editRow(edit, in: pool)
            guard let later = chain.stack.behind(edit) else { throw .editReverted }
            guard row.state != .reverting else {
                guard replays else { throw .editReverting }
                return .underWay
            }
            guard replays, !later.isEmpty else {
                let first = chain.version
                try drop(edit, replays: replays, in: &chain, deed)
                return .done(try outcome(of: edit, in: chain, since: first))
            }
            try requireReplayable(later, in: pool)
            return .queued(try queue(.replay, of: row.row, in: try loadHead(of: pool), deed))
        }
    }

    /// An assignment holds the drafts of all edits it computes.
    private func requireReplayable(_ edits: [StackedEdit], in pool: PoolID) throws(LedgerError) {
        let bytes = try row(
            "SELECT coalesce(sum(octet_length(draft)), 0)::bigint FROM edits WHERE pool = $1 AND edit = ANY($2)",
            [pool.sql, .byteStrings(edits.map(\.edit.bytes))]
        ) { row throws(LedgerError) in try row.unsigned(0) } ?? 0
        guard bytes <= UInt64(Limits.draftBytesMax) else { throw .replayTooLarge(bytes) }
    }

    /// Asks that an edit in force be measured.
    ///
    /// - Throws: `unknownEdit`, `editReverted`.
    public func evaluate(
        _ edit: EditID, asking items: [EditItem], in pool: PoolID, _ deed: Deed
    ) throws(LedgerError) -> JobRow {
        try transaction { () throws(LedgerError) in
            try requireEpoch()
            let row = try editRow(edit, in: pool)
            guard row.position != nil else { throw .editReverted }
            return try queue(.evaluate, of: row.row, in: try loadHead(of: pool), items: items, deed)
        }
    }
}
