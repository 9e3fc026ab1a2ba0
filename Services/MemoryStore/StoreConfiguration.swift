import ServiceKit

/// The settings of MemoryStore.
struct StoreConfiguration: Equatable {
    /// Where requests come in.
    let requests: String
    /// Where versions are published.
    let events: String
    /// What libpq connects with.
    let connection: String
    let policy: JobScheduler.Policy
    /// Jobs that may wait in all; further documents are refused.
    let queueMax: Int
    /// How long a commit waits for a database that is away, in seconds.
    let databasePatience: Duration
    /// Whether edits are measured after further absorptions.
    let measuresEdits: Bool
    let drain: Duration
    /// CURVE public keys, or files of them, between commas.
    let trustedKeys: String

    static let settings: [Setting] = [
        Setting("requests", "Endpoint of requests.", default: "tcp://127.0.0.1:7411"),
        Setting("events", "Endpoint on which versions are published.", default: "tcp://127.0.0.1:7412"),
        Setting("advertise-events", "The events endpoint as workers reach it; empty: the bound one.", default: ""),
        Setting(
            "database", "PostgreSQL to keep everything in: libpq's key=value words or a URI.",
            default: "dbname=engram", isSecret: true),
        Setting(
            "trusted-keys",
            "CURVE public keys, or files of them, between commas: Engram's own processes and operators, who may do "
                + "everything. This process's own key always is one.",
            default: ""),
        Setting("lease", .number(1...3600), "Seconds after which a lease that is not renewed is lost.", default: "15"),
        Setting(
            "job-seconds", .number(1...86400), "Seconds after which a job is taken back however often it is renewed.",
            default: "900"),
        Setting(
            "retry-total", .number(0...86400), "Seconds a failing job may block its shard before it is parked.",
            default: "60"),
        Setting("queue-max", .number(1...100_000_000), "Jobs that may wait in all.", default: "1000000"),
        Setting(
            "database-patience", .number(0...3600), "Seconds a commit waits for a database that is away.",
            default: "30"),
        Setting(
            "measure-edits", .number(0...1),
            "1: edits are measured again with the pool's memory, at once and after 10 and 100 further absorptions.",
            default: "1"),
        Setting("writers", .number(1...16), "Connections that commit versions.", default: "2"),
    ]

    init(_ settings: Settings) {
        requests = settings.text("requests")
        events = settings.text("events")
        connection = settings.text("database")
        trustedKeys = settings.text("trusted-keys")
        var policy = JobScheduler.Policy()
        policy.lease = Int64(settings.number("lease")) * 1_000_000
        policy.jobTimeMax = Int64(settings.number("job-seconds")) * 1_000_000
        policy.retryTotal = Int64(settings.number("retry-total")) * 1_000_000
        self.policy = policy
        queueMax = settings.number("queue-max")
        databasePatience = .seconds(settings.number("database-patience"))
        measuresEdits = settings.number("measure-edits") == 1
        drain = .seconds(settings.number("drain-seconds"))
    }
}
