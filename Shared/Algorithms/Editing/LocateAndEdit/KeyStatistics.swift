public import Bytes
public import MemoryTypes
public import Tensors
internal import Autograd
internal import Synchronization
internal import Transformer

/// What the keys of a layer look like over ordinary text: C = 1/N Σ a aᵀ, uncentred.          Meng et al. 2022, eq. 2
public struct KeyStatistics: ByteCodable, Sendable {
    private static let format = Array("EGC1".utf8)

    public let model: ModelDigest
    public let site: EditSite
    /// N.
    public let tokens: UInt64
    /// C, [f, f].
    public let moment: Matrix64
    private let solutions = MomentSolutions()

    public init(model: ModelDigest, site: EditSite, tokens: UInt64, moment: Matrix64) {
        precondition(moment.rows == moment.columns, "a moment of \(moment.rows) x \(moment.columns)")
        self.model = model
        self.site = site
        self.tokens = tokens
        self.moment = moment
    }

    public init(from reader: inout ByteReader) throws(BytesError) {
        let format = try reader.readBytes(exactly: Self.format.count)
        guard format == Self.format else { throw .value(field: "format", found: "\(format)") }
        model = try ModelDigest(from: &reader)
        site = try EditSite(from: &reader)
        tokens = try reader.read()
        let moment = try reader.readTensor()
        guard moment.rows == moment.columns else { throw .value(field: "moment", found: "\(moment)") }
        self.moment = Matrix64(moment)
    }

    /// The moment is kept in f32.
    public func write(to writer: inout ByteWriter) {
        writer.write(exactly: Self.format)
        model.write(to: &writer)
        site.write(to: &writer)
        writer.write(tokens)
        writer.write(moment.tensor)
    }

    /// The factor of scale · C + ridge · 1, made once.
    func factor(scale: Double = 1, ridge: Double = 0) throws(EditingError) -> CholeskyFactor {
        do {
            return try solutions.factor([scale, ridge]) { () throws(TensorError) in
                let matrix = scale == 1 ? moment : moment.scaled(by: scale)
                return try CholeskyFactor(ridge == 0 ? matrix : matrix.addingToDiagonal(ridge))
            }
        } catch {
            throw .statisticsUnusable(site.hook, "\(error)")
        }
    }

    /// P: onto the directions in which keys hardly ever point, the eigenvectors of C with eigenvalues below
    /// `threshold`; made once.                                                                  Fang et al. 2025, eq. 8
    public func nullSpace(below threshold: Double) -> Matrix64 {
        solutions.projector([threshold]) {
            let (values, vectors) = moment.symmetricEigen()
            let chosen = values.indices.filter { abs(values[$0]) < threshold }
            let basis = Matrix64(
                rows: chosen.count, columns: moment.columns, chosen.flatMap { vectors[rows: $0..<$0 + 1].values })
            return basis.transposedMultiplied(by: basis)
        }
    }
}

/// What has been solved of a moment, by what it was solved for: equations of the size of a layer take longer than an
/// edit.
private final class MomentSolutions: Sendable {
    private struct Solved {
        var factors: [[Double]: CholeskyFactor] = [:]
        var projectors: [[Double]: Matrix64] = [:]
    }

    private let solved = Mutex(Solved())

    func factor(
        _ key: [Double], _ make: () throws(TensorError) -> CholeskyFactor
    ) throws(TensorError) -> CholeskyFactor {
        if let found = solved.withLock({ $0.factors[key] }) { return found }
        let made = try make()
        solved.withLock { $0.factors[key] = made }
        return made
    }

    func projector(_ key: [Double], _ make: () -> Matrix64) -> Matrix64 {
        if let found = solved.withLock({ $0.projectors[key] }) { return found }
        let made = make()
        solved.withLock { $0.projectors[key] = made }
        return made
    }
}

/// Sums moments of several sites over texts, which are read once.
public struct KeyStatisticsBuilder: Sendable {
    private let view: EditView
    public let sites: [EditSite]
    /// Tokens read so far.
    public private(set) var tokens = 0
    private var sums: [EditSite: Matrix64] = [:]

    /// - Throws: `siteMissing`.
    public init(_ view: EditView, sites: [EditSite]) throws(EditingError) {
        self.view = view
        self.sites = sites
        for site in sites {
            let width = try view.decoder.weights(at: site).weight.inputs
            sums[site] = .zeros(rows: width, columns: width)
        }
    }

    /// Adds all tokens of some texts, each at least one token and no longer than the model's positions.
    public mutating func add(_ texts: [[Int32]]) throws(EditingError) {
        guard !texts.isEmpty, texts.allSatisfy({ !$0.isEmpty }) else { throw .promptEmpty }
        let rows = TextRows(texts.map { TextRow(tokens: $0, promptTokens: $0.count) })
        try view.require(rows)
        for (site, inputs) in view.inputs(of: sites, rows) {
            let keys = Matrix64(inputs)
            sums[site] = sums[site]?.adding(keys.transposedMultiplied(by: keys))
        }
        tokens += rows.tokens.count
    }

    /// C of each site.
    public var statistics: [EditSite: KeyStatistics] {
        var found: [EditSite: KeyStatistics] = [:]
        for (site, sum) in sums {
            found[site] = KeyStatistics(
                model: view.model, site: site, tokens: UInt64(tokens),
                moment: sum.scaled(by: 1 / Double(max(1, tokens))))
        }
        return found
    }
}

extension EditView {
    /// What a linear layer reads, [rows of all texts, inputs]; nothing above it is computed.
    func inputs(of site: EditSite, _ rows: TextRows) -> Tensor { inputs(of: [site], rows)[site] ?? .none }

    /// What several linear layers read; nothing above the last is computed.
    func inputs(of sites: [EditSite], _ rows: TextRows) -> [EditSite: Tensor] {
        var seen: [EditSite: Tensor] = [:]
        var hooks = effects.hooks(for: rows)
        for site in sites {
            hooks.add(atInputOf: site.hook) { _, input, output in
                if let input { seen[site] = input.value }
                return output
            }
        }
        var pass = ViewPass(decoder, rows, tape: Tape(differentiates: .none), hooks: hooks)
        pass.run(to: (sites.map(\.layer).max() ?? -1) + 1)
        return seen
    }
}

extension EditResources {
    /// - Throws: `statisticsMissing`, `statisticsUnusable` where they are another model's or of another width.
    func statistics(at site: EditSite, of view: EditView) throws(EditingError) -> KeyStatistics {
        guard let found = statistics[site] else { throw .statisticsMissing(site.hook) }
        guard found.model == view.model else {
            throw .statisticsUnusable(site.hook, "they belong to the model \(found.model)")
        }
        let width = try view.decoder.weights(at: site).weight.inputs
        guard found.moment.rows == width else {
            throw .statisticsUnusable(site.hook, "they are of \(found.moment.rows) inputs, wanted \(width)")
        }
        return found
    }
}
