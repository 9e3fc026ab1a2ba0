public import MemoryTypes

extension MessageKind {
    /// What a caller must be allowed to send this; nil if nobody sends it as a request.
    public var scope: Scopes? {
        switch self {
        case .cancel, .hello:
            []
        case .showDocument, .listDocuments, .fetchDocumentText, .awaitDocument, .findGenerators, .ask,
            .listPools, .showPool, .listVersions, .listModels, .listLog, .showRecord, .verifyLog, .replayPool,
            .queryTriples, .listJobs, .showJob, .showStatus, .showEdit, .awaitEdit, .listEdits, .showGuard:
            .read
        case .pushDocument, .pinDocument, .assertTriple, .retractTriple, .cancelJob, .submitEdit,
            .revertEdit, .evaluateEdit:
            .write
        case .forgetDocument, .createPool, .forkPool, .restorePool, .rebuildPool, .refreshPool, .setRetention,
            .dropPool, .requeueJob, .dropJob, .listAbsorptions, .fetchBlob, .putBlob, .setGuard:
            .admin
        case .createTenant, .listTenants, .setTenantLimits, .createKey, .listKeys, .revokeKey:
            .operator
        case .appendDocuments, .authenticate, .registerWorker, .heartbeat, .requestAssignment,
            .commitUpdate, .commitEdit, .failUpdate, .renewLeases, .releaseJobs, .fetchManifest:
            .service
        default:
            nil
        }
    }
}
