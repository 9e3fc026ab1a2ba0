internal import Foundation

/// What a command has found: a text for people, and the same as JSON for machines.
package protocol Report: Encodable, Sendable {
    func write(to terminal: Terminal)
}

extension Terminal {
    package func show(_ report: some Report, json: Bool) throws(Failure) {
        if json { line(try Self.json(report)) } else { report.write(to: self) }
    }

    /// One JSON document on one line.
    package static func jsonLine(_ value: some Encodable) throws(Failure) -> String {
        try json(value, .sortedKeys, .withoutEscapingSlashes)
    }

    /// One JSON document; keys are in alphabetical order, times in ISO 8601.
    package static func json(_ value: some Encodable) throws(Failure) -> String {
        try json(value, .prettyPrinted, .sortedKeys, .withoutEscapingSlashes)
    }

    private static func json(
        _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting...
    ) throws(Failure) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = JSONEncoder.OutputFormatting(formatting)
        encoder.dateEncodingStrategy = .iso8601
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw Failure(.fault, "This result has no JSON form: \(error)")
        }
    }
}
