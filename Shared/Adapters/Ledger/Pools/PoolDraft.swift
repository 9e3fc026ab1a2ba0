public import MemoryTypes

/// A pool that is to be created. What has to be drawn at random is drawn by the caller.
public struct PoolDraft: Sendable {
    public let tenant: TenantName
    public let name: PoolName
    public let uid: PoolUID
    public let seed: UInt64

    public init(tenant: TenantName, name: PoolName, uid: PoolUID, seed: UInt64) {
        self.tenant = tenant
        self.name = name
        self.uid = uid
        self.seed = seed
    }
}

/// Who did something, and when: part of a log record.
public struct Deed: Sendable {
    public let actor: String
    public let time: Timestamp

    public init(by actor: String, at time: Timestamp) {
        self.actor = actor
        self.time = time
    }
}
