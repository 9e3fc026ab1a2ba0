internal import Checkpoints
package import Foundation
internal import Transformer

/// Finds the model folder to run with.
package enum ModelFolder {
    /// `--model`, or `ENGRAM_MODEL`, or the one that ships: beside an installed program, or in the source tree.
    package static func chosen(_ path: String?, environment: [String: String]) throws(Failure) -> URL {
        if let path = path ?? environment.given("ENGRAM_MODEL") { return try checked(URL(filePath: path)) }
        for folder in places(above: Surroundings.programFolder) {
            if let model = models(in: folder).first { return model }
        }
        throw Failure(
            .configuration, "No model folder was found.",
            advice: "Give one: --model FOLDER (config.json, model.safetensors, tokenizer.json).")
    }

    /// Whether the model of a folder can absorb.
    ///
    /// - Throws: what is wrong with its config.json.
    package static func hasMemory(_ folder: URL) throws(Failure) -> Bool {
        let file = folder.appending(path: "config.json").path
        do throws(CheckpointsError) {
            return try ConfigurationFile(path: file).configuration().memory != nil
        } catch {
            throw Failure(.noInput, "\(folder.path) is not a model folder that can be used: \(error)")
        }
    }

    private static func checked(_ folder: URL) throws(Failure) -> URL {
        guard FileManager.default.fileExists(atPath: folder.appending(path: "config.json").path) else {
            throw Failure(
                .noInput, "\(folder.path) is not a model folder: there is no config.json in it.",
                advice: "A Hugging Face folder holds config.json, model.safetensors and tokenizer.json.")
        }
        return folder.standardizedFileURL
    }

    private static func places(above folder: URL) -> [URL] {
        var places: [URL] = []
        var folder = folder
        while folder.path != "/", !folder.path.isEmpty {
            places.append(folder.appending(path: "deploy/models"))
            places.append(folder.appending(path: "share/engram/models"))
            folder.deleteLastPathComponent()
        }
        return places
    }

    private static func models(in folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map { folder.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: "config.json").path) }
    }
}
