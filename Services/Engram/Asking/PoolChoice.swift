package import MemoryTypes
internal import Wire

/// Which pool a question reads that does not say it.
package enum PoolChoice {
    /// The only pool there is, or none where there is none: who asks without saying more means what was absorbed.
    ///
    /// - Throws: `usage` if there are several.
    package static func only(of names: [String]) throws(Failure) -> PoolName? {
        guard names.count > 1 else { return names.first.flatMap { PoolName($0) } }
        let some = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and more" : "")
        throw Failure(
            .usage, "There are \(names.count) pools: \(some).",
            advice: "Say which with --pool NAME, or --no-memory to ask the model alone.")
    }

    /// The only pool of the tenant.
    static func only(_ conversation: any Conversation) async throws -> PoolName? {
        try only(of: await conversation.allPools().map(\.name.text))
    }
}
