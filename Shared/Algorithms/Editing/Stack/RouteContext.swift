internal import Autograd
internal import Tensors
public import Transformer

/// What the edits do for one text: found once, from its prompt and without any memory, and kept with its attention
/// cache for every step after it.
public struct RouteContext: Sendable, Hashable {
    /// How many tokens the prompt has, rewritten.
    public let promptTokens: Int
    /// What each routed effect decided, by its number in the compiled stack; nothing for those that stay out.
    public let decisions: [Int: Int]

    public init(promptTokens: Int, decisions: [Int: Int] = [:]) {
        self.promptTokens = promptTokens
        self.decisions = decisions
    }
}

extension CompiledStack {
    private var isRouted: Bool { effects.contains(where: \.isRouted) }

    /// Reads a prompt up to the deepest site where something is decided.
    ///
    /// - Parameter prompt: rewritten already (`rewritten`).
    public func route(_ prompt: [Int32], _ decoder: Decoder) -> RouteContext {
        guard isRouted, !prompt.isEmpty else { return RouteContext(promptTokens: prompt.count) }
        let rows = TextRows([TextRow(tokens: prompt, promptTokens: prompt.count)])
        let routed = effects.filter(\.isRouted).map(\.site.layer).max() ?? 0
        let decisions = DecisionLog()
        var pass = ViewPass(
            decoder, rows, tape: Tape(differentiates: .none), hooks: hooks(for: rows, noting: decisions))
        pass.run(to: min(routed + 1, decoder.layers.count))
        return RouteContext(promptTokens: prompt.count, decisions: decisions.first)
    }

    /// The prompt with the texts that belong before it.
    public func rewritten(_ prompt: [Int32], beginning: Int = 0) -> [Int32] {
        contexts?.rewritten(prompt, beginning: beginning) ?? prompt
    }

    /// What a decoder does for a text that was routed.
    public func plan(_ route: RouteContext, layers: Int) -> HookPlan {
        var plan = HookPlan()
        for (number, effect) in effects.enumerated() {
            guard let decision = effect.isRouted ? route.decisions[number] : 0 else { continue }
            plan.add(atRowsOf: effect.site) { rows in
                guard let input = rows.input else { return rows.output }
                let places = EffectRows(
                    input: .constant(input), output: .constant(rows.output), positions: rows.positions,
                    promptTokens: route.promptTokens)
                return effect.apply(decision, to: places, on: Tape(differentiates: .none)).value
            }
        }
        if let neighbours { neighbours.add(to: &plan, layers: layers) }
        return plan
    }

    /// The same while a batch is recorded: each text is routed on the way, by its own prompt.
    func hooks(for rows: TextRows, noting log: DecisionLog? = nil) -> RecordingHooks {
        var hooks = RecordingHooks()
        for (number, effect) in effects.enumerated() {
            hooks.add(atInputOf: effect.site) { tape, input, output in
                guard let input else { return output }
                guard effect.isRouted else {
                    return effect.apply(0, to: EffectRows(
                        input: input, output: output, positions: 0..<output.value.rows, promptTokens: 0), on: tape)
                }
                return effect.routed(input, output, rows, tape) { log?.note($1, of: number, text: $0) }
            }
        }
        return hooks
    }
}

extension SiteEffect {
    /// Decides for each text and applies.
    fileprivate func routed(
        _ input: Variable, _ output: Variable, _ rows: TextRows, _ tape: Tape, _ note: (Int, Int) -> Void
    ) -> Variable {
        var parts: [Variable] = []
        for (text, row) in rows.rows.enumerated() {
            let range = rows.range(of: text)
            let prompt = input.value[rows: range.lowerBound..<range.lowerBound + row.promptTokens]
            let own = tape.rows(range, of: output)
            guard let decision = decide(prompt) else {
                parts.append(own)
                continue
            }
            note(text, decision)
            parts.append(apply(decision, to: EffectRows(
                input: tape.rows(range, of: input), output: own, positions: 0..<range.count,
                promptTokens: row.promptTokens), on: tape))
        }
        return tape.concatenate(parts)
    }
}

/// Decisions as they are made.
final class DecisionLog {
    private var decisions: [Int: [Int: Int]] = [:]

    func note(_ decision: Int, of effect: Int, text: Int) { decisions[text, default: [:]][effect] = decision }

    /// Of the first text.
    var first: [Int: Int] { decisions[0] ?? [:] }
}

extension NearestNeighbours {
    /// States are what the last feed-forward block reads.
    static func site(layers: Int) -> HookSite { HookSite(layer: layers - 1, module: .feedForward) }

    func add(to plan: inout HookPlan, layers: Int) {
        let site = Self.site(layers: layers)
        plan.keepInput(of: site)
        plan.add(atRowsOf: HookSite(layer: layers, module: .head)) { rows in
            guard let states = rows.kept[site] else { return rows.output }
            let first = states.rows - rows.output.rows
            return Verbs.concatenate((0..<rows.output.rows).map { row in
                let mixed = mixed(rows.output.softmax(row: row), state: states[rows: first + row..<first + row + 1])
                return Tensor(rows: 1, columns: mixed.count, mixed.map(Self.logarithm))
            })
        }
    }

    /// Of a probability, and of none a very small number that sampling can still compute with.
    private static func logarithm(_ probability: Float) -> Float {
        Float(max(-100, Double(probability).logarithm))
    }
}
