public import MemoryTypes
public import Wire

/// The pool that a model's folder holds, to be handed over when the store wants it.
public typealias BasePool = @Sendable () async throws(Refusal) -> [UInt8]

/// A worker's registration with MemoryStore: made when it is first needed, and made again when the store has forgotten
/// the worker, as it does when it restarts.
public actor WorkerSession<Store: StoreCalls> {
    private enum State {
        case none
        case registering(Task<WorkerRegistered?, Never>)
        case registered(WorkerRegistered)
    }

    private let store: Store
    private let registration: RegisterWorker
    private let basePool: BasePool?
    private let report: @Sendable (Refusal) -> Void
    private var state = State.none

    /// - Parameter report: told of every try that failed.
    public init(
        store: Store, registration: RegisterWorker, basePool: BasePool?, report: @escaping @Sendable (Refusal) -> Void
    ) {
        self.store = store
        self.registration = registration
        self.basePool = basePool
        self.report = report
    }

    /// The registration, once there is one: the store is asked until it answers.
    ///
    /// - Throws: `shuttingDown` if the task was cancelled before.
    public func registered() async throws(Refusal) -> WorkerRegistered {
        let task: Task<WorkerRegistered?, Never>
        switch state {
        case .registered(let registered): return registered
        case .registering(let running): task = running
        case .none:
            task = Task { await self.register() }
            state = .registering(task)
        }
        let registered = await withTaskCancellationHandler { await task.value } onCancel: { task.cancel() }
        guard let registered else {
            state = .none
            throw Refusal(.shuttingDown)
        }
        if case .registering = state { state = .registered(registered) }
        return registered
    }

    /// The number, if the worker is registered now.
    public var worker: UInt64? {
        if case .registered(let registered) = state { registered.worker } else { nil }
    }

    /// The store does not know `worker` any more.
    public func forget(_ worker: UInt64) {
        if case .registered(let registered) = state, registered.worker == worker { state = .none }
    }

    /// Ends the registration and gives every lease back.
    public func leave(releasing leases: [LeaseReference]) async throws(Refusal) {
        guard let worker else { return }
        state = .none
        _ = try await store.call(
            ReleaseJobs(worker: worker, leases: leases, leaving: true), within: .seconds(2))
    }

    private func register() async -> WorkerRegistered? {
        var backoff = Backoff()
        while true {
            do throws(Refusal) {
                let registered = try await store.call(registration, within: .seconds(5))
                if registered.needsBasePool, let basePool, let digest = registration.model.basePool {
                    try await store.putBlob(try await basePool(), digest: digest, within: .seconds(30))
                }
                return registered
            } catch {
                if !Task.isCancelled { report(error) }
            }
            do { try await Task.sleep(for: backoff.next()) } catch { return nil }
        }
    }
}
