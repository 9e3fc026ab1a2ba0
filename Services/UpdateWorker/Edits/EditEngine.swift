internal import Checkpoints
package import Editing
internal import Evaluation
package import MemoryTypes
internal import Threads
package import Tokenization
package import Transformer

/// Computes edits and measures them, on a thread of its own. No I/O happens in here.
package actor EditEngine {
    /// What it edits with.
    package struct Editor: Sendable {
        package let decoder: Decoder
        package let digest: ModelDigest
        package let tokenizer: Tokenizer
        package let tokenizerDigest: BlobDigest
        package let statistics: [EditSite: KeyStatistics]

        package init(
            decoder: Decoder, digest: ModelDigest, tokenizer: Tokenizer, tokenizerDigest: BlobDigest,
            statistics: [EditSite: KeyStatistics] = [:]
        ) {
            self.decoder = decoder
            self.digest = digest
            self.tokenizer = tokenizer
            self.tokenizerDigest = tokenizerDigest
            self.statistics = statistics
        }

        func encode(_ text: String) -> [Int32] { tokenizer.encode(text) }
    }

    private let executor: ThreadExecutor
    private let editor: Editor

    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.forActor }
    nonisolated package var model: ModelDigest { editor.digest }
    nonisolated package var tokenizer: BlobDigest { editor.tokenizerDigest }

    package init(_ editor: Editor) {
        executor = ThreadExecutor(name: "editing")
        self.editor = editor
    }

    /// Runs `body` on the engine's thread.
    ///
    /// - Throws: what editing refuses, by its number.
    package func faulting<Value: Sendable>(
        _ body: @Sendable (isolated EditEngine) throws(EditingError) -> Value
    ) throws(UpdateFault) -> Value {
        do throws(EditingError) { return try body(self) } catch { throw UpdateFault(error) }
    }

    /// What a draft comes to, in tokens of this model.
    package func prepared(_ draft: EditDraft) throws(EditingError) -> PreparedEdit {
        guard draft.artifact == nil else { return try prepared(imported: draft.items) }
        return try PreparedEdit(
            draft.items, recipe: EditRecipe(method: draft.method, changes: draft.settings), onEdited: draft.onEdited,
            configuration: editor.decoder.configuration, encode: editor.encode)
    }

    package func prepared(imported items: [EditItem]) throws(EditingError) -> PreparedEdit {
        try PreparedEdit(imported: items, configuration: editor.decoder.configuration, encode: editor.encode)
    }

    /// The artifact of an edit.
    ///
    /// - Parameters:
    ///   - stack: the edits before it.
    ///   - seed: of all that is drawn.
    package func computed(
        _ edit: PreparedEdit, on stack: EditStack, seed: UInt64
    ) throws(EditingError) -> ComputedEdit {
        let ground = PreparedEdit.Ground(
            decoder: editor.decoder, model: editor.digest, stack: stack, statistics: editor.statistics,
            background: PreparedEdit.background(encode: editor.encode))
        return ComputedEdit(artifact: try edit.computed(on: ground, seed: seed).artifact, edit: edit, base: stack)
    }

    /// What edits do together, beside the model before them; read without any memory, as they were computed.
    package func measures(
        of edits: [ComputedEdit], before: EditStack, after: EditStack
    ) throws(EditingError) -> EditMeasures {
        let examination = examination(try model(with: before), unmoved: edits.flatMap(\.edit.unmoved))
        var changes: [EditExamination.Change] = []
        for edit in edits { changes.append(try change(edit.artifact, edit.edit, on: edit.base)) }
        return try examination.measures(
            of: changes, probes: edits.flatMap(\.edit.probes), after: try model(with: after))
    }

    /// What an edit that is in force does, beside the model without it.
    ///
    /// - Parameters:
    ///   - made: what it was computed from.
    ///   - asked: what is asked about it.
    ///   - context: what is read before every text.
    package func measures(
        ofEditAt place: Int, in stack: EditStack, made: PreparedEdit, asked: PreparedEdit,
        reading context: ReadingContext
    ) throws(EditingError) -> EditMeasures {
        let without = try stack.dropping(.inStack(place))
        let examination = examination(try model(with: without, reading: context), unmoved: asked.unmoved)
        let change = try change(stack.entries[place].artifact, made, on: stack.before(.inStack(place)))
        return try examination.measures(
            of: [change], probes: asked.probes, after: try model(with: stack, reading: context))
    }

    private func model(
        with stack: EditStack, reading context: ReadingContext = .plain
    ) throws(EditingError) -> EditedModel {
        EditedModel(editor.decoder, try stack.compile(for: editor.decoder), context: context)
    }

    private func examination(_ before: EditedModel, unmoved: [[Int32]]) -> EditExamination {
        EditExamination(
            before: before, canaries: EditCanaries.prompts.map(editor.encode) + unmoved,
            text: editor.encode(EditCanaries.text))
    }

    private func change(
        _ artifact: EditArtifact, _ edit: PreparedEdit, on base: EditStack
    ) throws(EditingError) -> EditExamination.Change {
        let view = try EditView(editor.decoder, model: editor.digest, stack: edit.onEdited ? base : .empty)
        return EditExamination.Change(artifact: artifact, view: view, requests: edit.requests)
    }

    package func stop() { executor.stop() }
}

/// An edit that was computed, or imported.
package struct ComputedEdit: Sendable {
    package let artifact: EditArtifact
    package let edit: PreparedEdit
    /// The edits before it.
    package let base: EditStack
}
