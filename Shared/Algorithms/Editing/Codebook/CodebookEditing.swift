public import Bytes
public import Tensors
internal import Autograd
internal import Transformer

/// A key in a layer's input and an output learnt for it: GRACE.                              Hartvigsen et al. 2023
///
/// Keys and radii follow the original rules; the value is learnt where the text is routed, at the last token of the
/// prompt.
public struct CodebookEditing: EditMethod {
    public static let name = "grace"

    /// What a value starts from.
    public enum Start: UInt8, Sendable, CaseIterable {
        /// Uniform numbers in 0 ..< 1.
        case cold
        /// What the layer gives.
        case warm
    }

    public var site: EditSite
    public var settings: CodebookSettings
    public var start: Start
    public var steps: UInt16
    /// Adam's.
    public var rate: Double

    public init(
        site: EditSite, settings: CodebookSettings = CodebookSettings(), start: Start = .cold, steps: UInt16 = 50,
        rate: Double = 1
    ) {
        self.site = site
        self.settings = settings
        self.start = start
        self.steps = steps
        self.rate = rate
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        site = try EditSite(from: &reader)
        settings = try CodebookSettings(from: &reader)
        start = try reader.readCase()
        steps = try reader.read()
        rate = try reader.readDouble()
    }

    public func write(to writer: inout ByteWriter) {
        site.write(to: &writer)
        settings.write(to: &writer)
        writer.write(start.rawValue)
        writer.write(steps)
        writer.write(rate)
    }

    public var traits: EditTraits { EditTraits() }

    public func compute(
        _ batch: [EditRequest], on view: EditView, with resources: EditResources, seed: UInt64
    ) throws(EditingError) -> EditArtifact {
        let learned = try learn(try single(batch), on: view, seed: seed)
        return try EditArtifact(method: Self.name, model: view.model, payload: .codebookEntry(learned.entry)).checked()
    }

    /// - Parameter value: what the value starts from; nil for what the settings say.
    public func learn(
        _ request: EditRequest, on view: EditView, seed: UInt64, from value: Tensor? = nil
    ) throws(EditingError) -> (entry: CodebookEntry, losses: [Double]) {
        try view.require([request])
        let prompt = request.prompt.tokens.count
        let rows = TextRows([
            TextRow(tokens: request.prompt.tokens + request.target.dropLast(), promptTokens: prompt)
        ])
        let window = try SiteWindow(view.withoutRouted(at: site.hook), rows, at: .linear(site))
        let key = window.input[rows: prompt - 1..<prompt]
        var learned = value ?? extended(key, request.target, view) ?? fresh(window, prompt, seed)
        let places = request.target.indices.map { rows.place(0, prompt - 1 + $0) }
        let codebook = Codebook(settings)
        let replaced = Array(codebook.replaced(promptTokens: prompt).clamped(to: 0..<window.output.rows))
        var (adam, losses): (Adam, [Double]) = (Adam(rate: rate), [])
        for _ in 0..<steps {
            let tape = Tape(differentiates: .none)
            let leaf = tape.leaf(learned)
            let output = tape.replaceRows(
                replaced, of: .constant(window.output), with: tape.gather(leaf, rows: replaced.map { _ in 0 }))
            var pass = window.pass(output, on: tape)
            let loss = pass.loss(
                rows: places, targets: request.target, weights: places.map { _ in 1 / Float(places.count) }).total
            losses.append(Double(loss.value[0, 0]))
            guard losses.last?.isFinite == true else { throw .notFinite("the loss after \(losses.count - 1) steps") }
            tape.backward(from: loss)
            if let gradient = tape.gradient(of: leaf) { learned = adam.update(learned, gradient) }
        }
        return (
            CodebookEntry(site: site, settings: settings, key: key, value: learned, label: request.target), losses)
    }

    /// The value of the key that this request will extend; nil if it gets a key of its own.
    private func extended(_ key: Tensor, _ label: [Int32], _ view: EditView) -> Tensor? {
        let present = view.effects.effects.lazy.compactMap { $0 as? CodebookEffect }.first { $0.layer == site }
        guard var codebook = present?.codebook else { return nil }
        let count = codebook.keys.count
        let own = codebook.admit(key.array, label: label, value: key)
        return own < count ? codebook.keys[own].value : nil
    }

    private func fresh(_ window: SiteWindow, _ prompt: Int, _ seed: UInt64) -> Tensor {
        guard start == .cold else { return window.output[rows: prompt - 1..<prompt] }
        var generator = CounterGenerator(key: (seed, 0x6772_6163_65), place: (0, 0, 0))
        let count = window.output.columns
        return Tensor(rows: 1, columns: count, (0..<count).map { _ in Float(generator.nextUnit()) })
    }
}
