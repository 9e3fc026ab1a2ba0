public import Autograd
internal import Tensors
public import Transformer

/// All that edits add to the weights of one layer.
///
///     y + x V Uᵀ + x Dᵀ
///
/// Kept as factors as long as they are smaller than the matrix they make; the order of summation is that of the log.
public struct WeightOverlay: SiteEffect {
    public let layer: EditSite
    /// Vᵀ, [r, inputs], and U, [outputs, r].
    private var down: Weight?
    private var up: Weight?
    private var dense: Weight?

    public var site: HookSite { layer.hook }

    /// - Parameters:
    ///   - low: in the order of the log.
    ///   - full: in the order of the log.
    init(layer: EditSite, low: [Factors], full: [Tensor]) {
        self.layer = layer
        var sum = full.first
        for values in full.dropFirst() { sum = Verbs.sum(values, to: sum) }
        let rank = low.reduce(0) { $0 + $1.rank }
        if let first = low.first {
            let (inputs, outputs) = (first.inputs.columns, first.outputs.columns)
            if rank * (inputs + outputs) > inputs * outputs {
                for factors in low { sum = factors.product(addedTo: sum) }
            } else {
                down = Weight(sharing: Verbs.concatenate(low.map(\.inputs)))
                up = Weight(sharing: Verbs.concatenate(low.map(\.outputs)).transposed())
            }
        }
        dense = sum.map(Weight.init(sharing:))
    }

    public func apply(_ decision: Int, to rows: EffectRows, on tape: Tape) -> Variable {
        var output = rows.output
        if let down, let up {
            output = tape.addLowRank(
                rows.input, down: Matrix(down, parameter: nil), up: Matrix(up, parameter: nil), scale: 1, to: output)
        }
        if let dense { output = tape.addLinear(rows.input, Matrix(dense, parameter: nil), scale: 1, to: output) }
        return output
    }
}

/// Neurons beside those of a feed-forward block.                                    Huang et al. 2023, eq. 4
///
///     out + relu(x Kᵀ + b) V
struct NeuronOverlay: SiteEffect {
    let neurons: AddedNeurons

    var site: HookSite { HookSite(layer: neurons.layer, module: .feedForward) }

    func apply(_ decision: Int, to rows: EffectRows, on tape: Tape) -> Variable {
        let keys = Matrix(Weight(sharing: neurons.keys), parameter: nil)
        let active = tape.relu(tape.addRow(Row(neurons.biases, parameter: nil), to: tape.linear(rows.input, keys)))
        let values = Matrix(Weight(sharing: neurons.values.transposed()), parameter: nil)
        return tape.addLinear(active, values, scale: 1, to: rows.output)
    }
}
