/// Which process runs when: decides, and leaves the doing to `Supervisor`.
///
/// Processes stand in tiers. A tier starts when all of the tier below are ready, and stops when all above are gone. A
/// process that ends by itself is started again after a pause that doubles; one that ends again and again before it was
/// ever ready ends the whole, since waiting longer would not help.
package struct Supervision: Sendable {
    package struct Member: Sendable {
        package let name: String
        package let tier: Int

        package init(name: String, tier: Int) {
            self.name = name
            self.tier = tier
        }
    }

    package enum Event: Equatable, Sendable {
        case start
        case ready(String)
        /// - reason: what the process's end looked like.
        case ended(String, reason: String)
        case restartDue(String)
        case stop
        /// The time that a stopping tier was given is over.
        case graceOver(tier: Int)
    }

    package enum Action: Equatable, Sendable {
        case launch(String)
        case restart(String, after: Duration)
        case terminate(String)
        case kill(String)
        case awaitGrace(tier: Int, Duration)
        case allReady
        case warn(String)
        /// Nothing runs any more; nil if that was wanted.
        case finish(failure: String?)
    }

    private enum State: Equatable {
        case idle
        case starting
        case ready(since: Duration)
        case pausing
        case ended
    }

    package static let pauseFirst = Duration.milliseconds(200)
    package static let pauseMax = Duration.seconds(30)
    /// Ends in a row, before a process was ever ready, that end the whole.
    package static let failuresMax = 4
    /// A process that ran this long starts its pauses from the first again.
    package static let steady = Duration.seconds(60)
    package static let grace = Duration.seconds(30)

    private let members: [Member]
    private var states: [String: State] = [:]
    private var failures: [String: Int] = [:]
    private var everReady: Set<String> = []
    private var announced = false
    private var stoppingTier: Int?
    private var failure: String?
    private var finished = false

    package init(_ members: [Member]) {
        self.members = members
        for member in members { states[member.name] = .idle }
    }

    package mutating func handle(_ event: Event, at now: Duration) -> [Action] {
        guard !finished else { return [] }
        switch event {
        case .start: return launchNextTier()
        case .ready(let name): return becomeReady(name, now)
        case .ended(let name, let reason): return end(name, reason, now)
        case .restartDue(let name): return restart(name)
        case .stop: return stop()
        case .graceOver(let tier): return tier == stoppingTier ? running(in: tier).map { .kill($0) } : []
        }
    }

    // MARK: starting

    private mutating func launchNextTier() -> [Action] {
        guard stoppingTier == nil else { return [] }
        let waiting = members.filter { states[$0.name] == .idle }
        guard let tier = waiting.map(\.tier).min() else { return announceOnce() }
        guard members.filter({ $0.tier < tier }).allSatisfy({ isReady($0.name) }) else { return [] }
        return waiting.filter { $0.tier == tier }.map { launch($0.name) }
    }

    private mutating func announceOnce() -> [Action] {
        guard !announced, members.allSatisfy({ isReady($0.name) }) else { return [] }
        announced = true
        return [.allReady]
    }

    private mutating func launch(_ name: String) -> Action {
        states[name] = .starting
        return .launch(name)
    }

    private mutating func becomeReady(_ name: String, _ now: Duration) -> [Action] {
        guard states[name] == .starting else { return [] }
        states[name] = .ready(since: now)
        everReady.insert(name)
        return launchNextTier()
    }

    // MARK: ends

    private mutating func end(_ name: String, _ reason: String, _ now: Duration) -> [Action] {
        let before = states[name]
        states[name] = .ended
        if let stoppingTier { return stopFurther(from: stoppingTier) }
        if case .ready(let since)? = before, now - since >= Self.steady { failures[name] = 0 }
        failures[name, default: 0] += 1
        let count = failures[name, default: 0]
        if !everReady.contains(name), count >= Self.failuresMax {
            failure = "\(name) did not start: \(reason)"
            return [.warn("\(name) \(reason); given up after \(count) tries")] + stop()
        }
        states[name] = .pausing
        let pause = min(Self.pauseFirst * (1 << min(count - 1, 10)), Self.pauseMax)
        return [
            .warn("\(name) \(reason); starting it again in \(pause.formattedSeconds)"), .restart(name, after: pause),
        ]
    }

    private mutating func restart(_ name: String) -> [Action] {
        guard stoppingTier == nil, states[name] == .pausing else { return [] }
        return [launch(name)]
    }

    // MARK: stopping

    private mutating func stop() -> [Action] {
        guard stoppingTier == nil else { return [] }
        for member in members where [.idle, .pausing].contains(states[member.name]) { states[member.name] = .ended }
        return stopFurther(from: (members.map(\.tier).max() ?? 0) + 1)
    }

    /// Stops the highest tier below `tier` that still runs, once nothing of `tier` does.
    private mutating func stopFurther(from tier: Int) -> [Action] {
        stoppingTier = tier
        guard running(in: tier).isEmpty else { return [] }
        guard let next = members.filter({ $0.tier < tier && isRunning($0.name) }).map(\.tier).max() else {
            finished = true
            return [.finish(failure: failure)]
        }
        stoppingTier = next
        return running(in: next).map { .terminate($0) } + [.awaitGrace(tier: next, Self.grace)]
    }

    private func running(in tier: Int) -> [String] {
        members.filter { $0.tier == tier && isRunning($0.name) }.map(\.name)
    }

    private func isRunning(_ name: String) -> Bool { states[name] == .starting || isReady(name) }

    private func isReady(_ name: String) -> Bool {
        if case .ready? = states[name] { true } else { false }
    }
}

extension Duration {
    var formattedSeconds: String {
        "\(Amounts.decimals(Double(components.seconds) + Double(components.attoseconds) / 1e18, 1)) s"
    }
}
