extension ChatTemplate {
    /// A stretch of a written conversation.
    public enum Part: Hashable, Sendable {
        /// A token by its name; it counts as text where the tokenizer has no such token.
        case token(String)
        /// Text, in which no special token is looked for.
        case text(String)
    }

    /// The conversation as the model wants it, up to where its answer begins.
    ///
    /// - Parameters:
    ///   - bos, eos: names of the tokens for the beginning and the end of a sequence.
    ///   - dropsLeadingBos: for models with a memory, whose learned vectors stand in its place.
    public func render(_ messages: [ChatMessage], bos: String?, eos: String?, dropsLeadingBos: Bool) -> [Part] {
        var parts: [Part] =
            switch form {
            case .plain: messages.last.map { [.text(before + $0.content + after)] } ?? []
            case .llama3: llama3(messages)
            case .chatml: chatml(messages)
            case .llama2: instructions(messages, bos: bos, eos: eos, bosEachTurn: true)
            case .mistral: instructions(messages, bos: bos, eos: eos, bosEachTurn: false)
            }
        if writesBos, form == .llama3 || form == .chatml, let bos { parts.insert(.token(bos), at: 0) }
        if dropsLeadingBos, let bos, parts.first == .token(bos) { parts.removeFirst() }
        return parts
    }

    private func llama3(_ messages: [ChatMessage]) -> [Part] {
        var messages = messages
        if !datePreamble.isEmpty {
            let system = messages.first?.role == .system ? messages.removeFirst().content : ""
            messages.insert(ChatMessage(role: .system, content: datePreamble + system.trimmed), at: 0)
        }
        var parts: [Part] = []
        for message in messages {
            let isOwn = message.role == .system && !datePreamble.isEmpty
            parts +=
                llama3Header(message.role) + [
                    .text("\n\n" + (isOwn ? message.content : message.content.trimmed)), .token("<|eot_id|>"),
                ]
        }
        return parts + llama3Header(.assistant) + [.text("\n\n")]
    }

    private func llama3Header(_ role: ChatMessage.Role) -> [Part] {
        [.token("<|start_header_id|>"), .text(role.rawValue), .token("<|end_header_id|>")]
    }

    private func chatml(_ messages: [ChatMessage]) -> [Part] {
        var messages = messages
        if let defaultSystem, messages.first?.role != .system {
            messages.insert(ChatMessage(role: .system, content: defaultSystem), at: 0)
        }
        var parts: [Part] = []
        for message in messages {
            parts += [
                .token("<|im_start|>"), .text("\(message.role.rawValue)\n\(message.content)"), .token("<|im_end|>"),
                .text("\n"),
            ]
        }
        return parts + [.token("<|im_start|>"), .text("assistant\n")]
    }

    /// Llama 2 and Mistral: questions in `[INST]`, a system message inside the first of them.
    private func instructions(_ messages: [ChatMessage], bos: String?, eos: String?, bosEachTurn: Bool) -> [Part] {
        var system = messages.first { $0.role == .system }?.content
        var parts: [Part] = bosEachTurn ? [] : bos.map { [.token($0)] } ?? []
        for message in messages where message.role != .system {
            if message.role == .user {
                if bosEachTurn, let bos { parts.append(.token(bos)) }
                parts += instruction(message.content, system: system)
                system = nil
            } else {
                parts.append(.text(answer(message.content)))
                if let eos { parts.append(.token(eos)) }
            }
        }
        return parts
    }

    private func instruction(_ content: String, system: String?) -> [Part] {
        switch form {
        case .llama2:
            let front = system.map { "<<SYS>>\n\($0)\n<</SYS>>\n\n" } ?? ""
            return [.text("[INST] " + (front + content).trimmed + " [/INST]")]
        default:
            let front = system.map { "\($0)\n\n" } ?? ""
            return [.token("[INST]"), .text(" " + front + content + (spacesBeforeClose ? " " : "")), .token("[/INST]")]
        }
    }

    private func answer(_ content: String) -> String {
        switch form {
        case .llama2: " \(content.trimmed) "
        default: (spacesBeforeAnswer ? " " : "") + content
        }
    }
}

extension Tokenizer {
    /// The tokens of a written conversation.
    public func encode(_ parts: [ChatTemplate.Part]) -> [Int32] {
        var ids: [Int32] = []
        var text = ""
        func flush() {
            if !text.isEmpty { ids += encode(text) }
            text = ""
        }
        for part in parts {
            switch part {
            case .text(let more): text += more
            case .token(let name):
                if let id = id(of: name), isAdded(id) {
                    flush()
                    ids.append(id)
                } else {
                    text += name
                }
            }
        }
        flush()
        return ids
    }
}

extension String {
    /// Without white space at its ends.
    fileprivate var trimmed: String {
        let front = drop(while: \.isWhitespace)
        return String(front.reversed().drop(while: \.isWhitespace).reversed())
    }
}
