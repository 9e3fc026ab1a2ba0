internal import Synchronization

/// Why a mailbox took nothing.
public enum MailboxError: Error, Equatable, Sendable {
    /// It holds as much as it may.
    case full(capacity: Int)
    /// It was closed.
    case closed
}

/// A bounded queue from many to one. When it is full it refuses; it never grows and never blocks its senders.
public final class Mailbox<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var head = 0
        var isClosed = false
        var waiting: CheckedContinuation<Void, Never>?

        var count: Int { elements.count - head }

        mutating func takeFirst() -> Element? {
            guard head < elements.count else { return nil }
            defer { shrink() }
            return elements[head]
        }

        private mutating func shrink() {
            head += 1
            guard head == elements.count || head >= 1024 else { return }
            elements.removeFirst(head)
            head = 0
        }
    }

    public let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: elements at most, 1 or more.
    public init(capacity: Int) {
        precondition(capacity > 0, "a mailbox of capacity \(capacity)")
        self.capacity = capacity
    }

    /// How many elements wait.
    public var count: Int { state.withLock(\.count) }

    /// - Returns: whether the mailbox was empty.
    @discardableResult
    public func put(_ element: sending Element) throws(MailboxError) -> Bool {
        let outcome: Result<(Bool, CheckedContinuation<Void, Never>?), MailboxError> = state.withLock { state in
            if state.isClosed { return .failure(.closed) }
            if state.count >= capacity { return .failure(.full(capacity: capacity)) }
            let wasEmpty = state.count == 0
            state.elements.append(element)
            defer { state.waiting = nil }
            return .success((wasEmpty, state.waiting))
        }
        let (wasEmpty, waiting) = try outcome.get()
        waiting?.resume()
        return wasEmpty
    }

    /// Everything that waits, without waiting.
    public func takeAll() -> [Element] {
        state.withLock { state in
            defer {
                state.elements.removeAll(keepingCapacity: state.elements.count <= 4096)
                state.head = 0
            }
            return state.head == 0 ? state.elements : Array(state.elements[state.head...])
        }
    }

    /// The next element; nil once the mailbox is closed and empty, or the task is cancelled. One task at a time.
    public func next() async -> Element? {
        while !Task.isCancelled {
            let (element, isClosed) = state.withLock { ($0.takeFirst(), $0.isClosed) }
            if element != nil || isClosed { return element }
            await wait()
        }
        return nil
    }

    /// Takes nothing more; what waits can still be taken.
    public func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let resumesNow = state.withLock { state in
                    precondition(state.waiting == nil, "two tasks wait at one mailbox")
                    if state.count > 0 || state.isClosed || Task.isCancelled { return true }
                    state.waiting = continuation
                    return false
                }
                if resumesNow { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                defer { state.waiting = nil }
                return state.waiting
            }
            waiting?.resume()
        }
    }
}
