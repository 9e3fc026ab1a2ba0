/// What a message is. The numbers never change and are never given out again.
///
/// 0x00xx belong to all, 0x01xx ... 0x0axx to clients, 0x10xx to the services among themselves, 0x20xx to events.
/// Kept free: 0x0bxx training, 0x0cxx evaluation.
public enum MessageKind: UInt16, CaseIterable, Sendable {
    case refusal = 0x0001
    case acknowledged = 0x0002
    case cancel = 0x0003
    case progress = 0x0004
    case hello = 0x0005
    case welcome = 0x0006

    case pushDocument = 0x0101
    case documentAccepted = 0x0102
    case showDocument = 0x0103
    case documentStatus = 0x0104
    case listDocuments = 0x0105
    case documentPage = 0x0106
    case fetchDocumentText = 0x0107
    case documentText = 0x0108
    case forgetDocument = 0x0109
    case forgetReport = 0x010a
    case awaitDocument = 0x010b
    case pinDocument = 0x010c

    case findGenerators = 0x0201
    case generators = 0x0202
    case ask = 0x0203
    case token = 0x0204
    case done = 0x0205

    case createPool = 0x0301
    case poolDescription = 0x0302
    case listPools = 0x0303
    case poolPage = 0x0304
    case showPool = 0x0305
    case forkPool = 0x0306
    case restorePool = 0x0307
    case rebuildPool = 0x0308
    case refreshPool = 0x0309
    case refreshReport = 0x030a
    case setRetention = 0x030b
    case retentionReport = 0x030c
    case dropPool = 0x030d
    case listVersions = 0x030e
    case versionPage = 0x030f
    case listModels = 0x0310
    case modelPage = 0x0311

    case listLog = 0x0401
    case logPage = 0x0402
    case showRecord = 0x0403
    case recordDetail = 0x0404
    case verifyLog = 0x0405
    case logVerdict = 0x0406
    case replayPool = 0x0407
    case replayVerdict = 0x0408

    case assertTriple = 0x0501
    case factRecorded = 0x0502
    case retractTriple = 0x0503
    case queryTriples = 0x0504
    case factPage = 0x0505

    case listJobs = 0x0601
    case jobPage = 0x0602
    case showJob = 0x0603
    case jobDescription = 0x0604
    case cancelJob = 0x0605
    case requeueJob = 0x0606
    case dropJob = 0x0607

    case showStatus = 0x0701
    case serviceStatus = 0x0702

    case createTenant = 0x0801
    case tenantShown = 0x0802
    case listTenants = 0x0803
    case tenantPage = 0x0804
    case setTenantLimits = 0x0805
    case createKey = 0x0806
    case keyCreated = 0x0807
    case listKeys = 0x0808
    case keyPage = 0x0809
    case revokeKey = 0x080a

    case listAbsorptions = 0x0901
    case absorptionPage = 0x0902
    case fetchBlob = 0x0903
    case blobChunk = 0x0904
    case putBlob = 0x0905
    case blobStored = 0x0906

    case submitEdit = 0x0a01
    case editAccepted = 0x0a02
    case showEdit = 0x0a03
    case awaitEdit = 0x0a04
    case editDetail = 0x0a05
    case listEdits = 0x0a06
    case editPage = 0x0a07
    case revertEdit = 0x0a08
    case evaluateEdit = 0x0a09
    case setGuard = 0x0a0a
    case showGuard = 0x0a0b
    case guardShown = 0x0a0c

    case appendDocuments = 0x1001
    case documentsAppended = 0x1002
    case authenticate = 0x1003
    case identity = 0x1004
    case registerWorker = 0x1010
    case workerRegistered = 0x1011
    case heartbeat = 0x1012
    case heartbeatReceived = 0x1013
    case requestAssignment = 0x1014
    case assignmentOffer = 0x1015
    case commitUpdate = 0x1017
    case updateCommitted = 0x1018
    case failUpdate = 0x1019
    case renewLeases = 0x101a
    case leasesRenewed = 0x101b
    case releaseJobs = 0x101c
    case fetchManifest = 0x101d
    case poolManifest = 0x101e
    case commitEdit = 0x101f
    case editCommitted = 0x1020

    case versionAdvanced = 0x2001
    case poolChanged = 0x2002
}
