public import ArgumentParser
public import MemoryTypes
public import Tokenization

// Names and identifiers as arguments: wrong ones are refused before anything is sent.

extension PoolName: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public var defaultValueDescription: String { text }
}

extension TenantName: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
    public var defaultValueDescription: String { text }
}

extension WordCutting.Pattern: ExpressibleByArgument {}

extension DocumentID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension EditID: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension JobID: ExpressibleByArgument {
    public init?(argument: String) {
        guard let value = UInt64(argument) else { return nil }
        self.init(value)
    }
}

extension PoolVersion: ExpressibleByArgument {
    public init?(argument: String) {
        guard let value = UInt64(argument) else { return nil }
        self.init(value)
    }
}

extension LogPosition: ExpressibleByArgument {
    public init?(argument: String) {
        guard let value = UInt64(argument) else { return nil }
        self.init(value)
    }
}

extension Timestamp: ExpressibleByArgument {
    public init?(argument: String) { self.init(iso: argument) }
}

/// `people` or `people@12`.
struct PoolArgument: ExpressibleByArgument {
    let name: PoolName
    let version: PoolVersion?

    init?(argument: String) {
        let parts = argument.split(separator: "@", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let name = PoolName(String(parts[0])) else { return nil }
        self.name = name
        guard parts.count == 2 else {
            version = nil
            return
        }
        guard let number = UInt64(parts[1]) else { return nil }
        version = PoolVersion(number)
    }

    var defaultValueDescription: String { version.map { "\(name)@\($0)" } ?? name.text }
}
