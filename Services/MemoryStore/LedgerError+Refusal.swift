import Ledger
import MemoryTypes
import PostgreSQL

extension LedgerError {
    /// The words of MemoryStore for what its ledger refuses. No SQL reaches a client.
    var refusal: Refusal {
        switch self {
        case .database(let cause): cause.refusal
        case .corrupt: Refusal(.internalFault)
        case .schemaNewer: Refusal(.schemaNewer)
        case .fenced: Refusal(.notOwner, "Another MemoryStore has taken over.")
        case .staleHead: Refusal(.databaseUnavailable, "The database was busy.", retryAfter: 50)
        case .notOwner: Refusal(.notOwner, retryAfter: 500)
        default: callersFault
        }
    }

    private var callersFault: Refusal {
        switch self {
        case .unknownTenant(let name): Refusal(.unknownTenant, "There is no tenant \(name).")
        case .tenantExists(let name): Refusal(.tenantExists, "There is already a tenant \(name).")
        case .unknownKey: Refusal(.unknownKey)
        case .tenantLimit(let what, let limit):
            Refusal(.tenantLimitReached, "The tenant may have \(limit) \(what).", numbers: [Int64(clamping: limit)])
        case .unknownModel(let text): Refusal(.unknownModel, "There is no model \(text) to make pools for.")
        case .modelWithoutMemory(let name):
            Refusal(
                .modelWithoutMemory, "The model \(name) has no memory: it can be asked, but no pool is made for it.")
        case .unknownPool: Refusal(.unknownPool)
        case .rebuilding(let name):
            Refusal(.stateUnfit, "The pool is being rebuilt already, as \(name); drop that one to begin anew.")
        case .poolExists(let name): Refusal(.poolExists, "There is already a pool \(name).")
        case .shapeInvalid(let text): Refusal(.shapeInvalid, "\(text).")
        case .unknownVersion(let asked, let oldest, let newest):
            Refusal(
                .unknownVersion, "There is no version \(asked); the pool has \(oldest) ... \(newest).",
                numbers: [asked, oldest, newest].map { Int64(clamping: $0.value) })
        case .retentionDropped(let asked, let readable): Refusal(dropped: asked, readable: readable)
        case .unknownRecord(let position): Refusal(.unknownRecord, "The log has no record \(position).")
        default: documentsFault
        }
    }

    private var documentsFault: Refusal {
        switch self {
        case .unknownDocument: Refusal(.unknownDocument)
        case .documentInOtherPool: Refusal(.documentInOtherPool)
        case .idempotencyConflict: Refusal(.idempotencyConflict)
        case .textPurged: Refusal(.textPurged)
        case .unknownJob: Refusal(.unknownJob)
        case .jobState(let state): Refusal(.stateUnfit, "The job is \(state).")
        case .unknownEdit, .editReverted, .editReverting, .staleStack, .editInvalid, .artifactUnfit, .editNotFinite,
            .guardRefused, .replayTooLarge:
            editsFault
        case .unknownFact: Refusal(.unknownTriple)
        case .tripleInvalid(let text): Refusal(.tripleInvalid, "The triple is not valid: \(text).")
        default: workersFault
        }
    }

    private var editsFault: Refusal {
        switch self {
        case .unknownEdit: Refusal(.unknownEdit)
        case .editReverted: Refusal(.editReverted)
        case .editReverting: Refusal(.stateUnfit, "The edits behind it are being computed again without it.")
        case .staleStack: Refusal(.staleStack)
        case .editInvalid(let text): Refusal(.editInvalid, "What was computed does not fit what was asked: \(text).")
        case .artifactUnfit(let text): Refusal(.artifactUnfit, "The artifact cannot be used: \(text).")
        case .editNotFinite: Refusal(.editNotFinite)
        case .guardRefused(let breaches): Refusal(breaches)
        case .replayTooLarge(let bytes):
            Refusal(
                .oversized,
                "The edits to compute again hold \(bytes) bytes; at most \(Limits.draftBytesMax) at one time.",
                numbers: [Int64(clamping: bytes), Int64(Limits.draftBytesMax)])
        default: Refusal(.internalFault)
        }
    }

    private var workersFault: Refusal {
        switch self {
        case .leaseLost, .wrongPiece: Refusal(.leaseLost)
        case .staleBase(let asked, let current):
            Refusal(
                .staleBase, "The delta was computed from version \(asked); the shard stands at \(current).",
                numbers: [asked, current].map { Int64(clamping: $0.value) })
        case .cutMismatch: Refusal(.cutMismatch)
        case .deltaInvalid(let text): Refusal(.deltaInvalid, "The delta does not fit: \(text).")
        case .unknownBlob(let digest): Refusal(.unknownBlob, "There is no blob \(digest).")
        case .digestMismatch: Refusal(.digestMismatch)
        case .blobOffset(let asked, let received):
            Refusal(
                .malformedPayload, "The part begins at byte \(asked); \(received) bytes are there.",
                numbers: [Int64(clamping: asked), Int64(clamping: received)])
        default: Refusal(.internalFault)
        }
    }
}

extension Refusal {
    /// Says what was dropped and what is there; a pool may have many stretches, the newest ones are of use.
    fileprivate init(dropped asked: PoolVersion, readable: [ClosedRange<PoolVersion>]) {
        let shown = readable.suffix(3)
        let stretches = shown.map { range in
            range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
        }
        let there = stretches.isEmpty ? "" : "; versions that can be read: " + stretches.joined(separator: ", ")
        self.init(
            .retentionDropped,
            "Version \(asked) was made of deltas that retention dropped or a purge erased\(there).",
            numbers: ([asked] + shown.flatMap { [$0.lowerBound, $0.upperBound] }).map { Int64(clamping: $0.value) })
    }
}

extension PostgreSQLError {
    fileprivate var refusal: Refusal {
        switch self {
        case .connectionLost, .exhausted: Refusal(.databaseUnavailable, retryAfter: 500)
        case .conflict: Refusal(.databaseUnavailable, "The database was busy.", retryAfter: 50)
        case .parameter(let wanted, let found):
            Refusal(.malformedPayload, "A value cannot be stored: \(wanted) was wanted, not \(found).")
        default: Refusal(.internalFault)
        }
    }
}
