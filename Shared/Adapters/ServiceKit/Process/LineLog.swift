internal import Bytes
internal import Foundation
public import Logging

/// Writes one line a message to standard error, as text or as JSON.
public struct LineLog: LogHandler {
    public enum Format: String, Sendable { case text, json }

    public var metadata: Logger.Metadata = [:]
    public var logLevel = Logger.Level.info
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let format: Format
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line with its newline.
    public init(
        label: String, format: Format, level: Logger.Level,
        write: @escaping @Sendable (String) -> Void = LineLog.toStandardError
    ) {
        self.label = label
        self.format = format
        self.write = write
        logLevel = level
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var fields = metadata
        fields.merge(metadataProvider?.get() ?? [:]) { $1 }
        fields.merge(event.metadata ?? [:]) { $1 }
        if let error = event.error { fields["error"] = "\(error)" }
        write(line(event.level, "\(event.message)", fields) + "\n")
    }

    /// One write each, so that lines of several threads never mix.
    public static func toStandardError(_ line: String) { FileHandle.standardError.write(Data(line.utf8)) }

    private func line(_ level: Logger.Level, _ message: String, _ fields: Logger.Metadata) -> String {
        let time = Date.now.formatted(.iso8601.time(includingFractionalSeconds: true))
        let sorted = fields.sorted { $0.key < $1.key }
        switch format {
        case .text:
            let tail = sorted.map { " \($0.key)=\(Self.quoted("\($0.value)"))" }.joined()
            return "\(time) \(level) \(label): \(Self.oneLine(message))\(tail)"
        case .json:
            let head = [("time", time), ("level", "\(level)"), ("service", label), ("message", message)]
            let members = (head + sorted.map { ($0.key, "\($0.value)") }).map {
                JSONObject.Member(name: $0.0, value: .string($0.1))
            }
            return String(decoding: JSON.object(JSONObject(members)).encoded, as: UTF8.self)
        }
    }

    private static func oneLine(_ text: String) -> String {
        text.replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    }

    private static func quoted(_ text: String) -> String {
        text.contains { $0 == " " || $0 == "\"" || $0.isNewline }
            ? "\"\(oneLine(text.replacing("\"", with: "\\\"")))\"" : text
    }
}
