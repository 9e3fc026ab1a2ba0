internal import MemoryTypes
internal import Synchronization
internal import Threads
public import Wire

/// A request that waits for its answer.
final class Exchange: Sendable {
    typealias Instant = ContinuousClock.Instant

    private let deadline: Instant
    /// When a server that is not there is given up.
    private let reachedBy: Instant
    private let inbox: Mailbox<Packet>
    private let failure = Mutex<Refusal?>(nil)

    /// Enough for every token of the longest answer.
    private static let partsMax = Limits.newTokensMax + 64

    init(deadline: Instant, reachedBy: Instant? = nil) {
        self.deadline = deadline
        self.reachedBy = min(deadline, reachedBy ?? deadline)
        inbox = Mailbox(capacity: Self.partsMax)
    }

    /// - Returns: whether the exchange has ended.
    func deliver(_ packet: Packet) -> Bool {
        do throws(MailboxError) {
            try inbox.put(packet)
        } catch {
            fail(Refusal(.queueFull, "More parts of an answer came than were taken."))
            return true
        }
        guard packet.isLast else { return false }
        inbox.close()
        return true
    }

    func isLate(at now: Instant, isConnected: Bool) -> Bool { now >= (isConnected ? deadline : reachedBy) }

    func fail(_ refusal: Refusal) {
        failure.withLock { $0 = $0 ?? refusal }
        inbox.close()
    }

    /// The next part; its flags say whether it is the last.
    func next() async throws(Refusal) -> Packet {
        guard let packet = await inbox.next() else { throw failure.withLock { $0 } ?? Refusal(.cancelled) }
        guard !packet.envelope.flags.contains(.error) else { throw try packet.message(as: Refusal.self) }
        return packet
    }
}

extension Packet {
    /// Whether nothing of the same correlation follows.
    public var isLast: Bool { !envelope.flags.contains(.more) }
}
