/// Groups documents into batches: what arrives while one append is under way leaves together with the next.
///
/// Under light load a document leaves at once and alone; under heavy load the commits stay few and the batches grow.
/// It holds no clock and does no I/O: each method says which batches are to be sent now.
package struct DocumentBatcher<Item> {
    /// What may stand in the queue and in one batch.
    package struct Limits: Equatable, Sendable {
        /// Documents in one batch.
        package var batchDocumentsMax: Int
        /// Text bytes in one batch; a single larger document still makes a batch of its own.
        package var batchBytesMax: Int
        /// Batches that may be under way at once.
        package var batchesInFlightMax: Int
        /// Documents that may wait; the next one is refused.
        package var waitingDocumentsMax: Int
        /// Text bytes that may wait.
        package var waitingBytesMax: Int

        package init(
            batchDocumentsMax: Int = 256, batchBytesMax: Int = 2 << 20, batchesInFlightMax: Int = 2,
            waitingDocumentsMax: Int = 4096, waitingBytesMax: Int = 64 << 20
        ) {
            self.batchDocumentsMax = batchDocumentsMax
            self.batchBytesMax = batchBytesMax
            self.batchesInFlightMax = batchesInFlightMax
            self.waitingDocumentsMax = waitingDocumentsMax
            self.waitingBytesMax = waitingBytesMax
        }
    }

    /// Whether a document found a place.
    package enum Admission: Equatable, Sendable {
        case queued
        /// The queue is full: `waiting` documents stand before this one.
        case full(waiting: Int)
    }

    package let limits: Limits
    package private(set) var inFlight = 0
    package private(set) var waitingBytes = 0
    private var waiting: [(item: Item, bytes: Int)] = []

    package var waitingCount: Int { waiting.count }

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Takes a document of `bytes` bytes into the queue, if there is room for it.
    package mutating func push(_ item: Item, bytes: Int) -> Admission {
        guard waiting.count < limits.waitingDocumentsMax, waitingBytes + bytes <= limits.waitingBytesMax else {
            return .full(waiting: waiting.count)
        }
        waiting.append((item, bytes))
        waitingBytes += bytes
        return .queued
    }

    /// Whether there is a batch to send now.
    package var canSend: Bool { inFlight < limits.batchesInFlightMax && !waiting.isEmpty }

    /// The batch to send now; nil while enough are under way or none waits. Each batch is later `finish`ed once.
    package mutating func next() -> [Item]? {
        guard canSend else { return nil }
        let count = documentsOfNextBatch()
        let batch = waiting.prefix(count)
        waitingBytes -= batch.reduce(0) { $0 + $1.bytes }
        waiting.removeFirst(count)
        inFlight += 1
        return batch.map(\.item)
    }

    /// Notes that a batch was answered or given up.
    package mutating func finish() {
        precondition(inFlight > 0, "a batch was finished that was never sent")
        inFlight -= 1
    }

    /// Takes out what still waits, in order: their clients are told that the service stops.
    package mutating func drain() -> [Item] {
        defer {
            waiting.removeAll()
            waitingBytes = 0
        }
        return waiting.map(\.item)
    }

    private func documentsOfNextBatch() -> Int {
        var count = 0
        var bytes = 0
        for entry in waiting.prefix(limits.batchDocumentsMax) {
            guard count == 0 || bytes + entry.bytes <= limits.batchBytesMax else { break }
            count += 1
            bytes += entry.bytes
        }
        return count
    }
}
