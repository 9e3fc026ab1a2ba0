/// One line of the benchmark: a measured figure, what it is held against, and whether that suffices.
package struct Figure: Encodable, Sendable {
    package enum Goal: Encodable, Equatable, Sendable {
        case atLeast(Double)
        case atMost(Double)

        package func isMet(by value: Double) -> Bool {
            switch self {
            case .atLeast(let bound): value >= bound
            case .atMost(let bound): value <= bound
            }
        }
    }

    /// A quantity and its unit.
    package struct Quantity: Encodable, Sendable {
        package let name: String
        package let unit: String
        package let samples: Samples

        package init(_ name: String, _ unit: String, _ samples: Samples) {
            self.name = name
            self.unit = unit
            self.samples = samples
        }
    }

    package let figure: Quantity
    /// What was measured beside it, in the same rounds.
    package let reference: Quantity?
    /// The figure against its reference, in what `ratioMeans` says; taken round by round, so that noise hits both.
    package let ratio: Samples?
    package let ratioMeans: String?
    package let goal: Goal?
    /// The median ratio against the goal; nil without a goal.
    package let isMet: Bool?

    package init(
        _ figure: Quantity, against reference: Quantity? = nil, ratio: Samples? = nil, meaning: String? = nil,
        goal: Goal? = nil
    ) {
        self.figure = figure
        self.reference = reference
        self.ratio = ratio
        ratioMeans = meaning
        self.goal = goal
        let judged = (ratio ?? figure.samples).median
        isMet = goal.map { $0.isMet(by: judged) }
    }
}

extension Figure {
    private enum Keys: String, CodingKey { case name, figure, reference, ratio, ratioMeans, goal, isMet }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(figure.name, forKey: .name)
        try container.encode(figure, forKey: .figure)
        try container.encodeIfPresent(reference, forKey: .reference)
        try container.encodeIfPresent(ratio, forKey: .ratio)
        try container.encodeIfPresent(ratioMeans, forKey: .ratioMeans)
        try container.encodeIfPresent(goal?.text, forKey: .goal)
        try container.encodeIfPresent(isMet, forKey: .isMet)
    }
}

extension Figure.Goal {
    package var text: String {
        switch self {
        case .atLeast(let bound): ">= " + Amounts.significant(bound)
        case .atMost(let bound): "<= " + Amounts.significant(bound)
        }
    }
}
