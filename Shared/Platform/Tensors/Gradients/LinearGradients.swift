/// The backward side of y = x Wᵀ. What is wanted is added to `sum`, in its own memory if nobody else looks at it; there
/// is nothing to add to where `sum` is nil.
extension Verbs {
    /// dx += scale · g W.
    ///
    /// - Parameter g: the gradient of y, [n, outputs].
    public static func addInputGradient(
        _ g: Tensor, _ weight: Weight, scale: Float = 1, to sum: consuming Tensor? = nil
    ) -> Tensor {
        precondition(g.columns == weight.outputs, "\(g) for a weight of \(weight.outputs) x \(weight.inputs)")
        let (inputs, outputs) = (weight.inputs, weight.outputs)
        let beta: Float = sum == nil ? 0 : 1
        var draft = Draft(addingTo: sum, rows: g.rows, columns: inputs)
        unsafe draft.withPointer { to in
            unsafe g.withPointer { from in
                inRowParts(g.rows, operations: g.count * inputs) { rows in
                    unsafe weight.eachPanel { panel, first, count in
                        let product = Gemm(alpha: scale, beta: first == 0 ? beta : 1)
                        unsafe product(
                            rows.count, inputs, count, from + rows.lowerBound * outputs + first, outputs, panel,
                            inputs, to + rows.lowerBound * inputs, inputs)
                    }
                }
            }
        }
        return draft.seal()
    }

    /// dW += scale · gᵀ x.
    ///
    /// - Parameters: `g` [n, outputs], `x` [n, inputs].
    /// - Returns: [outputs, inputs].
    public static func addWeightGradient(
        _ g: Tensor, _ x: Tensor, scale: Float = 1, to sum: consuming Tensor? = nil
    ) -> Tensor {
        precondition(g.rows == x.rows, "\(g) with \(x)")
        let (rows, inputs, outputs) = (x.rows, x.columns, g.columns)
        let product = Gemm(transposedA: true, alpha: scale, beta: sum == nil ? 0 : 1)
        var draft = Draft(addingTo: sum, rows: outputs, columns: inputs)
        unsafe draft.withPointer { to in
            unsafe g.withPointer { g in
                unsafe x.withPointer { x in
                    inRowParts(outputs, operations: rows * outputs * inputs) { part in
                        unsafe product(
                            part.count, inputs, rows, g + part.lowerBound, outputs, x, inputs,
                            to + part.lowerBound * inputs, inputs)
                    }
                }
            }
        }
        return draft.seal()
    }
}

extension Weight {
    /// Rows that are widened at a time where the numbers are not f32.
    private static let panelRows = 256

    /// Gives all rows in f32, some at a time: their numbers, the first row, how many.
    func eachPanel(_ body: (UnsafePointer<Float>, Int, Int) -> Void) {
        unsafe withBytes { bytes in
            guard format != .f32 else {
                return unsafe body(UnsafePointer(bytes.assumingMemoryBound(to: Float.self)), 0, outputs)
            }
            let panel = Block(byteCount: min(Self.panelRows, outputs) * inputs * 4)
            let wide = unsafe panel.address.assumingMemoryBound(to: Float.self)
            for first in stride(from: 0, to: outputs, by: Self.panelRows) {
                let rows = first..<min(first + Self.panelRows, outputs)
                unsafe widen(bytes, rows: rows, to: wide)
                unsafe body(wide, first, rows.count)
            }
        }
    }

    /// f32 numbers as they stand: what a training step computes with. Unlike `init(_:format:)` it looks at none of
    /// them, since a step would spend more on that than on its norms.
    public init(sharing tensor: Tensor) {
        self.init(
            outputs: tensor.rows, inputs: tensor.columns, format: .f32, block: tensor.block, start: tensor.start * 4)
    }
}
