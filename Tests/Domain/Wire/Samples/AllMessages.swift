import MemoryTypes
import Wire

/// Every message there is.
let allMessages: [any (Message & Sampled).Type] = [
    Refusal.self,
    Acknowledged.self, Cancel.self, Progress.self, Hello.self, Welcome.self, PushDocument.self,
    DocumentAccepted.self, ShowDocument.self, DocumentStatus.self, ListDocuments.self, DocumentPage.self,
    FetchDocumentText.self, DocumentText.self, ForgetDocument.self, ForgetReport.self, AwaitDocument.self,
    PinDocument.self, FindGenerators.self, Generators.self, Ask.self, Token.self, Done.self, CreatePool.self,
    PoolDescription.self, ListPools.self, PoolPage.self, ShowPool.self, ForkPool.self, RestorePool.self,
    RebuildPool.self, RefreshPool.self, RefreshReport.self, SetRetention.self, RetentionReport.self, DropPool.self,
    ListVersions.self, VersionPage.self, ListModels.self, ModelPage.self, ListLog.self, LogPage.self,
    ShowRecord.self, RecordDetail.self, VerifyLog.self, LogVerdict.self, ReplayPool.self, ReplayVerdict.self,
    AssertTriple.self, FactRecorded.self, RetractTriple.self, QueryTriples.self, FactPage.self, ListJobs.self,
    JobPage.self, ShowJob.self, JobDescription.self, CancelJob.self, RequeueJob.self, DropJob.self, ShowStatus.self,
    ServiceStatus.self, CreateTenant.self, TenantShown.self, ListTenants.self, TenantPage.self, SetTenantLimits.self,
    CreateKey.self, KeyCreated.self, ListKeys.self, KeyPage.self, RevokeKey.self, ListAbsorptions.self,
    AbsorptionPage.self, FetchBlob.self, BlobChunk.self, PutBlob.self, BlobStored.self, AppendDocuments.self,
    DocumentsAppended.self, Authenticate.self, Identity.self, RegisterWorker.self, WorkerRegistered.self,
    Heartbeat.self, HeartbeatReceived.self, RequestAssignment.self, AssignmentOffer.self, CommitUpdate.self,
    UpdateCommitted.self, FailUpdate.self, RenewLeases.self, LeasesRenewed.self, ReleaseJobs.self,
    FetchManifest.self, PoolManifest.self, VersionAdvanced.self, PoolChanged.self, SubmitEdit.self, EditAccepted.self,
    ShowEdit.self, AwaitEdit.self, EditDetail.self, ListEdits.self, EditPage.self, RevertEdit.self, EvaluateEdit.self,
    SetGuard.self, ShowGuard.self, GuardShown.self, CommitEdit.self, EditCommitted.self,
]
