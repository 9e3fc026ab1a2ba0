/// One thing that can be configured: a flag `--name`, a variable `ENGRAM_NAME`, a key `name` of the file.
public struct Setting: Sendable {
    public enum Form: Sendable {
        case text
        /// A whole number in a range.
        case number(ClosedRange<Int>)
        /// A number in a range.
        case decimal(ClosedRange<Double>)
        /// On or off: `--name` alone, or `true` or `false`.
        case flag
        /// One of a few words.
        case choice([String])
    }

    public let name: String
    public let form: Form
    /// What it is, with its unit and range.
    public let summary: String
    /// Nil: it must be given, unless `isOptional`.
    public let standard: String?
    public let isOptional: Bool
    /// Shown as `***`.
    public let isSecret: Bool

    public init(
        _ name: String, _ form: Form, _ summary: String, default standard: String? = nil, isOptional: Bool = false,
        isSecret: Bool = false
    ) {
        self.name = name
        self.form = form
        self.summary = summary
        self.standard = standard
        self.isOptional = isOptional
        self.isSecret = isSecret
    }

    /// A setting that holds any text.
    public init(
        _ name: String, _ summary: String, default standard: String? = nil, isOptional: Bool = false,
        isSecret: Bool = false
    ) {
        self.init(name, .text, summary, default: standard, isOptional: isOptional, isSecret: isSecret)
    }

    public var variable: String { "ENGRAM_" + name.uppercased().replacing("-", with: "_") }

    /// - Returns: why `text` is no value of this setting; nil if it is one.
    func fault(in text: String) -> String? {
        switch form {
        case .text: nil
        case .number(let range):
            Int(text).map(range.contains) == true
                ? nil : "a whole number in \(range.lowerBound) ... \(range.upperBound)"
        case .decimal(let range):
            Double(text).map(range.contains) == true ? nil : "a number in \(range.lowerBound) ... \(range.upperBound)"
        case .flag: ["true", "false"].contains(text) ? nil : "true or false"
        case .choice(let words): words.contains(text) ? nil : words.joined(separator: " or ")
        }
    }
}

/// Why a configuration was not taken.
public enum ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
    case unknownFlag(String)
    case valueMissing(flag: String)
    case badValue(setting: String, from: String, found: String, wanted: String)
    case missing(setting: String, variable: String)
    case file(path: String, reason: String)

    public var description: String {
        switch self {
        case .unknownFlag(let flag): "There is no option \(flag). See --help."
        case .valueMissing(let flag): "\(flag) needs a value."
        case .badValue(let setting, let from, let found, let wanted):
            "\(setting) (from \(from)) is \"\(found)\"; wanted is \(wanted)."
        case .missing(let setting, let variable): "--\(setting) is needed, or \(variable)."
        case .file(let path, let reason): "\(path) cannot be used: \(reason)."
        }
    }
}
