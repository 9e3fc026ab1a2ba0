internal import Bytes
internal import Files

/// The values of all settings: flags before the environment before the file before the defaults.
public struct Settings: Sendable {
    private let all: [Setting]
    private let values: [String: (text: String, from: String)]

    /// - Parameters:
    ///   - arguments: without the program's name.
    ///   - environment: only variables that belong to a setting are looked at.
    ///   - shared: settings besides these; those of a service if nothing else is said.
    public init(
        _ settings: [Setting], arguments: [String], environment: [String: String], shared: [Setting] = Self.shared
    ) throws(ConfigurationError) {
        all = settings + shared
        let flags = try Self.read(arguments, all)
        var environs: [String: String] = [:]
        for setting in all { environs[setting.name] = environment[setting.variable] }
        let file = try Self.read(file: flags["config"] ?? environs["config"], all)
        var values: [String: (text: String, from: String)] = [:]
        for setting in all {
            let found =
                flags[setting.name].map { ($0, "flag") } ?? environs[setting.name].map { ($0, "environment") }
                ?? file[setting.name].map { ($0, "file") } ?? setting.standard.map { ($0, "default") }
            guard let (text, from) = found else { continue }
            if let wanted = setting.fault(in: text) {
                let shown = setting.isSecret ? "***" : text
                throw .badValue(setting: setting.name, from: from, found: shown, wanted: wanted)
            }
            values[setting.name] = (text, from)
        }
        self.values = values
    }

    /// Settings that every service has.
    public static let shared = [
        Setting("config", "A JSON file with values for these options.", isOptional: true),
        Setting("check-config", .flag, "Prints the configuration and leaves.", default: "false"),
        Setting("announce", "A file that gets the bound endpoints as JSON, by role.", isOptional: true),
        Setting(
            "health-port", .number(0...65535), "HTTP port of /health/live, /health/ready and /metrics; 0 for none.",
            default: "0"),
        Setting("health-host", "Address that the HTTP port is bound to.", default: "127.0.0.1"),
        Setting(
            "log-level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]),
            "The least grave messages that are logged.", default: "info"),
        Setting("log-format", .choice(["text", "json"]), "One line a message on standard error.", default: "text"),
        Setting("curve-key", "This process's CURVE key file, made by `engram keys new`.", isOptional: true),
        Setting(
            "drain-seconds", .number(0...3600), "Time that SIGTERM leaves to requests under way, in seconds.",
            default: "10"),
    ]

    /// - Throws: `missing` for the first setting that must be given and is not.
    public func requireAll() throws(ConfigurationError) {
        for setting in all where values[setting.name] == nil && !setting.isOptional {
            throw .missing(setting: setting.name, variable: setting.variable)
        }
    }

    /// Nil if nothing was given for an optional setting.
    public func optional(_ name: String) -> String? {
        precondition(all.contains { $0.name == name }, "there is no setting \(name)")
        return values[name]?.text
    }

    public func text(_ name: String) -> String {
        guard let text = optional(name) else { preconditionFailure("setting \(name) was not required") }
        return text
    }

    public func number(_ name: String) -> Int {
        guard let number = Int(text(name)) else { preconditionFailure("setting \(name) is not a number") }
        return number
    }

    public func decimal(_ name: String) -> Double {
        guard let number = Double(text(name)) else { preconditionFailure("setting \(name) is not a number") }
        return number
    }

    public func isOn(_ name: String) -> Bool { text(name) == "true" }

    /// A line for each value, with where it is from.
    public var report: String {
        all.map { setting in
            guard let (text, from) = values[setting.name] else { return "\(setting.name) is not set" }
            return "\(setting.name) = \(setting.isSecret ? "***" : text)  (\(from))"
        }.joined(separator: "\n")
    }

    /// What `--help` prints.
    public static func help(_ program: String, _ settings: [Setting]) -> String {
        let lines = (settings + shared).map { setting in
            let standard = setting.standard.map { " Default: \($0)." } ?? (setting.isOptional ? "" : " Needed.")
            return "  --\(setting.name)  (\(setting.variable))\n      \(setting.summary)\(standard)"
        }
        return "usage: \(program) [options]\n\n" + lines.joined(separator: "\n")
            + "\n  --version\n  --help\n\nOptions come before the environment, the environment before the file."
    }

    private static func read(
        _ arguments: [String], _ settings: [Setting]
    ) throws(ConfigurationError) -> [String: String] {
        var found: [String: String] = [:]
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard argument.hasPrefix("--"), let setting = settings.first(where: { "--" + $0.name == parts[0] }) else {
                throw .unknownFlag(String(parts[0]))
            }
            if parts.count == 2 {
                found[setting.name] = String(parts[1])
            } else if case .flag = setting.form {
                found[setting.name] = "true"
            } else {
                guard let value = rest.popFirst() else { throw .valueMissing(flag: argument) }
                found[setting.name] = value
            }
        }
        return found
    }

    private static func read(
        file path: String?, _ settings: [Setting]
    ) throws(ConfigurationError) -> [String: String] {
        guard let path else { return [:] }
        let object = try parse(path)
        var found: [String: String] = [:]
        for member in object.members {
            guard settings.contains(where: { $0.name == member.name }) else {
                throw .file(path: path, reason: "there is no setting \(member.name)")
            }
            found[member.name] = member.value.string ?? String(decoding: member.value.encoded, as: UTF8.self)
        }
        return found
    }

    private static func parse(_ path: String) throws(ConfigurationError) -> JSONObject {
        let bytes: [UInt8]
        do throws(FilesError) {
            bytes = try readFile(path, bytesMax: 1 << 20)
        } catch {
            throw .file(path: path, reason: "\(error)")
        }
        do throws(JSONError) {
            if let object = try JSON(parsing: bytes).object { return object }
        } catch {
            throw .file(path: path, reason: "\(error)")
        }
        throw .file(path: path, reason: "it holds no JSON object")
    }
}
