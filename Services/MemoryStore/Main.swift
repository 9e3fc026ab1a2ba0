import Ledger
import Logging
import MemoryTypes
import PostgreSQL
import ServiceKit
import ServiceLifecycle
import Wire

/// What this program says it is.
enum Version {
    static let text = "0.1.0"
}

/// MemoryStore keeps: the only service that opens PostgreSQL.
@main
struct Main {
    static func main() async {
        await ServiceMain.run("store", version: Version.text, settings: StoreConfiguration.settings) { process in
            let configuration = StoreConfiguration(process.settings)
            try process.checkBind(configuration.requests)
            try process.checkBind(configuration.events)
            let owner = try await StoreOwner.begin(configuration, process.logger)
            let store = try await Store.open(configuration, owner, process)
            process.admitToEvents(store.gate)
            let frontend = RequestFrontend(
                store.frontendOptions(process), in: process.context, gate: store.gate, handlers: store.handlers,
                translate: { store.refusal(for: $0) })
            process.announcement.note("requests", try await frontend.start())
            process.announcement.note("events", store.eventsEndpoint)
            return [
                StoreService(store: store, owner: owner), FrontendService(frontend, drainWithin: configuration.drain),
            ]
        }
    }
}
