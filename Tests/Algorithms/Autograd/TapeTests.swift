import Autograd
import Tensors
import Testing

@Suite("The tape")
struct TapeTests {
    private let x = numbers(4, 6, seed: 1)
    private let w = numbers(5, 6, seed: 2)

    private func matrix(_ name: String?) -> Matrix { Matrix(Weight(sharing: w), parameter: name) }

    @Test("what nobody asks for leaves no trace: constants in, a constant out")
    func constants() {
        let tape = Tape(differentiates: .only(["other"]))
        let y = tape.linear(.constant(x), matrix("w"))
        #expect(!tape.add(y, y).wantsGradient)
        #expect(Tape(differentiates: .only(["w"])).linear(.constant(x), matrix("w")).wantsGradient)
    }

    @Test("a gradient stops at a detached value")
    func detached() {
        let tape = Tape(differentiates: .none)
        let leaf = tape.leaf(x)
        let y = tape.add(tape.scale(leaf, by: 2), tape.scale(leaf, by: 3).detached)
        tape.backward(from: y)
        #expect(tape.gradient(of: leaf)?.array == Array(repeating: 2, count: 24))
    }

    @Test("a watched result shows its gradient and changes no other")
    func watched() {
        let tape = Tape(differentiates: .none)
        let leaf = tape.leaf(x)
        let middle = tape.watch(tape.scale(leaf, by: 2))
        tape.backward(from: tape.scale(middle, by: 5))
        #expect(tape.gradient(of: middle)?.array == Array(repeating: 5, count: 24))
        #expect(tape.gradient(of: leaf)?.array == Array(repeating: 10, count: 24))
    }

    @Test("gradients of two passes are summed, on one tape or handed from one to the next")
    func sums() {
        func pass(_ tape: Tape) { tape.backward(from: tape.linear(.constant(x), matrix("w"))) }
        let once = Tape(differentiates: .all)
        pass(once)
        let single = once.takeGradients()
        let twice = Tape(differentiates: .all)
        pass(twice)
        let next = Tape(differentiates: .all, addingTo: twice.takeGradients())
        pass(next)
        var both = single
        both.add(single)
        #expect(next.takeGradients()["w"]?.array == both["w"]?.array)
        both.scale(by: 0.5)
        #expect(both["w"]?.array == single["w"]?.array)
        #expect(both.names == ["w"])
        let squares = (single["w"]?.array ?? []).reduce(0.0) { $0 + Double($1) * Double($1) }
        #expect(abs(single.norm - squares.squareRoot()) < 1e-5)
    }

    @Test("a part that is run again gives the same gradients, of its inputs and of its parameters")
    func checkpoint() {
        func part(_ tape: Tape, _ inputs: [Variable]) -> Variable {
            let y = tape.linear(inputs[0], matrix("w"))
            return tape.gate(y, tape.linear(inputs[1], matrix("w")))
        }
        func gradients(_ body: (Tape, [Variable]) -> Variable) -> [[Float]?] {
            let tape = Tape(differentiates: .all)
            let leaves = [tape.leaf(x), tape.leaf(numbers(4, 6, seed: 3))]
            let before = tape.linear(leaves[0], matrix("w"))
            let y = tape.add(body(tape, leaves), before)
            tape.backward(from: y, gradient: numbers(4, 5, seed: 9))
            return leaves.map { tape.gradient(of: $0)?.array } + [tape.takeGradients()["w"]?.array]
        }
        let plain = gradients(part), again = gradients { $0.checkpoint($1, part) }
        for (one, other) in zip(plain, again) {
            let distance = zip(one ?? [], other ?? []).map { abs($0 - $1) }.max() ?? 1
            #expect(distance < 1e-5)
        }
    }
}
