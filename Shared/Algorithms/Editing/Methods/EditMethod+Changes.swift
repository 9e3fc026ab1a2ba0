internal import Transformer

extension RankOneEditing {
    public mutating func change(_ change: SettingChange) throws(EditingError) {
        switch change.name {
        case "layer": layer = try change.layer
        case "keys":
            keys = try change.choice([("prompt", .prompt), ("templates", .templates), ("mixed", .mixed)])
        case "moments": usesMoments = try change.flag()
        case "denominator": leastDenominator = try change.real(0...1)
        default: try value.change(change, of: Self.name, and: ["layer", "keys", "moments", "denominator"])
        }
    }
}

extension MassEditing {
    public mutating func change(_ change: SettingChange) throws(EditingError) {
        switch (change.name, equation) {
        case ("layers", _): layers = try change.layers()
        case ("weight", .leastSquares): equation = .leastSquares(weight: try change.real(1e-9...1e9))
        case ("weight", .constrained(_, let ridge, let slack)):
            equation = .constrained(weight: try change.real(1e-9...1e9), ridge: ridge, slack: slack)
        case ("slack", .constrained(let weight, let ridge, _)):
            equation = .constrained(weight: weight, ridge: ridge, slack: try change.real(1e-9...1e9))
        case ("ridge", .constrained(let weight, _, let slack)):
            equation = .constrained(weight: weight, ridge: try change.real(0...1e9), slack: slack)
        case ("ridge", .projected(let threshold, _)):
            equation = .projected(threshold: threshold, ridge: try change.real(1e-9...1e9))
        case ("threshold", .projected(_, let ridge)):
            equation = .projected(threshold: try change.real(1e-9...1e9), ridge: ridge)
        default: try value.change(change, of: Self.name, and: ["layers"] + equation.settingNames)
        }
    }
}

extension MassEditing.Equation {
    fileprivate var settingNames: [String] {
        switch self {
        case .leastSquares: ["weight"]
        case .constrained: ["weight", "ridge", "slack"]
        case .projected: ["threshold", "ridge"]
        }
    }
}

extension ValueSettings {
    fileprivate mutating func change(
        _ change: SettingChange, of method: String, and others: [String]
    ) throws(EditingError) {
        switch change.name {
        case "steps": steps = try change.whole(1...10_000)
        case "rate": rate = try change.real(1e-9...1e3)
        case "decay": decay = try change.real(0...1e6)
        case "divergence": divergence = try change.real(0...1e6)
        case "reach": reach = try change.real(1e-6...1e6)
        case "enough": enough = try change.real(0...100)
        default: throw change.unknown(to: method, others + ["steps", "rate", "decay", "divergence", "reach", "enough"])
        }
    }
}

extension EditSite {
    fileprivate func at(_ layer: UInt16) -> EditSite { EditSite(layer: Int(layer), projection: projection) }
}

extension FineTuning {
    public mutating func change(_ change: SettingChange) throws(EditingError) {
        switch change.name {
        case "layer": site = site.at(try change.layer)
        case "steps": steps = try change.whole(1...10_000)
        case "rate": rate = try change.real(1e-9...1e3)
        case "reach": reach = try change.optionalReal(1e-9...1e6)
        case "enough": enough = try change.real(0...100)
        case "optimizer": optimizer = try change.choice([("adam", .adam), ("gradient", .gradient)])
        default: throw change.unknown(to: Self.name, ["layer", "steps", "rate", "reach", "enough", "optimizer"])
        }
    }
}

extension CodebookEditing {
    public mutating func change(_ change: SettingChange) throws(EditingError) {
        switch change.name {
        case "layer": site = site.at(try change.layer)
        case "steps": steps = try change.whole(1...10_000)
        case "rate": rate = try change.real(1e-9...1e3)
        case "radius": settings.radius = Float(try change.real(1e-6...1e6))
        case "start": start = try change.choice([("cold", .cold), ("warm", .warm)])
        case "replace":
            settings.replacement = try change.choice([("last", .last), ("prompt", .prompt), ("all", .all)])
        default: throw change.unknown(to: Self.name, ["layer", "steps", "rate", "radius", "start", "replace"])
        }
    }
}

extension ResidualMemoryEditing {
    public mutating func change(_ change: SettingChange) throws(EditingError) {
        switch change.name {
        case "layer": site = site.at(try change.layer)
        case "columns": columns = try change.whole(1...1 << 20)
        case "threshold": threshold = Float(try change.real(0...1))
        case "steps": steps = try change.whole(1...10_000)
        case "rate": rate = try change.real(1e-9...1e3)
        case "enough": enough = try change.real(0...100)
        default: throw change.unknown(to: Self.name, ["layer", "columns", "threshold", "steps", "rate", "enough"])
        }
    }
}

extension NeighbourEditing {
    public mutating func change(_ change: SettingChange) throws(EditingError) {
        switch change.name {
        case "count": settings.count = try change.whole(1...1 << 20)
        case "temperature": settings.temperature = Float(try change.real(1e-6...1e9))
        case "share": settings.share = Float(try change.real(0...1))
        case "reach": settings.reach = try change.optionalReal(0...1e9).map(Float.init)
        default: throw change.unknown(to: Self.name, ["count", "temperature", "share", "reach"])
        }
    }
}

extension ContextEditing {
    public mutating func change(_ change: SettingChange) throws(EditingError) {
        switch change.name {
        case "count": settings.count = try change.whole(1...1024)
        case "least": settings.least = Float(try change.real(0...1))
        default: throw change.unknown(to: Self.name, ["count", "least"])
        }
    }
}
