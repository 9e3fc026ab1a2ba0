public import MemoryTypes
public import PostgreSQL

/// Why the ledger did not do what was asked. Nothing has been written when one of these is thrown, unless it says so.
public enum LedgerError: Error, Equatable, Sendable {
    /// The database cannot be reached, is full, or two transactions met. Whether a commit under way took place is not
    /// known; everything here may be done again and is one deed.
    case database(PostgreSQLError)
    /// The database holds what this program does not understand.
    case corrupt(String)
    case schemaNewer(found: Int, known: Int)
    /// Another store has taken over with a higher epoch.
    case fenced
    /// Another store holds the pool and has not let go of it yet.
    case notOwner(PoolID)
    case unknownTenant(TenantName)
    case tenantExists(TenantName)
    case unknownKey
    case tenantLimit(what: String, limit: UInt64)
    case unknownModel(String)
    case modelWithoutMemory(String)
    case unknownPool
    case poolExists(PoolName)
    case shapeInvalid(String)
    /// The pool is being rebuilt already, as this one.
    case rebuilding(as: PoolName)
    case unknownVersion(asked: PoolVersion, oldest: PoolVersion, newest: PoolVersion)
    /// What the version was made of was dropped by retention or erased by a purge.
    ///
    /// - Parameter readable: the stretches of versions that can be read, the oldest first.
    case retentionDropped(asked: PoolVersion, readable: [ClosedRange<PoolVersion>])
    case unknownRecord(LogPosition)
    case unknownDocument
    case documentInOtherPool
    /// The identifier stands for another body.
    case idempotencyConflict
    case textPurged
    case unknownJob
    case jobState(JobState)
    case leaseLost
    case staleBase(asked: PoolVersion, current: PoolVersion)
    /// The pool's head is not the one this session knows.
    case staleHead
    case wrongPiece(asked: UInt32, next: UInt32)
    case cutMismatch
    case deltaInvalid(String)
    case unknownBlob(BlobDigest)
    case digestMismatch(BlobDigest)
    case blobOffset(asked: UInt64, received: UInt64)
    case unknownEdit
    /// The edit is not in force.
    case editReverted
    /// Later edits are being computed again without it.
    case editReverting
    /// Edits came or went since the stack that this was computed on.
    case staleStack(asked: BlobDigest, current: BlobDigest)
    case editInvalid(String)
    case artifactUnfit(String)
    case editNotFinite
    /// Numbers crossed thresholds of the guard.
    case guardRefused([EditBreach])
    /// The drafts of the edits that would be computed again have so many bytes together.
    case replayTooLarge(UInt64)
    case unknownFact
    case tripleInvalid(String)
}

extension LedgerError: CarriesPostgreSQLError {
    public init(_ cause: PostgreSQLError) { self = .database(cause) }

    public var postgreSQL: PostgreSQLError? {
        if case .database(let cause) = self { cause } else { nil }
    }
}
