import Editing
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Which texts an edit touches")
struct RouterTests {
    @Test("Wang et al. 2025, section 3.2: the largest centred inputs, moved by the permutation; of equals the first")
    func topHash() {
        let router = TopHash(columns: 2, permutation: [3, 0, 1, 2], mean: [0, 0, 0, 1])
        #expect(router.mask([1, -5, 0, 5]) == [0, 2])
        #expect(router.mask([1, 1, 1, 1]) == [0, 3])
        #expect(router.feature(Tensor(rows: 2, columns: 4, [1, 2, 3, 4, 3, 2, 1, 0])) == [2, 2, 2, 1])
        #expect(ColumnMask([0, 2], width: 70).overlap(ColumnMask([2, 69], width: 70)) == 1)
    }

    @Test("a residual memory is read by its own prompt, and not by one that looks otherwise")
    func residualMemory() throws {
        let view = try TinyEditing.view()
        let method = ResidualMemoryEditing(site: EditSite(layer: 1), columns: 14, threshold: 0.95, steps: 20)
        let resources = try TinyEditing.resources(view, layers: [])
        let request = TinyEditing.request()
        let artifact = try method.compute([request], on: view, with: resources, seed: 4)
        let stack = try EditStack().appending(artifact, at: LogPosition(1)).compile(for: view.decoder)
        #expect(stack.route(request.prompt.tokens, view.decoder).decisions == [0: 0])
        let other = TinyEditing.request(5).prompt.tokens
        #expect(stack.route(other, view.decoder).decisions.isEmpty)
        let edited = EditedModel(view.decoder, stack), base = EditedModel(view.decoder)
        #expect(edited.logits(other).array == base.logits(other).array)
        #expect(edited.logits(request.prompt.tokens).array != base.logits(request.prompt.tokens).array)
    }

    @Test("two texts of one step follow plans of their own")
    func groups() throws {
        let view = try TinyEditing.view()
        let requests = [TinyEditing.request(0, target: [11]), TinyEditing.request(2, target: [12])]
        let stacks = try requests.map { request in
            let artifact = try CodebookEditing(site: EditSite(layer: 1)).compute(
                [request], on: view, with: EditResources(), seed: 1)
            return try EditStack().appending(artifact, at: LogPosition(1)).compile(for: view.decoder)
        }
        var batch = DecodingBatch(view.decoder)
        let feeds = zip(requests, stacks).map { request, stack in
            let prompt = request.prompt.tokens
            let plan = stack.plan(stack.route(prompt, view.decoder), layers: 3)
            return Feed(sequence: batch.add(reading: .plain, hooks: plan), tokens: prompt)
        }
        let logits = batch.step(feeds)
        for (row, (request, stack)) in zip(requests, stacks).enumerated() {
            let alone = EditedModel(view.decoder, stack).logits(request.prompt.tokens)
            let distance = zip(logits[rows: row..<row + 1].array, alone.array).map { abs($0 - $1) }.max() ?? 1
            #expect(distance < 1e-4)
            #expect(logits.argmax(row: row) == Int(request.target[0]))
        }
    }

    @Test("Khandelwal et al. 2020: without a neighbour within reach a model's probabilities stay as they are")
    func neighbours() {
        let keys = Tensor(rows: 2, columns: 2, [0, 0, 3, 4])
        func mixed(_ reach: Float?) -> [Float] {
            NearestNeighbours(
                settings: NeighbourSettings(count: 1, temperature: 1, share: 0.5, reach: reach), keys: keys,
                tokens: [0, 1]
            ).mixed([0.25, 0.75], state: Tensor(rows: 1, columns: 2, [3, 3]))
        }
        #expect(mixed(nil) == [0.125, 0.875])
        #expect(mixed(1) == [0.125, 0.875])
        #expect(mixed(0.5) == [0.25, 0.75])
    }

    @Test("Robertson and Zaragoza 2009: rare words count more, long texts less, and strangers nothing")
    func ranking() {
        let index = BM25([[1, 2, 3], [1, 4, 5, 6, 7, 8], [1, 9, 3]])
        #expect(index.ranked([2, 3], count: 3).map(\.document) == [0, 2])
        #expect(index.score([1], document: 0) > index.score([1], document: 1))
        #expect(index.ranked([42], count: 3).isEmpty)
    }

    @Test("texts stand before a prompt in the order of the log, behind the token that begins texts")
    func contexts() {
        func text(_ tokens: [Int32], _ choice: ContextSettings.Choice) -> ContextText {
            ContextText(settings: ContextSettings(choice: choice, count: 1), text: tokens, topic: tokens)
        }
        let library = ContextLibrary([text([5, 6], .always), text([7, 8], .ranked), text([9, 7, 8], .ranked)])
        #expect(library.rewritten([0, 7, 8], beginning: 1) == [0, 5, 6, 7, 8, 7, 8])
        #expect(library.rewritten([0, 3], beginning: 1) == [0, 5, 6, 3])
    }
}
