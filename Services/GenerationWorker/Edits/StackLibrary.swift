internal import Bytes
package import Checkpoints
package import Editing
package import MemoryTypes
internal import Threads
package import Transformer

/// Stacks of edits by their digest: compiled once, however many pools and versions have them. Compiling and routing
/// take a thread of their own, so that no answer waits for them.
package actor StackLibrary {
    private let executor: ThreadExecutor
    private let decoder: Decoder
    private let artifacts: ArtifactLibrary
    private let countMax: Int
    /// The least recently used first.
    private var compiled: [(digest: BlobDigest, stack: CompiledStack)] = []

    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.forActor }

    /// - Parameter countMax: compiled stacks kept beside those that pools hold.
    package init(decoder: Decoder, artifacts: ArtifactLibrary, countMax: Int = 16) {
        executor = ThreadExecutor(name: "routing")
        self.decoder = decoder
        self.artifacts = artifacts
        self.countMax = countMax
    }

    /// What the edits of a pool come to.
    ///
    /// - Throws: why an artifact cannot be had; `artifactUnfit` if one does not fit the model.
    package func stack(of edits: [StackedEdit]) async throws(Refusal) -> CompiledStack {
        guard !edits.isEmpty else { return .empty }
        let digest = edits.stackDigest
        if let place = compiled.firstIndex(where: { $0.digest == digest }) {
            compiled.append(compiled.remove(at: place))
            return compiled[compiled.count - 1].stack
        }
        let stack: CompiledStack
        let edits = try await artifacts.stack(edits.map(\.artifact))
        do throws(EditingError) { stack = try edits.compile(for: decoder) } catch {
            throw Refusal(.artifactUnfit, "The pool's edits do not fit the model: \(error).")
        }
        compiled.append((digest, stack))
        if compiled.count > countMax { compiled.removeFirst() }
        return stack
    }

    /// A prompt as the model with these edits reads it: rewritten, and routed without any memory.
    package func reading(_ prompt: [Int32], with stack: CompiledStack) -> EditedPrompt {
        guard !stack.isEmpty else { return EditedPrompt(tokens: prompt, hooks: .empty) }
        let tokens = stack.rewritten(prompt)
        // A prompt that does not fit is refused by who counts its positions.
        guard tokens.count <= decoder.configuration.positionLimit else {
            return EditedPrompt(tokens: tokens, hooks: .empty)
        }
        return EditedPrompt(
            tokens: tokens, hooks: stack.plan(stack.route(tokens, decoder), layers: decoder.layers.count))
    }

    package func stop() { executor.stop() }
}

/// The tokens of a prompt, and what edits do to its text.
package struct EditedPrompt: Sendable {
    package let tokens: [Int32]
    package let hooks: HookPlan
}
