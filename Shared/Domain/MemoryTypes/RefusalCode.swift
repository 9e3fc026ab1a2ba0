/// Why something was refused. The numbers never change and are never given out again; new ones come at the end of
/// their block.
public enum RefusalCode: UInt16, CaseIterable, Sendable {
    // The frame: 1 ...
    case notEngram = 1
    case wrongVersion = 2
    case corruptFrame = 3
    case oversized = 4
    case unknownKind = 5
    case malformedPayload = 6
    case notUTF8 = 7
    case deadlinePassed = 8
    case cancelled = 9
    case unexpectedKind = 10

    // The request: 100 ...
    case emptyDocument = 100
    case textTooLarge = 101
    case invalidLimit = 102
    case promptEmpty = 103
    case positionLimitExceeded = 104
    case unknownChatTemplate = 105
    case shapeInvalid = 106
    case tripleInvalid = 107
    case modelMismatch = 108
    case idempotencyConflict = 109
    case metadataInvalid = 110
    case nameInvalid = 111
    case documentInOtherPool = 112
    case stateUnfit = 113
    case modelWithoutMemory = 114
    case subjectNotInPrompt = 115
    case targetEmpty = 116
    case targetWithoutTokens = 117
    case editTooLong = 118
    case methodUnknown = 119
    case siteMissing = 120
    case statisticsMissing = 121
    case settingInvalid = 122
    case batchInvalid = 123
    case subjectMissing = 124
    case guardRefused = 125
    case editNotFinite = 126
    case artifactUnfit = 127
    case editReverted = 128

    // What is not there: 200 ...
    case unknownPool = 200
    case poolExists = 201
    case unknownVersion = 202
    case versionNotReached = 203
    case unknownDocument = 204
    case unknownJob = 205
    case unknownRecord = 206
    case unknownTriple = 207
    case unknownBlob = 208
    case unknownModel = 209
    case unknownTenant = 210
    case tenantExists = 211
    case unknownKey = 212
    case unknownWorker = 213
    case noGeneratorAvailable = 214
    case retentionDropped = 215
    case textPurged = 216
    case poolRetired = 217
    case unknownEdit = 218

    // Who asks: 300 ...
    case badCredential = 300
    case tenantMismatch = 301
    case scopeMissing = 302
    case tenantLimitReached = 303

    // Not now: 400 ...
    case queueFull = 400
    case shuttingDown = 401
    case storeUnavailable = 402
    case notOwner = 403
    case starting = 404
    case workerBusy = 405

    // Among services: 500 ...
    case staleBase = 500
    case leaseLost = 501
    case digestMismatch = 502
    case cutMismatch = 503
    case schemaNewer = 504
    case deltaInvalid = 505
    case staleStack = 506
    case editInvalid = 507

    // Ours: 600 ...
    case internalFault = 600
    case notBuilt = 601
    case databaseUnavailable = 602
}

extension RefusalCode {
    /// Whether the same request may succeed later without a change.
    public var isRetryable: Bool {
        switch self {
        case .corruptFrame, .versionNotReached, .noGeneratorAvailable, .queueFull, .shuttingDown, .storeUnavailable,
            .notOwner, .starting, .workerBusy, .unknownWorker, .databaseUnavailable, .tenantLimitReached:
            true
        default: false
        }
    }

    /// What it says if nobody says it better.
    public var sentence: String {
        switch rawValue / 100 {
        case 0: frameSentence
        case 1: rawValue < RefusalCode.subjectNotInPrompt.rawValue ? requestSentence : editSentence
        case 2: absenceSentence
        case 3: callerSentence
        default: serviceSentence
        }
    }

    private var frameSentence: String {
        switch self {
        case .notEngram: "The frame does not begin with Engram's magic number."
        case .wrongVersion: "The frame's schema version is not spoken here."
        case .corruptFrame: "The frame's checksum does not fit its bytes."
        case .oversized: "The message is longer than its limit."
        case .unknownKind: "The message's kind is not known here."
        case .malformedPayload: "The message's fields do not fit its kind."
        case .notUTF8: "A text is not UTF-8."
        case .deadlinePassed: "The deadline passed before there was an answer."
        case .cancelled: "The request was cancelled."
        default: "A message of this kind is not expected here."
        }
    }

