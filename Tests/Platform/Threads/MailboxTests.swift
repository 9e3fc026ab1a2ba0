import Testing
import Threads

@Suite("A bounded mailbox", .timeLimit(.minutes(1)))
struct MailboxTests {
    @Test("gives back what was put, in order, and refuses when full") func order() async throws {
        let box = Mailbox<Int>(capacity: 3)
        for value in 1...3 { try box.put(value) }
        #expect(throws: MailboxError.full(capacity: 3)) { try box.put(4) }
        #expect(await box.next() == 1)
        try box.put(5)
        #expect(box.takeAll() == [2, 3, 5])
        #expect(box.count == 0)
    }

    @Test("who waits gets what comes") func waiting() async throws {
        let box = Mailbox<Int>(capacity: 1)
        async let value = box.next()
        try box.put(7)
        #expect(await value == 7)
    }

    @Test("once closed it takes nothing, and gives what it has, and then nil") func close() async throws {
        let box = Mailbox<Int>(capacity: 2)
        try box.put(1)
        box.close()
        #expect(throws: MailboxError.closed) { try box.put(2) }
        #expect(await box.next() == 1)
        #expect(await box.next() == nil)
    }

    @Test("a cancelled task waits no longer") func cancellation() async {
        let box = Mailbox<Int>(capacity: 1)
        let task = Task { await box.next() }
        task.cancel()
        #expect(await task.value == nil)
    }

    @Test("loses nothing between many senders and one reader", arguments: [1, 7, 64]) func many(senders: Int)
        async throws
    {
        let box = Mailbox<Int>(capacity: senders * 500)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<senders {
                group.addTask { for value in 1...500 { _ = try? box.put(value) } }
            }
            group.addTask {
                var sum = 0
                for _ in 0..<senders * 500 { sum += await box.next() ?? 0 }
                #expect(sum == senders * 500 * 501 / 2)
            }
        }
    }
}
