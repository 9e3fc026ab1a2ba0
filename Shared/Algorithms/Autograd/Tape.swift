public import Tensors

/// What has been computed, in its order, so that gradients can be taken backwards through it (Wengert 1964).
///
/// Operations are methods, each in a file with its backward side. One whose inputs want no gradient, and whose
/// parameters are not asked for, leaves no trace and costs what it costs without a tape. A tape belongs to one thread;
/// several threads use one each, and sum their gradients in a fixed order (`batchGradients`).
public final class Tape {
    typealias Backward = (Tensor, Tape) -> Void

    /// Which parameters gradients are taken by.
    public let differentiates: ParameterSelection
    private var steps: [Backward] = []
    /// The gradient of each step's result so far.
    private var results: [Tensor?] = []
    private var kept: [Tensor?] = []
    private var parameters: [String: Int] = [:]
    private var isPaused = false

    /// - Parameter sums: gradients of earlier tapes, to which those of this one are added.
    public init(differentiates: ParameterSelection, addingTo sums: consuming Gradients = Gradients()) {
        self.differentiates = differentiates
        for name in sums.names {
            parameters[name] = kept.count
            kept.append(sums.take(name))
        }
    }

    // MARK: Leaves

    /// Numbers to take a gradient by.
    public func leaf(_ value: Tensor) -> Variable {
        kept.append(nil)
        return Variable(value, slot: .kept(kept.count - 1))
    }

    /// A parameter as a value: a leaf if its gradient is asked for, else a constant.
    public func parameter(_ value: Tensor, name: String) -> Variable { Variable(value, slot: slot(of: name)) }

    /// The same result, whose gradient is there after `backward`; nothing else changes.
    public func watch(_ variable: Variable) -> Variable {
        guard let slot = variable.slot, !isPaused else { return variable }
        kept.append(nil)
        let place = Slot.kept(kept.count - 1)
        steps.append { g, tape in
            tape.add(g, to: place)
            tape.add(g, to: slot)
        }
        results.append(nil)
        watched[results.count - 1] = kept.count - 1
        return Variable(variable.value, slot: .result(results.count - 1))
    }

    /// Where the gradients of watched results are kept.
    private var watched: [Int: Int] = [:]

    // MARK: Gradients

    /// The gradient of a leaf, a parameter or a watched result after `backward`; nil if the loss does not depend on it.
    public func gradient(of variable: Variable) -> Tensor? {
        switch variable.slot {
        case .kept(let place): kept[place]
        case .result(let number): watched[number].flatMap { kept[$0] }
        case nil: nil
        }
    }

    /// The sums of the parameters' gradients, which are moved out of the tape.
    public func takeGradients() -> Gradients {
        var gradients = Gradients()
        for (name, place) in parameters {
            if let sum = kept[place].take() { gradients.put(sum, name) }
        }
        return gradients
    }

    /// Takes the gradients of all that `loss` was computed from. What was recorded is forgotten on the way.
    ///
    /// - Parameter gradient: that of the loss itself; ones if nil.
    public func backward(from loss: Variable, gradient: Tensor? = nil) {
        guard let slot = loss.slot else { return forget() }
        let (rows, columns) = (loss.value.rows, loss.value.columns)
        add(gradient ?? Tensor(rows: rows, columns: columns, Array(repeating: 1, count: rows * columns)), to: slot)
        while let step = steps.popLast() {
            guard let g = results.removeLast() else { continue }
            step(g, self)
        }
    }

    /// Forgets what was recorded since the last `backward`.
    public func forget() {
        steps = []
        results = []
    }
}

// MARK: What operations are written with

extension Tape {
    /// The result of an operation that has something to hand back to.
    func record(_ value: Tensor, _ backward: @escaping Backward) -> Variable {
        steps.append(backward)
        results.append(nil)
        return Variable(value, slot: .result(results.count - 1))
    }

    /// Where a parameter's gradient is summed; nil if it is not asked for.
    func slot(of parameter: String?) -> Slot? {
        guard let parameter, !isPaused, differentiates.contains(parameter) else { return nil }
        if let place = parameters[parameter] { return .kept(place) }
        parameters[parameter] = kept.count
        kept.append(nil)
        return .kept(kept.count - 1)
    }

    /// Moves out what has been summed, to be put back with something added in its own memory.
    func take(_ slot: Slot) -> Tensor? {
        switch slot {
        case .result(let number): results[number].take()
        case .kept(let place): kept[place].take()
        }
    }

    func put(_ sum: Tensor, _ slot: Slot) {
        switch slot {
        case .result(let number): results[number] = sum
        case .kept(let place): kept[place] = sum
        }
    }

    func add(_ g: Tensor, to slot: Slot?) {
        guard let slot else { return }
        put(Verbs.sum(g, to: take(slot)), slot)
    }

    /// Runs `body` without recording anything.
    func paused<Value>(_ body: () -> Value) -> Value {
        let before = isPaused
        isPaused = true
        defer { isPaused = before }
        return body()
    }

    /// A tape for a part that is run again; it sums the parameters' gradients where this one does.
    func lendingParameters(_ body: (Tape) -> Void) {
        let inner = Tape(differentiates: differentiates, addingTo: takeGradients())
        body(inner)
        for name in inner.parameters.keys.sorted() {
            guard let slot = slot(of: name), let place = inner.parameters[name] else { continue }
            if let sum = inner.kept[place].take() { put(sum, slot) }
        }
    }
}
