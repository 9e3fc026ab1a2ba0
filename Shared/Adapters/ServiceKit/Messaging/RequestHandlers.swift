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

    /// Takes a request at once and answers it later.
    typealias Deferred = @Sendable (Packet, RequestContext, PacketAnswer) throws(Refusal) -> Void

    enum Handler: Sendable {
        case inTask(Raw)
        case deferred(Deferred)
    }

    private var handlers: [MessageKind: Handler] = [:]
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
        handlers[Asked.kind] = .inTask { packet, context, _ in
            Packet(try await body(packet.message(as: Asked.self), context))
        }
    }

    /// Answers requests of one kind with one message, later: no task waits meanwhile.
    ///
    /// - Parameter body: takes the request on the socket's thread and returns at once; whoever it hands the answer to
    ///   answers from anywhere. What it throws is the answer.
    public mutating func onDeferred<Asked: Request>(
        _ type: Asked.Type,
        _ body: @escaping @Sendable (Asked, RequestContext, Answer<Asked.Reply>) throws(Refusal) -> Void
    ) {
        handlers[Asked.kind] = .deferred { (packet, context, answer) throws(Refusal) in
            try body(packet.message(as: Asked.self), context, Answer(answer))
        }
    }

    /// Answers requests of one kind with parts and a last message.
    public mutating func onStream<Asked: StreamingRequest>(
        _ type: Asked.Type,
        _ body: @escaping @Sendable (Asked, RequestContext, PartSender<Asked.Part>) async throws -> Asked.Reply
    ) {
        handlers[Asked.kind] = .inTask { packet, context, send in
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

    func handler(for kind: MessageKind) -> Handler? {
        handlers[kind] ?? (kind.isRequest ? fallback.map(Handler.inTask) : nil)
    }
}

extension MessageKind {
    /// Whether somebody may send it as a request.
    public var isRequest: Bool { scope != nil }
}
