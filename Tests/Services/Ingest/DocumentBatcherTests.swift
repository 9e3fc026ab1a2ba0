import Ingest
import TestKit
import Testing

@Suite("Ingest: grouping documents into batches")
struct DocumentBatcherTests {
    typealias Batcher = DocumentBatcher<Int>

    @Test("a document that finds nothing under way leaves at once and alone")
    func alone() {
        var batcher = Batcher()
        #expect(batcher.push(1, bytes: 10) == .queued)
        #expect(batcher.next() == [1])
        #expect(batcher.next() == nil)
    }

    @Test("what arrives while batches are under way leaves together, in order")
    func grouped() {
        var batcher = Batcher(limits: .init(batchesInFlightMax: 1))
        _ = batcher.push(0, bytes: 1)
        #expect(batcher.next() == [0])
        for item in 1...5 { _ = batcher.push(item, bytes: 1) }
        #expect(batcher.next() == nil)
        batcher.finish()
        #expect(batcher.next() == [1, 2, 3, 4, 5])
    }

    @Test("a batch ends at its document limit and at its byte limit, but never before its first document")
    func limits() {
        var batcher = Batcher(limits: .init(batchDocumentsMax: 2, batchBytesMax: 10, batchesInFlightMax: 9))
        for (item, bytes) in [50, 4, 4, 4, 8].enumerated() { _ = batcher.push(item, bytes: bytes) }
        #expect(batcher.next() == [0])
        #expect(batcher.next() == [1, 2])
        #expect(batcher.next() == [3])
        #expect(batcher.next() == [4])
    }

    @Test("a full queue refuses, by count and by bytes, and takes again once a batch has left")
    func full() {
        var batcher = Batcher(limits: .init(waitingDocumentsMax: 2, waitingBytesMax: 100))
        _ = batcher.push(1, bytes: 60)
        #expect(batcher.push(2, bytes: 41) == .full(waiting: 1))
        #expect(batcher.push(3, bytes: 40) == .queued)
        #expect(batcher.push(4, bytes: 0) == .full(waiting: 2))
        #expect(batcher.next() == [1, 3])
        #expect(batcher.waitingBytes == 0)
        #expect(batcher.push(4, bytes: 100) == .queued)
    }

    @Test("draining gives back all that waits and nothing that has left")
    func drain() {
        var batcher = Batcher(limits: .init(batchDocumentsMax: 1, batchesInFlightMax: 1))
        for item in 1...3 { _ = batcher.push(item, bytes: 1) }
        #expect(batcher.next() == [1])
        #expect(batcher.drain() == [2, 3])
        #expect(batcher.waitingCount == 0)
        #expect(batcher.waitingBytes == 0)
    }

    @Test(
        "whatever happens, every taken document leaves once, in order, within the limits",
        arguments: 0..<40 as Range<UInt64>)
    func property(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let limits = Batcher.Limits(
            batchDocumentsMax: Int.random(in: 1...5, using: &random),
            batchBytesMax: Int.random(in: 1...30, using: &random),
            batchesInFlightMax: Int.random(in: 1...3, using: &random),
            waitingDocumentsMax: Int.random(in: 1...12, using: &random),
            waitingBytesMax: Int.random(in: 10...60, using: &random))
        var batcher = Batcher(limits: limits)
        var taken: [Int] = []
        var left: [Int] = []
        for item in 0..<300 {
            if batcher.push(item, bytes: Int.random(in: 0...9, using: &random)) == .queued { taken.append(item) }
            if Bool.random(using: &random), let batch = batcher.next() {
                #expect(batch.count <= limits.batchDocumentsMax)
                left += batch
            }
            #expect(batcher.inFlight <= limits.batchesInFlightMax)
            #expect(batcher.waitingCount <= limits.waitingDocumentsMax)
            #expect(batcher.waitingBytes <= limits.waitingBytesMax)
            if batcher.inFlight > 0, Bool.random(using: &random) { batcher.finish() }
        }
        #expect(left + batcher.drain() == taken)
    }
}
