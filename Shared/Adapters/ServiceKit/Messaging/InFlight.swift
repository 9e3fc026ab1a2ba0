internal import MemoryTypes
internal import Synchronization

/// A request under way at a frontend.
struct RequestKey: Hashable, Sendable {
    let peer: [UInt8]
    let correlation: UInt64
}

/// The requests under way at a frontend: how many, since when, and how to end them.
final class InFlight: Sendable {
    private struct Entry {
        /// Told from a later request under the same key.
        let number: UInt64
        let deadline: Int64?
        var cancel: (@Sendable () -> Void)?
        /// Why it was cancelled.
        var reason: RefusalCode?
    }

    /// A request that has just ended.
    struct Ending {
        /// Why it was cancelled, if it was.
        let reason: RefusalCode?
    }

    private struct State {
        var entries: [RequestKey: Entry] = [:]
        var perPeer: [[UInt8]: Int] = [:]
        var isDraining = false
        var drained: CheckedContinuation<Void, Never>?
        /// Requests that have begun so far.
        var begun: UInt64 = 0
        /// Requests that have ended and whose answer is not sent yet.
        var answering = 0

        var isEmpty: Bool { entries.isEmpty && answering == 0 }
    }

    private let state = Mutex(State())
    private let inFlightMax: Int
    private let perPeerMax: Int

    init(inFlightMax: Int, perPeerMax: Int) {
        self.inFlightMax = inFlightMax
        self.perPeerMax = perPeerMax
    }

    var count: Int { state.withLock(\.entries.count) }

    /// - Returns: the request's number.
    /// - Throws: why it may not begin.
    func begin(_ key: RequestKey, deadline: Int64?) throws(Refusal) -> UInt64 {
        try state.withLock { (state) throws(Refusal) in
            if state.isDraining { throw Refusal(.shuttingDown, retryAfter: 1000) }
            guard state.entries[key] == nil else {
                throw Refusal(.malformedPayload, "Correlation id \(key.correlation) is in use on this connection.")
            }
            guard state.entries.count < inFlightMax, state.perPeer[key.peer, default: 0] < perPeerMax else {
                throw Refusal(.queueFull, "\(state.entries.count) requests are under way.", retryAfter: 100)
            }
            state.begun += 1
            state.entries[key] = Entry(number: state.begun, deadline: deadline)
            state.perPeer[key.peer, default: 0] += 1
            return state.begun
        }
    }

    /// Says how a request is cancelled; it is at once, if it was to be meanwhile.
    func setCancel(_ cancel: @escaping @Sendable () -> Void, of key: RequestKey, _ number: UInt64) {
        let isCancelled = state.withLock { state in
            guard state.entries[key]?.number == number else { return false }
            state.entries[key]?.cancel = cancel
            return state.entries[key]?.reason != nil
        }
        if isCancelled { cancel() }
    }

    /// Whether a request is still under way and has not been cancelled.
    func isWanted(_ key: RequestKey, _ number: UInt64) -> Bool {
        state.withLock { state in state.entries[key].map { $0.number == number && $0.reason == nil } ?? false }
    }

    /// Ends a request; `answered` must follow.
    ///
    /// - Returns: nil if it has ended before.
    func end(_ key: RequestKey, _ number: UInt64) -> Ending? {
        state.withLock { state in
            guard state.entries[key]?.number == number, let entry = state.entries.removeValue(forKey: key) else {
                return nil
            }
            state.answering += 1
            let left = state.perPeer[key.peer, default: 1] - 1
            state.perPeer[key.peer] = left == 0 ? nil : left
            return Ending(reason: entry.reason)
        }
    }

    /// The answer of a request that has ended is on its way: only now may a frontend that drains close.
    func answered() {
        let drained = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.answering -= 1
            guard state.isDraining, state.isEmpty else { return nil }
            defer { state.drained = nil }
            return state.drained
        }
        drained?.resume()
    }

    /// Cancels what `matches`; the handlers find out by themselves.
    func cancel(_ reason: RefusalCode, where matches: (RequestKey, _ deadline: Int64?) -> Bool) {
        let cancels = state.withLock { state in
            let keys = state.entries.filter { $0.value.reason == nil && matches($0.key, $0.value.deadline) }.keys
            return keys.compactMap { key in
                state.entries[key]?.reason = reason
                return state.entries[key]?.cancel
            }
        }
        for cancel in cancels { cancel() }
    }

    /// Lets nothing begin any more, and waits until nothing is under way.
    func drain() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                state.isDraining = true
                if !state.isEmpty { state.drained = continuation }
                return state.isEmpty
            }
            if isEmpty { continuation.resume() }
        }
    }

    func refuseFurther() { state.withLock { $0.isDraining = true } }
}
