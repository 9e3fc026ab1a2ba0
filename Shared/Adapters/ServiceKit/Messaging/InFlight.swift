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
        let deadline: Int64?
        var task: Task<Void, Never>?
        /// Why it was cancelled.
        var reason: RefusalCode?
    }

    private struct State {
        var entries: [RequestKey: Entry] = [:]
        var perPeer: [[UInt8]: Int] = [:]
        var isDraining = false
        var drained: CheckedContinuation<Void, Never>?
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

    /// - Returns: why not, if it may not begin.
    func begin(_ key: RequestKey, deadline: Int64?) -> Refusal? {
        state.withLock { state in
            if state.isDraining { return Refusal(.shuttingDown, retryAfter: 1000) }
            guard state.entries[key] == nil else {
                return Refusal(.malformedPayload, "Correlation id \(key.correlation) is in use on this connection.")
            }
            guard state.entries.count < inFlightMax, state.perPeer[key.peer, default: 0] < perPeerMax else {
                return Refusal(.queueFull, "\(state.entries.count) requests are under way.", retryAfter: 100)
            }
            state.entries[key] = Entry(deadline: deadline)
            state.perPeer[key.peer, default: 0] += 1
            return nil
        }
    }

    func setTask(_ task: Task<Void, Never>, of key: RequestKey) {
        let isCancelled = state.withLock { state in
            state.entries[key]?.task = task
            return state.entries[key]?.reason != nil
        }
        if isCancelled { task.cancel() }
    }

    /// - Returns: why it was cancelled, if it was.
    @discardableResult
    func end(_ key: RequestKey) -> RefusalCode? {
        state.withLock { state in
            state.answering += 1
            guard let entry = state.entries.removeValue(forKey: key) else { return nil }
            let left = state.perPeer[key.peer, default: 1] - 1
            state.perPeer[key.peer] = left == 0 ? nil : left
            return entry.reason
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
        let tasks = state.withLock { state in
            let keys = state.entries.filter { $0.value.reason == nil && matches($0.key, $0.value.deadline) }.keys
            return keys.compactMap { key in
                state.entries[key]?.reason = reason
                return state.entries[key]?.task
            }
        }
        for task in tasks { task.cancel() }
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
