package import Foundation
package import MemoryTypes

/// Finds documents: files, folders, standard input, lines of JSON.
package struct PushReader: Sendable {
    package let pool: PoolName
    package let document: DocumentID?
    package let metadata: String
    package let source: String?
    /// Read every input as lines of JSON, whatever its name.
    package let jsonLines: Bool

    package static let folderEndings = ["txt", "md", "markdown", "text", "rst", "jsonl"]

    package init(
        pool: PoolName, document: DocumentID? = nil, metadata: String = "", source: String? = nil, jsonLines: Bool
    ) {
        self.pool = pool
        self.document = document
        self.metadata = metadata
        self.source = source
        self.jsonLines = jsonLines
    }

    /// The documents at `path`: a file, a folder (with everything below it), or `-` for `standardInput`.
    package func inputs(at path: String, standardInput: () throws -> Data) throws -> [PushInput] {
        if path == "-" {
            return try inputs(in: try standardInput(), named: source ?? "standard input", isLines: jsonLines)
        }
        let url = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath()
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path) else {
            throw Failure(.noInput, "There is no file \(path).")
        }
        guard attributes[.type] as? FileAttributeType == .typeDirectory else { return try inputs(file: url) }
        let files = Self.files(below: url)
        guard !files.isEmpty else {
            throw Failure(
                .noInput, "The folder \(path) holds no documents.",
                advice: "Looked for files ending in \(Self.folderEndings.map { "." + $0 }.joined(separator: ", ")).")
        }
        return try files.flatMap { try inputs(file: $0) }
    }

    private static func files(below folder: URL) -> [URL] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.sorted().map { folder.appending(path: $0) }
            .filter { folderEndings.contains($0.pathExtension.lowercased()) }
    }

    private func inputs(file: URL) throws -> [PushInput] {
        guard let data = try? Data(contentsOf: file) else {
            throw Failure(.noInput, "\(file.path) cannot be read.")
        }
        return try inputs(in: data, named: source ?? file.path, isLines: jsonLines || file.pathExtension == "jsonl")
    }

    package func inputs(in data: Data, named name: String, isLines: Bool) throws -> [PushInput] {
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Failure(.data, "\(name) is not UTF-8.", advice: "Convert it: iconv -f latin1 -t utf-8")
        }
        guard isLines else { return [try input(text: text, named: name)] }
        return try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
            index, line in
            line.allSatisfy(\.isWhitespace) ? nil : try input(line: String(line), number: index + 1, of: name)
        }
    }

    private func input(text: String, named name: String) throws -> PushInput {
        try check(text, name)
        return PushInput(
            document: document, pool: pool, text: text, metadata: metadata,
            source: name.truncated(bytes: Limits.sourceBytesMax))
    }

    /// One line: `text`, and if wanted `id`, `pool`, `source`, `metadata` (an object). Other names are left alone.
    private struct Line: Decodable {
        let text: String
        let id, pool, source: String?
    }

    private func input(line: String, number: Int, of name: String) throws -> PushInput {
        let place = "\(name):\(number)"
        let read: Line
        do { read = try JSONDecoder().decode(Line.self, from: Data(line.utf8)) } catch {
            throw Failure(.data, "\(place) is not a JSON object with a \"text\".")
        }
        try check(read.text, place)
        guard let pool = read.pool.map({ PoolName($0) }) ?? pool else {
            throw Failure(.data, "\(place): \(read.pool ?? "") is not a pool's name.")
        }
        let identifier = read.id.flatMap { DocumentID($0) }
        guard read.id == nil || identifier != nil else {
            throw Failure(.data, "\(place): an id has 32 hexadecimal digits.")
        }
        return PushInput(
            document: identifier, pool: pool, text: read.text, metadata: try Self.metadata(of: line) ?? metadata,
            source: (read.source ?? place).truncated(bytes: Limits.sourceBytesMax))
    }

    /// The `metadata` of a line as it stands, or nil.
    private static func metadata(of line: String) throws -> String? {
        guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let metadata = object["metadata"] as? [String: Any]
        else { return nil }
        let data = try JSONSerialization.data(
            withJSONObject: metadata, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    private func check(_ text: String, _ place: String) throws(Failure) {
        let bytes = text.utf8.count
        guard !text.allSatisfy(\.isWhitespace) else { throw Failure(.data, "\(place) has no text.") }
        guard bytes <= Limits.textBytesMax else {
            let most = Amounts.bytes(UInt64(Limits.textBytesMax))
            throw Failure(
                .data, "\(place) has \(Amounts.bytes(UInt64(bytes))); a document has at most \(most).",
                advice: "Split it: each part is a document of its own.")
        }
    }
}

extension String {
    fileprivate init?(validating data: Data, as encoding: UTF8.Type) {
        self.init(validating: Array(data), as: encoding)
    }
}
