internal import Files
internal import Foundation

/// A part of a measurement: what it measures and how far it has come.
package protocol EvaluationPart: Codable, Equatable, Sendable {
    associatedtype Identity: Equatable

    /// What it measures, however far it has come.
    var identity: Identity { get }
}

/// A measurement and how far it has come, as it lies in the file of `--state`.
package struct EvaluationState<Part: EvaluationPart>: Codable, Equatable, Sendable {
    package let model: String
    package let sources: [EvaluationSource]
    package var parts: [Part]

    package init(model: String, sources: [EvaluationSource], parts: [Part]) {
        (self.model, self.sources, self.parts) = (model, sources, parts)
    }

    /// The same measurement, where `path` says it stood.
    ///
    /// - Throws: `usage` if the file is of another measurement.
    package func continued(from path: String?) throws(Failure) -> EvaluationState {
        guard let path, fileExists(path) else { return self }
        let found: EvaluationState
        do {
            let bytes = try readFile(path, bytesMax: 1 << 30)
            found = try JSONDecoder().decode(EvaluationState.self, from: Data(bytes))
        } catch {
            throw Failure(.data, "\(path) is no state of an evaluation: \(error)")
        }
        guard model == found.model, sources.map(\.sha256) == found.sources.map(\.sha256),
            parts.map(\.identity) == found.parts.map(\.identity)
        else {
            throw Failure(
                .usage, "\(path) belongs to another measurement: its model, data or options differ.",
                advice: "Use the same options, or another --state.")
        }
        return found
    }

    /// - Parameter path: nil: nothing is kept.
    package func save(to path: String?) throws(Failure) {
        guard let path else { return }
        let line = try Terminal.jsonLine(self)
        do { try writeAtomically(Array(line.utf8), to: path) } catch {
            throw Failure(.io, "The state was not written: \(error)")
        }
    }
}
