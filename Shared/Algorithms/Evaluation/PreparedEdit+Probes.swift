public import Editing

extension PreparedEdit {
    /// What is asked about it: its prompts and paraphrases with their targets.
    public var probes: [EditProbe] {
        zip(requests, paraphrases).map { request, others in
            EditProbe(
                edit: .init(prompt: request.prompt.tokens, answer: request.target),
                paraphrases: others.map { .init(prompt: $0.prompt, answer: $0.target) })
        }
    }
}
