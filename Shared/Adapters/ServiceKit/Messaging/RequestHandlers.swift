public import MemoryTypes
public import Wire

/// Sends the parts of an answer.
public struct PartSender<Part: Message>: Sendable {
    private let sendPart: @Sendable (Part) throws(Refusal) -> Void

    public init(_ sendPart: @escaping @Sendable (Part) throws(Refusal) -> Void) { self.sendPart = sendPart }

    /// - Throws: `queueFull` or `shuttingDown`: the answer cannot be gone on with.
    public func callAsFunction(_ part: Part) throws(Refusal) { try sendPart(part) }
}

/// Who answers which kind of request.
public struct RequestHandlers: Sendable {
    /// Takes a request, sends its parts through the third parameter, and gives the last message.
    typealias Raw =
        @Sendable (Packet, RequestContext, @escaping @Sendable (Packet) throws(Refusal) -> Void) async throws -> Packet

    private var handlers: [MessageKind: Raw] = [:]
    private var fallback: Raw?

    public init() {}

    /// The kinds that are answered by name.
    public var kinds: [MessageKind] { handlers.keys.sorted { $0.rawValue < $1.rawValue } }

    /// Answers requests of one kind with one message.
    ///
    /// - Parameter body: may throw a `Refusal`, which the client gets, or another error, which the frontend translates.
    public mutating func on<Asked: Request>(
        _ type: Asked.Type, _ body: @escaping @Sendable (Asked, RequestContext) async throws -> Asked.Reply
    ) {
        handlers[Asked.kind] = { packet, context, _ in
            Packet(try await body(packet.message(as: Asked.self), context))
        }
    }

    /// Answers requests of one kind with parts and a last message.
    public mutating func onStream<Asked: StreamingRequest>(
        _ type: Asked.Type,
        _ body: @escaping @Sendable (Asked, RequestContext, PartSender<Asked.Part>) async throws -> Asked.Reply
    ) {
        handlers[Asked.kind] = { packet, context, send in
            let sender = PartSender<Asked.Part> { (part) throws(Refusal) in try send(Packet(part, flags: .more)) }
            return Packet(try await body(packet.message(as: Asked.self), context, sender))
        }
    }

    /// Answers what nothing else answers, without looking into it.
    public mutating func otherwise(
        _ body:
            @escaping @Sendable (
                Packet, RequestContext, @escaping @Sendable (Packet) throws(Refusal) -> Void
            ) async throws -> Packet
    ) {
        fallback = body
    }

    func handler(for kind: MessageKind) -> Raw? { handlers[kind] ?? (kind.isRequest ? fallback : nil) }
}

extension MessageKind {
    /// Whether somebody may send it as a request.
    public var isRequest: Bool { scope != nil }
}
