internal import Tensors

/// Adam with decoupled weight decay.                                     Loshchilov and Hutter 2019, algorithm 2
public struct AdamW: Hashable, Sendable {
    public var beta1: Double
    public var beta2: Double
    public var epsilon: Double
    public var weightDecay: Double

    public init(beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0) {
        (self.beta1, self.beta2, self.epsilon, self.weightDecay) = (beta1, beta2, epsilon, weightDecay)
    }
}

/// Momentum whose matrix is made orthogonal before it is used.                            Jordan et al. 2024, Muon
///
///     m = momentum m + g,  O = orthogonal(g + momentum m),
///     W = (1 - rate decay) W - rate sqrt(max(1, rows / columns)) O
public struct Muon: Hashable, Sendable {
    public var momentum: Double
    public var nesterov: Bool
    /// Newton-Schulz steps.
    public var steps: Int
    public var weightDecay: Double

    public init(momentum: Double = 0.95, nesterov: Bool = true, steps: Int = 5, weightDecay: Double = 0) {
        (self.momentum, self.nesterov, self.steps, self.weightDecay) = (momentum, nesterov, steps, weightDecay)
    }
}

/// Stochastic gradient descent, with momentum if it is not 0.
public struct SGD: Hashable, Sendable {
    public var momentum: Double
    public var nesterov: Bool
    public var weightDecay: Double

    public init(momentum: Double = 0, nesterov: Bool = false, weightDecay: Double = 0) {
        (self.momentum, self.nesterov, self.weightDecay) = (momentum, nesterov, weightDecay)
    }
}

/// How a parameter is changed.
public enum UpdateRule: Hashable, Sendable {
    case adamW(AdamW)
    case muon(Muon)
    case sgd(SGD)

    /// What the rule remembers of a parameter, in the order of its tensors.
    public var stateNames: [String] {
        switch self {
        case .adamW: ["mean", "square"]
        case .muon: ["momentum"]
        case .sgd(let rule): rule.momentum == 0 ? [] : ["momentum"]
        }
    }

    /// Changes a parameter, and what is remembered of it.
    ///
    /// - Parameters:
    ///   - state: a tensor of the parameter's size for each of `stateNames`, zeros at first.
    ///   - time: how many updates there are with this one.
    func update(_ parameter: inout Tensor, _ gradient: Tensor, state: inout [Tensor], rate: Double, time: Int) {
        switch self {
        case .adamW(let rule):
            let terms = AdamTerms(
                beta1: rule.beta1, beta2: rule.beta2, epsilon: rule.epsilon, rate: rate, weightDecay: rule.weightDecay,
                time: time)
            var (mean, square) = (Tensor.none, Tensor.none)
            swap(&mean, &state[0])
            swap(&square, &state[1])
            Verbs.adamW(gradient, terms, mean: &mean, square: &square, parameter: &parameter)
            state = [mean, square]
        case .muon(let rule):
            let direction = Verbs.momentum(
                gradient, momentum: rule.momentum, nesterov: rule.nesterov, sum: &state[0])
            let shape = (Double(parameter.rows) / Double(max(1, parameter.columns))).squareRoot()
            Verbs.mix(
                Verbs.orthogonalized(direction, steps: rule.steps), by: -rate * max(1, shape), into: &parameter,
                by: 1 - rate * rule.weightDecay)
        case .sgd(let rule):
            let direction = state.isEmpty
                ? gradient
                : Verbs.momentum(gradient, momentum: rule.momentum, nesterov: rule.nesterov, sum: &state[0])
            Verbs.mix(direction, by: -rate, into: &parameter, by: 1 - rate * rule.weightDecay)
        }
    }
}
