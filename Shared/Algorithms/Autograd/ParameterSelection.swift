/// Which parameters gradients are taken by, by the names checkpoints give them.
public enum ParameterSelection: Sendable, Equatable {
    case none
    case all
    case only(Set<String>)

    public func contains(_ name: String) -> Bool {
        switch self {
        case .none: false
        case .all: true
        case .only(let names): names.contains(name)
        }
    }
}
