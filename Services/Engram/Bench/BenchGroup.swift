/// The parts of the benchmark, in the order in which they run.
package enum BenchGroup: String, CaseIterable, Encodable, Sendable {
    case decode, prefill, update, first, hooks
    case commit, ingest, absorb, replay, answer

    /// - Throws: `usage` for a name that is none.
    package static func parse(_ list: String?) throws(Failure) -> [BenchGroup] {
        guard let list else { return allCases }
        var chosen: Set<BenchGroup> = []
        for name in list.split(separator: ",") {
            guard let group = BenchGroup(rawValue: String(name)) else {
                let known = allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(.usage, "There is no group \(name); known are \(known).")
            }
            chosen.insert(group)
        }
        return allCases.filter(chosen.contains)
    }

    /// Whether the group needs running services.
    var needsServices: Bool {
        switch self {
        case .decode, .prefill, .update, .first, .hooks: false
        case .commit, .ingest, .absorb, .replay, .answer: true
        }
    }
}
