import Ledger
import Logging
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    /// Who answers what.
    var handlers: RequestHandlers {
        var handlers = RequestHandlers()
        addWorkHandlers(to: &handlers)
        addBlobHandlers(to: &handlers)
        addDocumentHandlers(to: &handlers)
        addJobHandlers(to: &handlers)
        addPoolHandlers(to: &handlers)
        addPoolChangeHandlers(to: &handlers)
        addLogHandlers(to: &handlers)
        addFactHandlers(to: &handlers)
        addForgettingHandlers(to: &handlers)
        addEditHandlers(to: &handlers)
        addTenantHandlers(to: &handlers)
        addStatusHandlers(to: &handlers)
        return handlers
    }

    /// The words for an error that is no refusal; what they do not say goes to the log.
    func refusal(for error: any Error) -> Refusal {
        guard let fault = error as? LedgerError else {
            logger.error("a request failed", metadata: ["error": "\(error)"])
            return Refusal(.internalFault)
        }
        let refusal = fault.refusal
        if refusal.code == .internalFault || refusal.code == .databaseUnavailable {
            logger.error("the ledger failed", metadata: ["error": "\(fault)"])
        }
        return refusal
    }

    /// The number of the caller's pool.
    func pool(_ name: PoolName, _ context: RequestContext) async throws -> PoolID {
        try await read { session throws(LedgerError) in try session.pool(name, of: context.tenant) }
    }
}
