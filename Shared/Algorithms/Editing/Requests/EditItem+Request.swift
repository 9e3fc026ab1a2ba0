public import MemoryTypes

extension EditItem {
    /// - Parameter encode: text to tokens.
    /// - Throws: `subjectNotInPrompt`, `targetEmpty`, `targetWithoutTokens`.
    public func request(_ encode: @escaping (String) -> [Int32]) throws(EditingError) -> EditRequest {
        try EditRequest(prompt: prompt, subject: subject, target: target, encode: encode)
    }
}
