internal import CKernels

/// The constants of one AdamW update.                                    Loshchilov and Hutter 2019, algorithm 2
public struct AdamTerms: Sendable {
    public var beta1: Double
    public var beta2: Double
    public var epsilon: Double
    public var rate: Double
    public var weightDecay: Double
    /// How many updates there are with this one, t >= 1.
    public var time: Int

    public init(beta1: Double, beta2: Double, epsilon: Double, rate: Double, weightDecay: Double, time: Int) {
        precondition(time >= 1, "update \(time)")
        (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
        (self.rate, self.weightDecay, self.time) = (rate, weightDecay, time)
    }

    fileprivate var constants: ck_adamw {
        ck_adamw(
            beta1: Float(beta1), beta2: Float(beta2), scale1: Float(1 / (1 - beta1.raised(to: time))),
            scale2: Float(1 / (1 - beta2.raised(to: time))), epsilon: Float(epsilon), rate: Float(rate),
            decay: Float(rate * weightDecay))
    }
}

extension Double {
    fileprivate func raised(to power: Int) -> Double {
        var (result, base, rest) = (1.0, self, power)
        while rest > 0 {
            if rest & 1 == 1 { result *= base }
            base *= base
            rest >>= 1
        }
        return result
    }
}

/// What optimisers do, each in the memory of what it changes if nobody else looks at it.
extension Verbs {
    /// m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g²,
    /// p -= rate (m̂ / (sqrt(v̂) + epsilon) + weight decay p),  m̂ = m / (1 - beta1^t),  v̂ = v / (1 - beta2^t)
    public static func adamW(
        _ gradient: Tensor, _ terms: AdamTerms, mean: inout Tensor, square: inout Tensor, parameter: inout Tensor
    ) {
        let count = gradient.count
        precondition([mean.count, square.count, parameter.count] == [count, count, count], "\(gradient), \(parameter)")
        var m = Draft(moving: &mean)
        var v = Draft(moving: &square)
        var p = Draft(moving: &parameter)
        unsafe withUnsafePointer(to: terms.constants) { constants in
            unsafe gradient.withPointer { g in
                unsafe m.withPointer { m in
                    unsafe v.withPointer { v in
                        unsafe p.withPointer { p in
                            inParallel(count, work: 4) { part in
                                let start = part.lowerBound
                                unsafe ck_adamw(g + start, part.count, constants, m + start, v + start, p + start)
                            }
                        }
                    }
                }
            }
        }
        mean = m.seal()
        square = v.seal()
        parameter = p.seal()
    }

    /// m = momentum m + g.
    ///
    /// - Returns: m; with `nesterov` g + momentum m.                              Sutskever et al. 2013, section 2.1
    public static func momentum(
        _ gradient: Tensor, momentum: Double, nesterov: Bool, sum: inout Tensor
    ) -> Tensor {
        let count = gradient.count
        precondition(sum.count == count, "\(gradient) into \(sum)")
        var m = Draft(moving: &sum)
        var direction = Draft(rows: gradient.rows, columns: gradient.columns)
        unsafe gradient.withPointer { g in
            unsafe m.withPointer { m in
                unsafe direction.withPointer { y in
                    inParallel(count, work: 2) { part in
                        let start = part.lowerBound
                        unsafe ck_momentum(
                            g + start, Float(momentum), nesterov ? 1 : 0, part.count, m + start, y + start)
                    }
                }
            }
        }
        sum = m.seal()
        return direction.seal()
    }

    /// y = a x + b y.
    public static func mix(_ x: Tensor, by a: Double, into y: inout Tensor, by b: Double) {
        precondition(x.count == y.count, "\(x) into \(y)")
        var draft = Draft(moving: &y)
        let count = x.count
        unsafe x.withPointer { x in
            unsafe draft.withPointer { y in
                inParallel(count, work: 2) { part in
                    let start = part.lowerBound
                    unsafe ck_mix(x + start, Float(a), Float(b), part.count, y + start)
                }
            }
        }
        y = draft.seal()
    }
}

extension Draft {
    /// The numbers of `tensor`, which is empty from then on: taken over if nobody else looks at them.
    init(moving tensor: inout Tensor) {
        let taken = tensor
        tensor = .none
        self.init(taken)
    }
}
