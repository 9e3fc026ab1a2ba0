internal import MemoryTypes
package import Wire

/// A document that was looked at for an answer: attention, not proof.
package struct AttendedReport: Encodable, Sendable {
    /// Whether the document is still there.
    enum Standing: String, Encodable, Sendable {
        case known, gone, unknown
    }

    let document: String
    let standing: Standing
    /// Its share of the attention on memory, 0 ... 1.
    let attention: Float
    /// Where it came from.
    let source: String?
    /// Updates of its shard since it was absorbed.
    let age: UInt64?
    /// The share of its slots that is expected to be left, (1 - K/n)^age.
    let survival: Double?

    /// A document that the store described.
    package init(_ attended: AttendedDocument, _ status: DocumentStatus) {
        let isGone = status.state == .forgotten || status.state == .purged
        self.init(attended, isGone ? .gone : .known, isGone ? nil : status)
    }

    /// A document that the store does not describe: it has been dropped with its pool, or the store cannot be asked.
    package init(_ attended: AttendedDocument, isGone: Bool) {
        self.init(attended, isGone ? .gone : .unknown, nil)
    }

    private init(_ attended: AttendedDocument, _ standing: Standing, _ status: DocumentStatus?) {
        document = attended.document.description
        attention = attended.mass
        self.standing = standing
        source = status?.source
        age = status?.age
        survival = status?.survival
    }

    /// `from  70706046ac2b  notes.jsonl:1   62 % of the attention on memory   age 1   97 % expected left   (...)`
    package var line: String {
        let names = ["from", String(document.prefix(12)), source ?? ""].filter { !$0.isEmpty }
        var parts = [names.joined(separator: "  "), "\(Amounts.percent(Double(attention))) of the attention on memory"]
        switch standing {
        case .gone: parts.append("forgotten since")
        case .unknown: parts.append("age not known")
        case .known: parts += ["age \(age ?? 0)", "\(Amounts.percent(survival ?? 0)) expected left"]
        }
        return (parts + ["(attention, not proof)"]).joined(separator: "   ")
    }
}
