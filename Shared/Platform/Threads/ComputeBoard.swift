internal import CThreads
internal import Glibc
internal import Synchronization

/// Where a call's parts are posted and taken.
///
/// One 64-bit ticket holds everything a thread must know to take a part: call (16 bits), parts (24), next part (24). It
/// is taken by adding one; a thread that comes late finds a part beyond the last, or a part of the next call, which is
/// as good. The body is written before the ticket, and stays while any part of its call is unfinished.
@safe final class Board: @unchecked Sendable {
    private let ticket = Atomic<UInt64>(0)
    private let unfinished = Atomic<Int>(0)
    private let calls = Atomic<UInt32>(0)
    private let sleepers = Atomic<Int>(0)
    private let isBusy = Atomic<Bool>(false)
    private let isClosed = Atomic<Bool>(false)
    private var body: ((Int) -> Void)?
    private let bell = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    /// Looks, about 30 microseconds long, before a thread goes to sleep.
    private static let looks = 3000

    init() { unsafe sem_init(bell, 0, 0) }

    deinit {
        unsafe sem_destroy(bell)
        unsafe bell.deallocate()
    }

    func claim() -> Bool { isBusy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged }
    func release() { isBusy.store(false, ordering: .releasing) }

    func run(_ parts: Int, _ body: @escaping (Int) -> Void) {
        self.body = body
        unfinished.store(parts, ordering: .relaxed)
        let call = calls.load(ordering: .relaxed) &+ 1
        ticket.store(UInt64(call & 0xffff) << 48 | UInt64(parts) << 24, ordering: .releasing)
        calls.store(call, ordering: .sequentiallyConsistent)
        wake()
        takeParts()
        waitForOthers()
        self.body = nil
    }

    func close() {
        isClosed.store(true, ordering: .sequentiallyConsistent)
        calls.add(1, ordering: .sequentiallyConsistent)
        wake()
    }

    /// What a worker does all its life.
    func work() {
        var seen: UInt32 = 0
        while true {
            seen = waitForCall(after: seen)
            if isClosed.load(ordering: .acquiring) { return }
            takeParts()
        }
    }

    private func takeParts() {
        while true {
            let taken = ticket.add(1, ordering: .acquiringAndReleasing).oldValue
            let part = Int(taken & 0xff_ffff)
            guard part < Int(taken >> 24 & 0xff_ffff) else { return }
            perform(part)
            unfinished.subtract(1, ordering: .releasing)
        }
    }

    /// Never inlined: the body is let go of before its part is reported finished.
    @inline(never)
    private func perform(_ part: Int) { body!(part) }

    private func waitForOthers() {
        var looks = 0
        while unfinished.load(ordering: .acquiring) > 0 {
            looks += 1
            if looks < Self.looks { cthreads_pause() } else { sched_yield() }
        }
    }

    private func wake() {
        for _ in 0..<sleepers.exchange(0, ordering: .sequentiallyConsistent) { unsafe sem_post(bell) }
    }

    private func waitForCall(after seen: UInt32) -> UInt32 {
        while true {
            for _ in 0..<Self.looks {
                let call = calls.load(ordering: .acquiring)
                if call != seen { return call }
                cthreads_pause()
            }
            sleep(unlessAfter: seen)
        }
    }

    /// Sleeps until rung for, unless a call came after `seen` before anybody could know that this thread sleeps.
    private func sleep(unlessAfter seen: UInt32) {
        sleepers.add(1, ordering: .sequentiallyConsistent)
        if calls.load(ordering: .sequentiallyConsistent) != seen {
            var count = sleepers.load(ordering: .relaxed)
            while count > 0 {
                let (exchanged, original) = sleepers.compareExchange(
                    expected: count, desired: count - 1, ordering: .sequentiallyConsistent)
                if exchanged { return }
                count = original
            }
        }
        while unsafe sem_wait(bell) != 0 {}
    }
}

/// Starts a thread that works for `board` until it is closed.
func startWorker(for board: Board) {
    var thread = pthread_t()
    let argument = unsafe Unmanaged.passRetained(board).toOpaque()
    let code = unsafe pthread_create(&thread, nil, { argument in
        unsafe Unmanaged<Board>.fromOpaque(argument!).takeRetainedValue().work()
        return nil
    }, argument)
    precondition(code == 0, "pthread_create failed with \(code)")
    pthread_detach(thread)
}
