internal import Bytes
internal import Editing
internal import Tensors

/// TIES and its relatives.
struct GoldenMerging {
    let golden: GoldenEditingCase

    func check(_ checks: inout GoldenChecks) throws {
        let base = try golden.matrix("base")
        for member in try golden.json.at("cases").object?.members ?? [] {
            let merged = try merged(member.name, member.value, base: base)
            checks.compare(
                member.name, merged, try golden.matrix(member.name), within: GoldenChecks.Tolerance.closed)
        }
    }

    private func merged(_ name: String, _ fields: JSON, base: Matrix64) throws -> Matrix64 {
        if let first = fields["a"]?.string, let second = fields["b"]?.string {
            let (a, b) = (try golden.matrix(first), try golden.matrix(second))
            let t = try fields.at("t").requiredNumber()
            return name.hasPrefix("slerp")
                ? MatrixMerging.spherical(a, b, at: t) : MatrixMerging.linear(a, b, at: t)
        }
        let weights = try fields.at("weights").numbers()
        let copies = try weights.indices.map { try golden.matrix("t\($0)") }
        guard copies.allSatisfy({ $0.rows == base.rows && $0.columns == base.columns }) else {
            throw GoldenFault("\(name) has copies of other shapes")
        }
        let isTrimmed = fields["trim"]?.boolean ?? true
        return MatrixMerging(
            weights: weights, density: isTrimmed ? try fields.at("density").requiredNumber() : nil,
            electsSigns: fields["sign_election"]?.boolean ?? true, normalises: fields["normalize"]?.boolean ?? true
        ).merged(copies, base: base)
    }
}
