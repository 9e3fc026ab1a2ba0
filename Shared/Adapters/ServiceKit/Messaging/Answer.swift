public import MemoryTypes
public import Wire

/// The answer that a deferred handler owes. The first call counts; after it, or when the request was cancelled, its
/// deadline passed or its client went away, calls do nothing.
public struct Answer<Reply: Message>: Sendable {
    private let give: @Sendable (Result<Reply, Refusal>) -> Void
    private let isStillWanted: @Sendable () -> Bool

    /// An answer to somebody who is not at the other end of a socket.
    public init(
        isWanted: @escaping @Sendable () -> Bool = { true },
        _ give: @escaping @Sendable (Result<Reply, Refusal>) -> Void
    ) {
        self.give = give
        isStillWanted = isWanted
    }

    init(_ answer: PacketAnswer) {
        self.init(isWanted: answer.isWanted) { answer.give($0.map { Packet($0) }) }
    }

    /// Whether anybody still waits for it.
    public var isWanted: Bool { isStillWanted() }

    public func callAsFunction(_ result: Result<Reply, Refusal>) { give(result) }
}

/// The answer of a deferred handler as the frontend takes it.
struct PacketAnswer: Sendable {
    let give: @Sendable (Result<Packet, Refusal>) -> Void
    let isWanted: @Sendable () -> Bool
}
