extension EditItem {
    /// What can be said without a tokenizer.
    ///
    /// - Throws: `editTooLong`, `promptEmpty`, `targetEmpty`, `subjectNotInPrompt`.
    public func check() throws(Refusal) {
        for text in [prompt, subject ?? "", target] + paraphrases + locality {
            guard text.utf8.count <= Limits.editTextBytesMax else {
                throw Refusal(
                    .editTooLong,
                    "A text of the edit has \(text.utf8.count) bytes; at most \(Limits.editTextBytesMax).",
                    numbers: [Int64(text.utf8.count), Int64(Limits.editTextBytesMax)])
            }
        }
        guard prompt.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(.promptEmpty, "The edit has no prompt.")
        }
        guard target.contains(where: { !$0.isWhitespace }) else { throw Refusal(.targetEmpty) }
        guard let subject else { return }
        guard !subject.isEmpty, prompt.contains(subject) else {
            throw Refusal(.subjectNotInPrompt, "The prompt does not contain the subject \"\(subject)\".")
        }
    }
}

extension EditDraft {
    /// The method of an artifact that was computed elsewhere.
    public static let imported = "imported"

    /// - Throws: what an item's check throws, and `artifactUnfit`, `batchInvalid`.
    public func check() throws(Refusal) {
        guard (artifact != nil) == (method == Self.imported) else {
            throw Refusal(.artifactUnfit, "An artifact comes with the method \(Self.imported), and only with it.")
        }
        guard !items.isEmpty || artifact != nil else { throw Refusal(.batchInvalid, "The edit has no fact.") }
        for item in items { try item.check() }
    }
}
