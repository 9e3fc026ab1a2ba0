internal import Synchronization
public import Tensors
internal import Threads

/// Changes parameters by their gradients, each by its rule, and remembers what the rules need.
///
/// Each parameter is changed by one thread alone, so that the numbers do not depend on how many threads there are.
public struct Optimiser: Sendable {
    /// How one parameter is changed.
    public struct Choice: Hashable, Sendable {
        public var rule: UpdateRule
        /// The learning rate where the schedule says 1.
        public var rate: Double

        public init(_ rule: UpdateRule, rate: Double) {
            self.rule = rule
            self.rate = rate
        }
    }

    private let choices: [String: Choice]
    private var states: [String: [Tensor]] = [:]
    /// Updates so far.
    public private(set) var updates = 0

    /// - Parameter choices: by the names of the parameters that change.
    public init(_ choices: [String: Choice]) { self.choices = choices }

    /// The parameters that change.
    public var selection: ParameterSelection { .only(Set(choices.keys)) }

    /// One update. A parameter without a gradient stays as it is, and so does what is remembered of it.
    ///
    /// - Parameter schedule: what the learning rates are multiplied by.
    public mutating func update(
        _ parameters: inout Parameters, with gradients: consuming Gradients, schedule: Double
    ) {
        updates += 1
        var jobs: [UpdateJob] = []
        for name in gradients.names {
            guard let choice = choices[name], let gradient = gradients.take(name), let value = parameters.take(name)
            else { continue }
            let state = states.removeValue(forKey: name) ?? choice.rule.stateNames.map { _ in
                .zeros(rows: value.rows, columns: value.columns)
            }
            jobs.append(
                UpdateJob(
                    name: name, rule: choice.rule, rate: choice.rate * schedule, time: updates, parameter: value,
                    gradient: gradient, state: state))
        }
        for job in UpdateJob.run(jobs) {
            parameters.replace(job.name, with: job.parameter)
            states[job.name] = job.state
        }
    }

    // MARK: Saving

    /// All that is remembered, by `PARAMETER.NAME` such as `model.norm.weight.mean`, ascending.
    public var state: [(name: String, value: Tensor)] {
        states.keys.sorted().flatMap { name in
            zip(choices[name]?.rule.stateNames ?? [], states[name] ?? []).map { ("\(name).\($0)", $1) }
        }
    }

    /// Takes up what an optimiser of the same choices remembered.
    ///
    /// - Parameter value: the tensor of a name of `state`; nil where nothing was remembered.
    public mutating func restore(updates: Int, _ value: (String) -> Tensor?) {
        self.updates = updates
        states = [:]
        for (name, choice) in choices {
            let found = choice.rule.stateNames.compactMap { value("\(name).\($0)") }
            if found.count == choice.rule.stateNames.count { states[name] = found }
        }
    }
}

/// The update of one parameter.
private struct UpdateJob: Sendable {
    let name: String
    let rule: UpdateRule
    let rate: Double
    let time: Int
    var parameter: Tensor
    let gradient: Tensor
    var state: [Tensor]

    /// Runs all of them, each on one thread; large ones first, so that nobody waits long for the last.
    static func run(_ jobs: [UpdateJob]) -> [UpdateJob] {
        let count = jobs.count
        let sorted = jobs.sorted { ($0.parameter.count, $0.name) > ($1.parameter.count, $1.name) }
        let queue = Mutex(sorted.map(Optional.init))
        return ComputePool.shared.map(count) { index in
            // Moved out, so that the numbers have one owner and change in place.
            guard var job = queue.withLock({ $0[index].take() }) else { preconditionFailure("job \(index) is gone") }
            job.rule.update(&job.parameter, job.gradient, state: &job.state, rate: job.rate, time: job.time)
            return job
        }
    }
}
