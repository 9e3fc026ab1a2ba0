/// One turn of a conversation.
public struct ChatMessage: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable, CaseIterable { case system, user, assistant }

    public let role: Role
    public let content: String

    public init(role: Role, content: String) {
        self.role = role
        self.content = content
    }
}

/// How a model wants a conversation written, recognised by what its template writes.
///
/// The templates are programs in Jinja; this is not an interpreter of them. Five families are known; in each the
/// differences between published templates are read from the template's text.
public struct ChatTemplate: Hashable, Sendable {
    public enum Form: String, Hashable, Sendable, CaseIterable {
        case llama2 = "llama-2"
        case llama3 = "llama-3"
        case mistral
        case chatml
        /// The last message as it is, or between two fixed texts; also where a folder has no template.
        case plain
    }

    public let form: Form
    /// Whether it begins with the token for the beginning of a sequence.
    var writesBos = false
    /// Llama 3.1: lines put in front of the system message.
    var datePreamble = ""
    /// ChatML: what a conversation without system message begins with.
    var defaultSystem: String?
    /// Mistral: `[INST] text [/INST]`, or `[INST] text[/INST]`.
    var spacesBeforeClose = true
    /// Plain: what stands before and behind the message.
    var before = "", after = ""
    /// Mistral: whether a space stands between `[/INST]` and the answer.
    var spacesBeforeAnswer = false

    public static let plain = ChatTemplate(form: .plain)

    init(form: Form) { self.form = form }

    /// The family of a template of `tokenizer_config.json`.
    ///
    /// - Throws: `unsupported` with the template's name and first line for a template of another family.
    public init(recognising template: String, name: String = "chat_template") throws(TokenizationError) {
        let has = { (text: String) in template.contains(text) }
        if has("<|start_header_id|>"), has("<|eot_id|>") {
            self = Self.llama3(template)
        } else if has("<|im_start|>"), has("<|im_end|>") {
            self = Self.chatml(template)
        } else if has("[INST]"), has("<<SYS>>") {
            self.init(form: .llama2)
            writesBos = true
        } else if has("[INST]") {
            self.init(form: .mistral)
            writesBos = true
            spacesBeforeClose = has(" [/INST]")
            spacesBeforeAnswer = has("' ' + message") || has("\" \" + message") || has("\" \" ~ message")
        } else if Self.writesContentsAlone(template) {
            self = .plain
        } else if let frame = Self.frameOfLastContent(template) {
            self = .plain
            (before, after) = frame
        } else {
            let line = template.split(whereSeparator: \.isNewline).first.map { String($0.prefix(120)) } ?? ""
            throw .unsupported(
                part: name, found: "a template that begins with \"\(line)\"",
                wanted: Form.allCases.map(\.rawValue).joined(separator: ", "))
        }
    }

    private static func llama3(_ template: String) -> ChatTemplate {
        var result = ChatTemplate(form: .llama3)
        result.writesBos = true
        if template.contains("Cutting Knowledge Date: December 2023") {
            let date = quoted(after: "date_string = ", in: template) ?? "26 Jul 2024"
            result.datePreamble = "Cutting Knowledge Date: December 2023\nToday Date: \(date)\n\n"
        }
        return result
    }

    private static func chatml(_ template: String) -> ChatTemplate {
        var result = ChatTemplate(form: .chatml)
        result.writesBos = template.contains("bos_token")
        for mark in ["<|im_start|>system\\n", "<|im_start|>system\n"] {
            guard let start = template.range(of: mark) else { continue }
            let rest = template[start.upperBound...]
            guard let end = rest.range(of: "<|im_end|>") else { continue }
            let text = rest[..<end.lowerBound]
            if !text.isEmpty, !text.contains(where: { "'\"{}".contains($0) }) { result.defaultSystem = String(text) }
        }
        return result
    }

    /// The text in quotes that follows `mark`.
    private static func quoted(after mark: String, in template: String) -> String? {
        guard let start = template.range(of: mark)?.upperBound, start < template.endIndex else { return nil }
        let quote = template[start]
        guard quote == "'" || quote == "\"" else { return nil }
        let rest = template[template.index(after: start)...]
        return rest.firstIndex(of: quote).map { String(rest[..<$0]) }
    }

    /// Whether a template writes nothing but the messages' contents, the marks of a sequence and white space.
    private static func writesContentsAlone(_ template: String) -> Bool {
        var rest = template[...]
        var writes = false
        while let open = rest.firstIndex(of: "{") {
            guard rest[..<open].allSatisfy(\.isWhitespace) else { return false }
            let isExpression = rest[open...].hasPrefix("{{")
            guard isExpression || rest[open...].hasPrefix("{%"), let close = rest.range(of: isExpression ? "}}" : "%}")
            else { return false }
            if isExpression {
                guard writesContent(rest[open..<close.lowerBound].dropFirst(2)) else { return false }
                writes = true
            }
            rest = rest[close.upperBound...]
        }
        return writes && rest.allSatisfy(\.isWhitespace)
    }

    /// The texts around the last message, if a template writes nothing else, such as
    /// `Question: {{ messages[-1].content }} Answer:`.
    private static func frameOfLastContent(_ template: String) -> (before: String, after: String)? {
        let whole = #/([^{}]*)\{\{\s*messages\[-1\](?:\.content|\[['"]content['"]\])\s*\}\}([^{}]*)/#
        guard let match = template.wholeMatch(of: whole) else { return nil }
        return (String(match.output.1), String(match.output.2))
    }

    private static func writesContent(_ expression: Substring) -> Bool {
        let words = expression.split { !($0.isLetter || $0 == "_") }
        let allowed: Set<Substring> = ["message", "content", "bos_token", "eos_token", "trim", "n", "strip"]
        return !words.isEmpty && words.allSatisfy(allowed.contains)
    }
}

extension String {
    /// Where `text` stands first, byte for byte.
    fileprivate func range(of text: String) -> Range<String.Index>? { self[...].range(of: text) }
}

extension Substring {
    fileprivate func range(of text: String) -> Range<Substring.Index>? { firstRange(of: text) }
}
