/// What a socket tells its owner. All are called on the socket's thread and must return quickly.
public struct SocketEvents: Sendable {
    /// A message came.
    public var received: @Sendable (ReceivedMessage) -> Void
    /// A router could not hand over a message: its peer is gone, or reads too slowly.
    public var undeliverable: @Sendable ([[UInt8]]) -> Void
    /// A connection of a dealer or subscriber stands (true) or was lost (false).
    public var connected: (@Sendable (Bool) -> Void)?

    public init(
        received: @escaping @Sendable (ReceivedMessage) -> Void = { _ in },
        undeliverable: @escaping @Sendable ([[UInt8]]) -> Void = { _ in },
        connected: (@Sendable (Bool) -> Void)? = nil
    ) {
        self.received = received
        self.undeliverable = undeliverable
        self.connected = connected
    }
}
