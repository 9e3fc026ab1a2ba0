internal import Foundation

/// Does what `Supervision` decides: starts processes, watches them, stops them.
package actor Supervisor {
    private let plans: [String: ProcessPlan]
    private let folder: DataFolder
    private let surroundings: Surroundings
    private let setpriv: URL?
    private let started = ContinuousClock.now
    private let events: AsyncStream<Supervision.Event>
    private let send: AsyncStream<Supervision.Event>.Continuation
    private var supervision: Supervision
    private var children: [String: ChildProcess] = [:]
    private var watches: [String: Task<Void, Never>] = [:]
    private var announcements = Announcements()
    private let allReady: @Sendable (Announcements) async -> Void

    /// - Parameter allReady: called once, when everything can be used.
    package init(
        _ plans: [ProcessPlan], in folder: DataFolder, surroundings: Surroundings,
        allReady: @escaping @Sendable (Announcements) async -> Void
    ) {
        self.plans = Dictionary(uniqueKeysWithValues: plans.map { ($0.name, $0) })
        self.folder = folder
        self.surroundings = surroundings
        self.allReady = allReady
        setpriv = Programs.onPath("setpriv", environment: surroundings.environment)
        supervision = Supervision(plans.map { Supervision.Member(name: $0.name, tier: $0.tier) })
        (events, send) = AsyncStream.makeStream(of: Supervision.Event.self)
    }

    package nonisolated func stop() { send.yield(.stop) }

    /// Runs everything until it is stopped; nothing that it started runs when it returns.
    package func run() async throws(Failure) {
        send.yield(.start)
        for await event in events {
            let now = ContinuousClock.now - started
            if case .ready(let name) = event { readAnnouncement(of: name) }
            for action in supervision.handle(event, at: now) {
                if case .finish(let failure) = action { return try finish(failure) }
                act(on: action)
            }
        }
    }

    private func finish(_ failure: String?) throws(Failure) {
        for watch in watches.values { watch.cancel() }
        send.finish()
        guard let failure else { return }
        let log = failure.split(separator: " ").first.map { folder.logs.appending(path: "\($0).log") }
        let last = log.flatMap { try? String(contentsOf: $0, encoding: .utf8) }?.split(separator: "\n").suffix(5)
        throw Failure(
            .unavailable, failure,
            advice: (last ?? []).map { "  " + $0 }.joined(separator: "\n") + "\nThe logs are in \(folder.logs.path).")
    }

    private func act(on action: Supervision.Action) {
        switch action {
        case .launch(let name): launch(name)
        case .restart(let name, let pause): later(pause, .restartDue(name))
        case .terminate(let name): children[name]?.signal(plans[name]?.stopSignal ?? SIGTERM)
        case .kill(let name): children[name]?.signal(SIGKILL)
        case .awaitGrace(let tier, let grace): later(grace, .graceOver(tier: tier))
        case .allReady: Task { [announcements] in await allReady(announcements) }
        case .warn(let text): surroundings.terminal.warn(text)
        case .finish: break
        }
    }

    private func later(_ pause: Duration, _ event: Supervision.Event) {
        Task { [send] in
            try await Task.sleep(for: pause)
            send.yield(event)
        }
    }

    private func launch(_ name: String) {
        guard let plan = plans[name] else { return }
        if case .announcement(let file) = plan.readiness { try? FileManager.default.removeItem(at: file) }
        children[name] = ChildProcess.launch(
            plan.command(setpriv: setpriv, announcements: announcements),
            log: folder.logs.appending(path: "\(name).log"),
            environment: ServiceEnvironment.tuned(surroundings.environment)
        ) { [send] reason in send.yield(.ended(name, reason: reason)) }
        watches[name]?.cancel()
        watches[name] = Task { [send] in
            if await Self.becomesReady(plan) { send.yield(.ready(name)) }
        }
    }

    private func readAnnouncement(of name: String) {
        if case .announcement(let file)? = plans[name]?.readiness { announcements.read(name, from: file) }
    }

    /// Asks again and again until the process can be used; false when asking was cancelled.
    private static func becomesReady(_ plan: ProcessPlan) async -> Bool {
        while !Task.isCancelled {
            if await isReady(plan) { return true }
            do { try await Task.sleep(for: .milliseconds(50)) } catch { return false }
        }
        return false
    }

    private static func isReady(_ plan: ProcessPlan) async -> Bool {
        switch plan.readiness {
        case .announcement(let file): return FileManager.default.fileExists(atPath: file.path)
        case .check(let check): return await check()
        }
    }
}
