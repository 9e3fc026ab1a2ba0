import Autograd
import Tensors
import Testing

@Suite("Optimisers")
struct OptimiserTests {
    private static func numbers(_ count: Int, seed: UInt64) -> [Float] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(Int32(truncatingIfNeeded: state >> 32)) / 2_147_483_648
        }
    }

    private static func trained(
        _ rule: UpdateRule, rate: Double, rows: Int, columns: Int, updates: Int
    ) -> (values: [Float], gradients: [[Float]]) {
        var parameters = Parameters()
        let start = numbers(rows * columns, seed: 1)
        parameters.add("w", Tensor(rows: rows, columns: columns, start), shape: [rows, columns])
        var optimiser = Optimiser(["w": .init(rule, rate: rate)])
        let all = (0..<updates).map { numbers(rows * columns, seed: UInt64($0 + 2)) }
        for values in all {
            var gradients = Gradients()
            gradients.put(Tensor(rows: rows, columns: columns, values), "w")
            optimiser.update(&parameters, with: gradients, schedule: 1)
        }
        return (parameters["w"]?.array ?? [], all)
    }

    @Test("AdamW is algorithm 2 of Loshchilov and Hutter", arguments: [(1, 7), (5, 64), (130, 3)])
    func adamW(rows: Int, columns: Int) {
        let rule = AdamW(beta1: 0.9, beta2: 0.99, epsilon: 1e-6, weightDecay: 0.1)
        let (found, gradients) = Self.trained(.adamW(rule), rate: 0.01, rows: rows, columns: columns, updates: 4)
        var wanted = Self.numbers(rows * columns, seed: 1).map(Double.init)
        var (mean, square) = (wanted.map { _ in 0.0 }, wanted.map { _ in 0.0 })
        for (index, gradient) in gradients.enumerated() {
            var (one, two) = (1.0, 1.0)
            for _ in 0...index { (one, two) = (one * 0.9, two * 0.99) }
            for place in wanted.indices {
                let g = Double(gradient[place])
                mean[place] = 0.9 * mean[place] + 0.1 * g
                square[place] = 0.99 * square[place] + 0.01 * g * g
                let step = mean[place] / (1 - one) / ((square[place] / (1 - two)).squareRoot() + 1e-6)
                wanted[place] -= 0.01 * (step + 0.1 * wanted[place])
            }
        }
        for (a, b) in zip(found, wanted) { #expect(abs(Double(a) - b) < 2e-5) }
    }

    @Test("SGD goes down its momentum", arguments: [0.0, 0.9])
    func descends(momentum: Double) {
        let rule = SGD(momentum: momentum, nesterov: true, weightDecay: 0.5)
        let (found, gradients) = Self.trained(.sgd(rule), rate: 0.1, rows: 3, columns: 5, updates: 3)
        var wanted = Self.numbers(15, seed: 1).map(Double.init)
        var sum = wanted.map { _ in 0.0 }
        for gradient in gradients {
            for place in wanted.indices {
                let g = Double(gradient[place])
                sum[place] = momentum * sum[place] + g
                let direction = momentum == 0 ? g : g + momentum * sum[place]
                wanted[place] = wanted[place] * (1 - 0.1 * 0.5) - 0.1 * direction
            }
        }
        for (a, b) in zip(found, wanted) { #expect(abs(Double(a) - b) < 1e-5) }
    }

    @Test("five Newton-Schulz steps draw all singular values near one", arguments: [(24, 24), (16, 80), (80, 16)])
    func orthogonalizes(rows: Int, columns: Int) {
        let x = Tensor(rows: rows, columns: columns, Self.numbers(rows * columns, seed: 7))
        let y = Verbs.orthogonalized(x)
        let (small, values) = (min(rows, columns), y.array.map(Double.init))
        // Of YYᵀ, or YᵀY of a tall one: the trace, and the squares of all numbers, bound the singular values.
        var gram = [[Double]](repeating: Array(repeating: 0, count: small), count: small)
        for i in 0..<small {
            for j in 0..<small {
                for k in 0..<max(rows, columns) {
                    let a = rows <= columns ? values[i * columns + k] : values[k * columns + i]
                    let b = rows <= columns ? values[j * columns + k] : values[k * columns + j]
                    gram[i][j] += a * b
                }
            }
        }
        let trace = (0..<small).reduce(0) { $0 + gram[$1][$1] } / Double(small)
        let off = (0..<small).flatMap { i in (0..<small).map { i == $0 ? 0 : abs(gram[i][$0]) } }.max() ?? 0
        #expect((0.4...1.5).contains(trace))
        #expect(off < 0.5)
        // It turns no direction around: the product with x has a positive trace.
        #expect(zip(x.array, y.array).reduce(0) { $0 + Double($1.0) * Double($1.1) } > 0)
    }

    @Test("Muon changes a parameter by rate sqrt(max(1, rows / columns)) times an orthogonal matrix")
    func muon() {
        let rule = Muon(momentum: 0.5, weightDecay: 0.2)
        let (found, gradients) = Self.trained(.muon(rule), rate: 0.1, rows: 12, columns: 3, updates: 2)
        var wanted = Tensor(rows: 12, columns: 3, Self.numbers(36, seed: 1)).array
        var sum = [Float](repeating: 0, count: 36)
        for gradient in gradients {
            sum = zip(sum, gradient).map { 0.5 * $0 + $1 }
            let direction = zip(gradient, sum).map { $0 + 0.5 * $1 }
            let step = Verbs.orthogonalized(Tensor(rows: 12, columns: 3, direction)).array
            wanted = zip(wanted, step).map { $0 * (1 - 0.1 * 0.2) - 0.1 * 2 * $1 }
        }
        for (a, b) in zip(found, wanted) { #expect(abs(a - b) < 1e-5) }
    }

    @Test("what is remembered goes through its names and comes back: the next update is the same, bit for bit")
    func restores() {
        var parameters = Parameters()
        for (index, name) in ["a", "b", "c"].enumerated() {
            parameters.add(name, Tensor(rows: 4, columns: 6, Self.numbers(24, seed: UInt64(index))), shape: [4, 6])
        }
        let choices: [String: Optimiser.Choice] = [
            "a": .init(.adamW(AdamW()), rate: 0.1), "b": .init(.muon(Muon()), rate: 0.1),
            "c": .init(.sgd(SGD(momentum: 0.9)), rate: 0.1),
        ]
        func step(_ optimiser: inout Optimiser, _ parameters: inout Parameters, _ seed: UInt64) {
            var gradients = Gradients()
            for name in ["a", "b", "c"] {
                gradients.put(Tensor(rows: 4, columns: 6, Self.numbers(24, seed: seed)), name)
            }
            optimiser.update(&parameters, with: gradients, schedule: 0.5)
        }
        var optimiser = Optimiser(choices)
        for seed in 10..<13 { step(&optimiser, &parameters, UInt64(seed)) }
        let saved = Dictionary(uniqueKeysWithValues: optimiser.state.map { ($0.name, $0.value.array) })
        var (again, copy) = (Optimiser(choices), parameters)
        again.restore(updates: optimiser.updates) { name in saved[name].map { Tensor(rows: 4, columns: 6, $0) } }
        step(&optimiser, &parameters, 20)
        step(&again, &copy, 20)
        for name in ["a", "b", "c"] { #expect(parameters[name]?.array == copy[name]?.array) }
        #expect(optimiser.updates == 4 && again.updates == 4)
        #expect(saved.keys.sorted() == ["a.mean", "a.square", "b.momentum", "c.momentum"])
    }

    @Test("a parameter without a gradient stays as it is")
    func leaves() {
        var parameters = Parameters()
        parameters.add("a", Tensor(rows: 1, columns: 2, [1, 2]), shape: [2])
        var optimiser = Optimiser(["a": .init(.adamW(AdamW(weightDecay: 1)), rate: 1)])
        optimiser.update(&parameters, with: Gradients(), schedule: 1)
        #expect(parameters["a"]?.array == [1, 2])
    }

    @Test("gradients above the norm are scaled down to it, others are left")
    func clips() {
        var gradients = Gradients()
        gradients.put(Tensor(rows: 1, columns: 2, [3, 0]), "a")
        gradients.put(Tensor(rows: 1, columns: 1, [4]), "b")
        let first = gradients.clip(toNorm: 10)
        #expect(first == 5 && gradients["a"]?.array == [3, 0])
        let second = gradients.clip(toNorm: 1)
        #expect(second == 5)
        #expect(abs((gradients["b"]?.array[0] ?? 0) - 0.8) < 1e-6)
    }

    @Test("the average begins as a plain mean and goes on as a moving one")
    func averages() {
        var parameters = Parameters()
        parameters.add("a", Tensor(rows: 1, columns: 1, [0]), shape: [1])
        var average = WeightAverage(decay: 0.5, parameters)
        parameters.replace("a", with: Tensor(rows: 1, columns: 1, [11]))
        average.add(parameters)
        #expect(abs((average.parameters["a"]?.array[0] ?? 0) - 9) < 1e-5)
        for _ in 0..<40 { average.add(parameters) }
        #expect(abs((average.parameters["a"]?.array[0] ?? 0) - 11) < 1e-5)
    }
}

@Suite("Schedules of the learning rate")
struct RateScheduleTests {
    @Test("the rate rises in a straight line and stays")
    func rises() {
        let schedule = RateSchedule(warmUp: 4, total: 10, decay: .constant)
        #expect((0..<6).map(schedule.factor) == [0.25, 0.5, 0.75, 1, 1, 1])
    }

    @Test("a linear decay begins where it is told to")
    func falls() {
        let schedule = RateSchedule(warmUp: 0, total: 10, decay: .linear, decayStart: 6, floor: 0.2)
        #expect([5, 6, 8, 10, 12].map(schedule.factor).map { ($0 * 100).rounded() } == [100, 100, 60, 20, 20])
    }

    @Test("a cosine is a cosine")
    func cosine() {
        let schedule = RateSchedule(warmUp: 0, total: 4, decay: .cosine)
        let wanted = [1, 0.8535533905932737, 0.5, 0.14644660940672627, 0]
        for (update, value) in wanted.enumerated() { #expect(abs(schedule.factor(update) - value) < 1e-12) }
    }
}
