public import Editing
public import LatentMemory

extension EditingBench {
    /// A model whose pool has read documents.
    public static func model(
        _ memory: MemoryModel, base: PoolDelta?, having documents: [String], _ spelling: EditingSpelling, seed: UInt64
    ) -> EditedModel {
        var pool = AbsorbedFacts(memory, base: base, spelling: spelling, seed: seed)
        for document in documents { pool.absorb(document) }
        return pool.reader
    }

    /// How many of the facts to edit, and of the prompts for locality, a model has right.
    public static func known(
        _ cases: [SpelledCase], _ model: EditedModel, _ spelling: EditingSpelling
    ) -> (edits: Proportion, local: Proportion) {
        let reader = CaseReader(model: TripleLookup(model), spelling: spelling)
        var (edits, local): ([Bool], [Bool]) = ([], [])
        for one in cases {
            for (question, answer) in zip(one.questions, reader.before(one)) {
                if question.kind == .edit { edits.append(answer.isRight) }
                if question.kind.isLocal { local.append(answer.isRight) }
            }
        }
        return (Proportion(edits), Proportion(local))
    }
}

extension SpelledCase {
    /// With those questions for locality alone that a model has right.
    public func withKnown(on model: EditedModel, _ spelling: EditingSpelling) throws(EditingError) -> SpelledCase {
        let answers = CaseReader(model: TripleLookup(model), spelling: spelling).before(self)
        let right = Set(zip(questions, answers).filter { $1.isRight }.map(\.0.text))
        var kept = words
        kept.neighbours.removeAll { !right.contains($0.prompt) }
        kept.siblings.removeAll { !right.contains($0.prompt) }
        return try SpelledCase(kept, spelling)
    }
}
