internal import Glibc
internal import Synchronization

/// What a thread does while no job waits for it.
public protocol ThreadIdling: AnyObject, Sendable {
    /// Called on the thread. Does what there is to do besides jobs, and blocks until there is more or `wake` is called.
    /// A `wake` before the call is not lost: the call then returns at once.
    func idle()

    /// Ends a call of `idle` that is under way, or the next one. From any thread.
    func wake()

    /// Called on the thread as the last thing it does.
    func end()
}

/// Runs the jobs of an actor one after another on a thread of its own, so that the actor may block.
///
/// The thread begins with the first job. After `stop` it ends as soon as no job waits; should a job come later still, a
/// thread begins for it again, so no job is ever lost.
public final class ThreadExecutor: SerialExecutor, TaskExecutor {
    private struct State: ~Copyable {
        var jobs: [UnownedJob] = []
        var isRunning = false
        var isStopped = false
    }

    private let state = Mutex(State())
    private let identity = Mutex<pthread_t?>(nil)
    private let idler: any ThreadIdling
    public let name: String

    /// - Parameter name: for people who read a fault's words.
    public init(name: String, idler: any ThreadIdling = WaitingIdler()) {
        self.name = name
        self.idler = idler
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        let mustStart = state.withLock { state in
            state.jobs.append(unowned)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustStart { start() } else { idler.wake() }
    }

    /// Begins the thread though no job waits, so that its idler has one.
    public func begin() {
        let mustStart = state.withLock { state in
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustStart { start() }
    }

    /// Lets the thread end when its jobs are done. From any thread, any number of times.
    public func stop() {
        state.withLock { $0.isStopped = true }
        idler.wake()
    }

    public func checkIsolated() {
        precondition(isIsolatingCurrentContext() == true, "not on the thread \(name)")
    }

    public func isIsolatingCurrentContext() -> Bool? {
        identity.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    private func start() {
        var thread = pthread_t()
        let context = unsafe Unmanaged.passRetained(self)
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                unsafe Unmanaged<ThreadExecutor>.fromOpaque(argument!).takeRetainedValue().loop()
                return nil
            }, context.toOpaque())
        precondition(code == 0, "no thread could be started: error \(code)")
        pthread_detach(thread)
    }

    private func loop() {
        identity.withLock { $0 = pthread_self() }
        while runJobs() { idler.idle() }
    }

    /// - Returns: false if the thread must end.
    private func runJobs() -> Bool {
        while true {
            let jobs = state.withLock { state in
                defer { state.jobs.removeAll(keepingCapacity: true) }
                return state.jobs
            }
            if jobs.isEmpty { break }
            for job in jobs {
                unsafe job.runSynchronously(
                    isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
            }
        }
        return !endIfStopped()
    }

    private func endIfStopped() -> Bool {
        guard state.withLock({ $0.isStopped && $0.jobs.isEmpty }) else { return false }
        idler.end()
        return state.withLock { state in
            guard state.jobs.isEmpty else { return false }
            identity.withLock { $0 = nil }
            state.isRunning = false
            return true
        }
    }
}
