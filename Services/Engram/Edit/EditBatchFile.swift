internal import Bytes
internal import Files
internal import MemoryTypes

/// Facts in a file: a line of JSON each.
enum EditBatchFile {
    static let bytesMax = 64 << 20

    static func items(path: String) throws(Failure) -> [EditItem] {
        let bytes: [UInt8]
        do { bytes = try readFile(path, bytesMax: bytesMax) } catch { throw Failure(.noInput, "\(error)") }
        var items: [EditItem] = []
        for (number, line) in bytes.split(separator: 0x0A).enumerated() {
            let json: JSON
            do { json = try JSON(parsing: Array(line)) } catch {
                throw Failure(.data, "\(path), line \(number + 1), is no JSON: \(error)")
            }
            guard let prompt = json["prompt"]?.string, let target = json["target"]?.string else {
                throw Failure(.data, "\(path), line \(number + 1), has no prompt or no target.")
            }
            items.append(EditItem(
                prompt: prompt, subject: json["subject"]?.string, target: target,
                paraphrases: json["paraphrases"]?.array?.compactMap(\.string) ?? [],
                locality: json["locality"]?.array?.compactMap(\.string) ?? []))
        }
        guard !items.isEmpty else { throw Failure(.noInput, "\(path) holds no fact.") }
        return items
    }
}
