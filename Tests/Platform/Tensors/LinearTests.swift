import Tensors
import Testing

@Suite("Linear maps")
struct LinearTests {
    @Test("with f32 weights are the product", arguments: [1, 2, 3, 7, 17, 40], [1, 5, 64, 130])
    func f32(rows: Int, inputs: Int) throws {
        let x = Reference.tensor(rows, inputs, seed: 1)
        let w = Reference.tensor(37, inputs, seed: 2)
        let y = Verbs.linear(x, try Weight(w, format: .f32))
        #expect(Reference.error(y, Reference.product(x, w)) < 1e-5)
    }

    @Test("with exact rounding are the product of the stored weights", arguments: [1, 3, 40], [WeightFormat.bf16,
        .int8])
    func exact(rows: Int, format: WeightFormat) throws {
        let x = Reference.tensor(rows, 130, seed: 1)
        let weight = try Weight(Reference.tensor(37, 130, seed: 2), format: format)
        let y = Verbs.linear(x, weight, rounding: .exact)
        #expect(Reference.error(y, Reference.product(x, weight.widened())) < 1e-5)
    }
}
