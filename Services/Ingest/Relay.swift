package import MemoryTypes
package import ServiceKit
internal import StoreClient
package import Wire

/// Passes requests on to the store as they came, and the parts of the answers back.
package struct Relay: Sendable {
    private let store: RequestClient

    package init(store: RequestClient) { self.store = store }

    /// The longest that a request without a deadline is waited for.
    private static var patience: Duration { .seconds(3600) }

    /// Asks the store for the caller's tenant and in the caller's name. What only reads is asked again when the store
    /// goes away in between and nothing of the answer has come yet.
    package func pass(
        _ packet: Packet, _ context: RequestContext, send: @escaping @Sendable (Packet) throws(Refusal) -> Void
    ) async throws(Refusal) -> Packet {
        var backoff = Backoff(first: .milliseconds(20), longest: .seconds(1))
        let mayRepeat = packet.envelope.kind?.scope == .read
        let ends = ContinuousClock.now + context.left(atMost: Self.patience)
        while true {
            var partsSent = 0
            let options = CallOptions(
                within: ContinuousClock.now.duration(to: ends), tenant: context.tenant, trace: context.trace,
                actor: context.caller.key)
            do throws(Refusal) {
                return try await store.relay(packet, options) { (part) async throws(Refusal) in
                    partsSent += 1
                    try send(part)
                }
            } catch {
                let pause = backoff.next()
                guard mayRepeat, partsSent == 0, error.code == .storeUnavailable, .now + pause < ends, !Task.isCancelled
                else { throw error }
                await Backoff.pause(pause)
            }
        }
    }
}