    private var requestSentence: String {
        switch self {
        case .emptyDocument: "The document has no text."
        case .textTooLarge: "A field is longer than its limit."
        case .invalidLimit: "A limit is zero, negative or too large."
        case .promptEmpty: "The query has neither a prompt nor messages."
        case .positionLimitExceeded: "Memory, prompt and new tokens together exceed the model's positions."
        case .unknownChatTemplate: "The model's chat template is not known; ask with a plain prompt."
        case .shapeInvalid: "The pool's sizes do not fit together."
        case .tripleInvalid: "The triple is not valid."
        case .modelMismatch: "The pool was made for another model."
        case .idempotencyConflict: "The same identifier was used before for something else."
        case .metadataInvalid: "The metadata is not a JSON object."
        case .nameInvalid: "A name has 1 to 64 characters of a-z 0-9 . _ - and begins with a letter or a digit."
        case .documentInOtherPool: "The document belongs to another pool."
        case .modelWithoutMemory: "The model has no memory: it can be asked, but no pool is made for it."
        default: "What was asked does not fit the state it would change."
        }
    }

    private var editSentence: String {
        switch self {
        case .subjectNotInPrompt: "The prompt does not contain the subject."
        case .targetEmpty: "The target is empty."
        case .targetWithoutTokens: "The target has no token of its own."
        case .editTooLong: "A text of the edit is longer than its limit."
        case .methodUnknown: "There is no editing method of that name."
        case .siteMissing: "The model has no such layer or matrix."
        case .statisticsMissing: "The method needs statistics of the model that nobody has computed."
        case .settingInvalid: "A setting of the editing method cannot be used."
        case .batchInvalid: "The method does not take so many facts at once."
        case .subjectMissing: "The method needs a subject."
        case .guardRefused: "The edit crosses a threshold of the guard."
        case .editNotFinite: "The edit came out with a number that is not finite."
        case .artifactUnfit: "The artifact was made for another model, or cannot be read."
        default: "The edit is not in force."
        }
    }

    private var absenceSentence: String {
        switch self {
        case .unknownPool: "There is no such pool."
        case .poolExists: "There is already a pool of that name."
        case .unknownVersion: "The pool has no such version."
        case .versionNotReached: "The pool did not reach that version in time."
        case .unknownDocument: "There is no such document."
        case .unknownJob: "There is no such job."
        case .unknownRecord: "The log has no such record."
        case .unknownTriple: "There is no such fact."
        case .unknownBlob: "There is no such blob."
        case .unknownModel: "No worker has registered such a model."
        case .unknownTenant: "There is no such tenant."
        case .tenantExists: "There is already a tenant of that name."
        case .unknownKey: "There is no such key."
        case .unknownWorker: "The worker is not registered; it must register again."
        case .noGeneratorAvailable: "No generation worker can be asked now."
        case .retentionDropped: "Retention has dropped what this would need."
        case .textPurged: "The text was erased."
        case .unknownEdit: "There is no such edit."
        default: "The pool has been retired."
        }
    }

    private var callerSentence: String {
        switch self {
        case .badCredential: "The credential opens nothing here."
        case .tenantMismatch: "The tenant is not the credential's."
        case .scopeMissing: "The credential does not open this."
        default: "The tenant has reached one of its limits."
        }
    }

    private var serviceSentence: String {
        switch self {
        case .queueFull: "The queue is full."
        case .shuttingDown: "The service is shutting down."
        case .storeUnavailable: "MemoryStore cannot be reached."
        case .notOwner: "Another MemoryStore owns this pool."
        case .starting: "The service is starting."
        case .workerBusy: "The worker has as many queries as it can take."
        case .staleBase: "The shard has moved on since the base of this delta."
        case .leaseLost: "The lease is another worker's now."
        case .digestMismatch: "The bytes do not have the digest they were sent under."
        case .cutMismatch: "The document was cut differently before."
        case .schemaNewer: "The database is newer than this program."
        case .deltaInvalid: "The delta does not fit the pool, or holds a number that is not finite."
        case .staleStack: "The stack of edits has moved on since this was computed."
        case .editInvalid: "What was computed does not fit what was asked."
        case .notBuilt: "This part is not built yet."
        case .databaseUnavailable: "The database cannot be reached."
        default: "The service has failed; its log says why."
        }
    }
}
