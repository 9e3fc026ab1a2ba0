internal import Foundation
internal import MemoryTypes
internal import Wire

/// A pool for people and machines.
struct PoolReport: Report {
    let name, tenant, model, modelDigest, uid, stateHash, headHash: String
    let version, position, documents, facts, oldestReplayable, pending: UInt64
    let layers, width, tokens, updateTokens, shards: Int
    let initialised: Bool
    let halfLife: Double
    let forkedFrom: String?
    let created: Date
    /// Documents of which less than half is expected to be left; nil if they were not looked at.
    var faded: Int?

    init(_ pool: PoolDescription) {
        name = pool.name.text
        tenant = pool.tenant.text
        model = pool.modelName
        modelDigest = pool.model.description
        uid = pool.uid.description
        stateHash = pool.stateHash.description
        headHash = pool.headHash.description
        version = pool.version.value
        position = pool.position.value
        documents = pool.documents
        facts = pool.facts
        oldestReplayable = pool.oldestReplayable.value
        pending = pool.shards.reduce(0) { $0 + $1.pendingJobs }
        layers = pool.shape.layers
        width = pool.shape.width
        tokens = pool.shape.tokens
        updateTokens = pool.shape.updateTokens
        shards = pool.shape.shards
        initialised = pool.initialised
        halfLife = pool.halfLife
        forkedFrom = pool.fork.map { "\($0.pool)@\($0.version)" }
        created = pool.created.date
    }

    func write(to terminal: Terminal) {
        var details = Details()
        details.add("pool", name)
        details.add("tenant", tenant)
        details.add("version", "\(version)")
        details.add("log position", "\(position)")
        details.add("model", "\(model) (\(modelDigest.prefix(12)))")
        details.add("memory", "\(layers) layers x \(tokens) tokens x \(width), \(updateTokens) new in each update")
        details.add("shards", shards == 1 ? nil : "\(shards)")
        details.add("initialised", initialised ? nil : "no: the first document fills it")
        details.add("documents", "\(documents) absorbed" + (pending > 0 ? ", \(pending) waiting" : ""))
        details.add("facts", facts == 0 ? nil : "\(facts)")
        details.add("forked from", forkedFrom)
        details.add("replayable from", oldestReplayable == 0 ? nil : "version \(oldestReplayable)")
        details.add("state hash", stateHash)
        details.add("log hash", headHash)
        details.add("created", Timestamp(created).text)
        details.add("half-life", Self.halfLifeSentence(halfLife))
        details.write(to: terminal)
        if let faded, faded > 0 {
            terminal.warn(
                "Of \(Amounts.counted(faded, "document")) less than half is expected to be left. "
                    + "Absorb them again: engram pools refresh \(name) --below 0.5")
        }
    }

    static func halfLifeSentence(_ halfLife: Double) -> String? {
        guard halfLife.isFinite, halfLife > 0 else { return nil }
        return
            "half of a document is expected to be left after \(Int(halfLife.rounded(.up))) further updates of its shard"
    }
}

/// Pools, one a row.
struct PoolListReport: Report {
    let pools: [PoolReport]

    func write(to terminal: Terminal) {
        guard !pools.isEmpty else { return terminal.note("There are no pools yet. Make one: engram pools create NAME") }
        var table = Table(
            .left("pool"), .right("version"), .right("position"), .right("documents"), .right("waiting"),
            .right("half-life"), .left("model"), .left("state"))
        for pool in pools {
            table.add(
                pool.name, "\(pool.version)", "\(pool.position)", "\(pool.documents)", "\(pool.pending)",
                pool.halfLife.isFinite ? "\(Int(pool.halfLife.rounded(.up)))" : "-", pool.model,
                String(pool.stateHash.prefix(12)))
        }
        table.write(to: terminal)
    }
}
