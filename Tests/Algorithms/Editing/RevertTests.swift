import Editing
import MemoryTypes
import Tensors
import Testing
import Transformer

@Suite("Taking edits back")
struct RevertTests {
    private let requests = (0..<3).map { TinyEditing.request(Int32($0 * 3), target: [Int32(20 + $0)]) }

    /// Edits at positions 1, 2 and 3, each on what stands before it.
    private func stack(_ method: any EditMethod, _ resources: EditResources) throws -> EditStack {
        var stack = EditStack()
        for (number, request) in requests.enumerated() {
            let view = try TinyEditing.view(stack: stack)
            let artifact = try method.compute([request], on: view, with: resources, seed: 1)
            stack = try stack.appending(artifact, at: LogPosition(UInt64(number) + 1))
        }
        return stack
    }

    private func replayed(
        _ stack: EditStack, without position: UInt64, _ method: any EditMethod, _ resources: EditResources
    ) throws -> EditStack {
        try stack.replaying(without: LogPosition(position)) { entry, before throws(EditingError) in
            do {
                return try method.compute(
                    [requests[Int(entry.position.value) - 1]], on: TinyEditing.view(stack: before), with: resources,
                    seed: 1)
            } catch let error as EditingError { throw error } catch { throw .notFinite("\(error)") }
        }
    }

    @Test("dropping is replaying exactly for the methods that say so", arguments: TinyEditing.methods.indices)
    func dropEqualsReplay(number: Int) throws {
        let method = TinyEditing.methods[number]
        let resources = try TinyEditing.resources(TinyEditing.view(), layers: [0, 1])
        let stack = try stack(method, resources)
        let dropped = try stack.dropping(LogPosition(1)), again = try replayed(stack, without: 1, method, resources)
        #expect(again.entries.map(\.position) == dropped.entries.map(\.position))
        if method.traits.dropEqualsReplay { #expect(again.digests == dropped.digests) }
        if method is RankOneEditing || method is MassEditing { #expect(again.digests != dropped.digests) }
        // Nothing stands after the last edit, so that it can always be dropped without a trace.
        #expect(try replayed(stack, without: 3, method, resources).digests == stack.before(LogPosition(3)).digests)
    }

    @Test("replaying gives what the edits give that never saw the one left out", arguments: [0, 3, 9, 10])
    func replay(number: Int) throws {
        let method = TinyEditing.methods[number]
        let resources = try TinyEditing.resources(TinyEditing.view(), layers: [0, 1])
        let again = try replayed(stack(method, resources), without: 1, method, resources)
        var wanted = EditStack()
        for number in 1...2 {
            let view = try TinyEditing.view(stack: wanted)
            let artifact = try method.compute([requests[number]], on: view, with: resources, seed: 1)
            wanted = try wanted.appending(artifact, at: LogPosition(UInt64(number) + 1))
        }
        #expect(again.digests == wanted.digests)
    }

    @Test("on the base model later edits do not see earlier ones, so dropping is replaying")
    func base() throws {
        let view = try TinyEditing.view()
        let resources = try TinyEditing.resources(view, layers: [1])
        let method = RankOneEditing(layer: 1)
        let artifacts = try requests.map { try method.compute([$0], on: view, with: resources, seed: 1) }
        let again = try requests.map { try method.compute([$0], on: TinyEditing.view(), with: resources, seed: 1) }
        #expect(artifacts.map(\.digest) == again.map(\.digest))
    }

    @Test("a position holds one edit, and an edit that is not there cannot be dropped")
    func positions() throws {
        let view = try TinyEditing.view()
        let artifact = try ContextEditing().compute([requests[0]], on: view, with: EditResources(), seed: 0)
        let stack = try EditStack().appending(artifact, at: LogPosition(4))
        #expect(throws: EditingError.editTwice(4)) { try stack.appending(artifact, at: LogPosition(4)) }
        #expect(throws: EditingError.editUnknown(5)) { try stack.dropping(LogPosition(5)) }
    }

    @Test("a codebook forgets an entry's radii with the entry")
    func codebook() {
        func book(_ entries: [(Float, Int32)]) -> Codebook {
            var book = Codebook(CodebookSettings())
            for (place, label) in entries { book.admit([place], label: [label], value: .zeros(rows: 1, columns: 1)) }
            return book
        }
        let all = book([(0, 1), (1.5, 2), (10, 3)])
        #expect(all.keys.map(\.radius) == [0.75 - 1e-5, 0.75, 1])
        #expect(book([(0, 1), (10, 3)]).keys.map(\.radius) == [1, 1])
        // A key of the same label reaches farther instead of getting a neighbour.
        #expect(book([(0, 1), (1.5, 1)]).keys.map(\.radius) == [1.5])
    }
}
