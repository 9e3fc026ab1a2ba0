/// Something that can be measured again and again.
package struct Probe: Sendable {
    package let name: String
    /// Takes one sample.
    package let take: @Sendable () async throws -> Double

    package init(_ name: String, take: @escaping @Sendable () async throws -> Double) {
        self.name = name
        self.take = take
    }

    /// Samples all probes in turn, forwards in even rounds and backwards in odd ones: what else the machine does falls
    /// on all of them alike. A first round warms up and is thrown away.
    ///
    /// - Returns: one `Samples` for each probe.
    package static func interleave(
        _ probes: [Probe], rounds: Int, progress: (String) -> Void = { _ in }
    ) async throws -> [Samples] {
        var values = probes.map { _ in [Double]() }
        for round in 0...rounds {
            let order = round.isMultiple(of: 2) ? Array(probes.indices) : probes.indices.reversed()
            for index in order {
                try Task.checkCancellation()
                progress("\(probes[index].name) \(round)/\(rounds)")
                let value = try await probes[index].take()
                if round > 0 { values[index].append(value) }
            }
        }
        return values.map(Samples.init)
    }
}

/// Seconds that `work` takes.
package func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let duration = try await ContinuousClock().measure(work)
    return duration / .seconds(1)
}
