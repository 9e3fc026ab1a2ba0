internal import Logging
public import MemoryTypes
internal import Synchronization
internal import Wire
public import ZeroMQ

/// Listens on a router socket, judges each request, hands it to its handler, and sends the answer.
///
/// What is wrong with a request is answered with a numbered refusal and touches nothing. Each request runs in a task of
/// its own, which is cancelled when its client cancels it or goes away, or its deadline passes; a deferred one is
/// answered then.
public final class RequestFrontend: Sendable {
    /// Words for an error of ours; the one place of a service where they are chosen.
    public typealias Translation = @Sendable (any Error) -> Refusal

    private let options: FrontendOptions
    private let context: Context
    private let gate: any Gatekeeper
    private let handlers: RequestHandlers
    private let translate: Translation
    private let meters = FrontendMeters()
    private let inFlight: InFlight
    private let socket = Mutex<Socket?>(nil)

    /// - Parameter translate: for errors that are no `Refusal`; it should log what it does not tell.
    public init(
        _ options: FrontendOptions, in context: Context, gate: any Gatekeeper = OpenGate(), handlers: RequestHandlers,
        translate: @escaping Translation = { _ in Refusal(.internalFault) }
    ) {
        self.options = options
        self.context = context
        self.gate = gate
        self.handlers = handlers
        self.translate = translate
        inFlight = InFlight(inFlightMax: options.inFlightMax, perPeerMax: options.inFlightPerPeerMax)
    }

    /// Binds, and answers from now on.
    ///
    /// - Returns: the endpoint with the port that it got.
    public func start() async throws(ZeroMQError) -> String {
        var socketOptions = SocketOptions()
        socketOptions.security = options.security
        socketOptions.messageBytesMax = options.payloadBytesMax + 8192
        let socket = try Socket(
            .router, in: context, options: socketOptions,
            events: SocketEvents(
                received: { [weak self] in self?.receive($0) }, undeliverable: { [weak self] in self?.peerIsGone($0) }))
        self.socket.withLock { $0 = socket }
        return try await socket.bind(options.endpoint)
    }

    /// How many requests are under way.
    public var requestsInFlight: Int { inFlight.count }

    /// Watches over deadlines until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            let now = WireClock.milliseconds
            inFlight.cancel(.deadlinePassed) { _, deadline in deadline.map { $0 <= now } ?? false }
            do { try await Task.sleep(for: .milliseconds(20)) } catch { return }
        }
    }

    /// Refuses everything further, waits for what is under way, cancels what takes longer than `limit`, and closes.
    public func drain(within limit: Duration) async {
        inFlight.refuseFurther()
        let limiter = Task { [inFlight] in
            do { try await Task.sleep(for: limit) } catch { return }
            inFlight.cancel(.shuttingDown) { _, _ in true }
        }
        await inFlight.drain()
        limiter.cancel()
        await socket.withLock { $0 }?.close()
    }

    private func receive(_ message: ReceivedMessage) {
        guard let peer = message.frames.first else { return }
        let frames = Array(message.frames.dropFirst())
        guard !message.isTruncated else {
            let size = WireError.oversized(found: UInt64(options.payloadBytesMax) + 1, limit: options.payloadBytesMax)
            return refuse(size.refusal, peer, Envelope.correlation(inFrame: frames.first ?? []))
        }
        do throws(WireError) {
            take(try Packet(frames: frames, limit: options.payloadBytesMax), peer, user: message.user)
        } catch {
            refuse(error.refusal, peer, Envelope.correlation(inFrame: frames.first ?? []))
        }
    }

    private func take(_ packet: Packet, _ peer: [UInt8], user: String?) {
        let envelope = packet.envelope
        let key = RequestKey(peer: peer, correlation: envelope.correlation)
        guard let kind = envelope.kind else {
            return refuse(WireError.unknownKind(envelope.kindNumber).refusal, peer, envelope.correlation)
        }
        if kind == .cancel { return cancel(packet, peer) }
        guard let handler = handlers.handler(for: kind) else {
            return refuse(WireError.unexpectedKind(found: kind.rawValue, wanted: 0).refusal, peer, envelope.correlation)
        }
        let deadline = envelope.deadline == 0 ? nil : envelope.deadline
        if let deadline, deadline <= WireClock.milliseconds {
            return refuse(Refusal(.deadlinePassed), peer, envelope.correlation)
        }
        let asked: Asked
        do throws(Refusal) {
            asked = Asked(
                packet: packet, kind: kind, key: key, number: try inFlight.begin(key, deadline: deadline),
                deadline: deadline, user: user)
        } catch { return refuse(error, peer, envelope.correlation) }
        switch handler {
        case .inTask(let handler):
            let task = Task { await answer(asked, handler) }
            inFlight.setCancel({ task.cancel() }, of: key, asked.number)
        case .deferred(let handler): hand(asked, to: handler)
        }
    }

    private func answer(_ asked: Asked, _ handler: RequestHandlers.Raw) async {
        do {
            let shown = try await gate.caller(credential: asked.packet.envelope.credential, curveKey: asked.user)
            let context = try asked.context(for: shown)
            let last = try await handler(asked.packet, context) { [self] (part) throws(Refusal) in
                try send(part, .more, to: asked.key)
            }
            finish(asked, .success(last))
        } catch {
            finish(asked, .failure(error))
        }
    }

    /// Sends the last message of an answer, unless one was sent before.
    private func finish(_ asked: Asked, _ result: Result<Packet, any Error>) {
        guard let ending = inFlight.end(asked.key, asked.number) else { return }
        defer { inFlight.answered() }
        switch result {
        case .success(var last):
            last.envelope.flags = .final
            send(last, to: asked.key)
            meters.answered(asked.kind, in: .now - asked.began)
        case .failure(let error): refuse(refusal(for: error, ending.reason), asked.key.peer, asked.key.correlation)
        }
    }

    /// Gives a request to a handler that answers later: at once if its caller is known already.
    private func hand(_ asked: Asked, to handler: @escaping RequestHandlers.Deferred) {
        let (credential, curveKey) = (asked.packet.envelope.credential, asked.user)
        inFlight.setCancel({ [self] in finish(asked, .failure(CancellationError())) }, of: asked.key, asked.number)
        if let shown = gate.knownCaller(credential: credential, curveKey: curveKey) {
            return hand(asked, to: handler, shown)
        }
        Task {
            do throws(Refusal) {
                hand(asked, to: handler, try await gate.caller(credential: credential, curveKey: curveKey))
            } catch { finish(asked, .failure(error)) }
        }
    }

    private func hand(_ asked: Asked, to handler: RequestHandlers.Deferred, _ shown: Caller) {
        let answer = PacketAnswer { [self] result in
            finish(asked, result.mapError { $0 })
        } isWanted: { [inFlight] in
            inFlight.isWanted(asked.key, asked.number)
        }
        do throws(Refusal) { try handler(asked.packet, asked.context(for: shown), answer) } catch {
            finish(asked, .failure(error))
        }
    }

    /// A handler that was cancelled may say so in any words; the client is told why it was.
    private func refusal(for error: any Error, _ reason: RefusalCode?) -> Refusal {
        if let refusal = error as? Refusal, refusal.code != .cancelled || reason == nil { return refusal }
        if let reason { return Refusal(reason) }
        if error is CancellationError { return Refusal(.cancelled) }
        return translate(error)
    }

    private func cancel(_ packet: Packet, _ peer: [UInt8]) {
        do throws(Refusal) {
            let wanted = RequestKey(peer: peer, correlation: try packet.message(as: Cancel.self).correlation)
            inFlight.cancel(.cancelled) { key, _ in key == wanted }
            guard packet.envelope.correlation != 0 else { return }
            send(Packet(Acknowledged()), to: RequestKey(peer: peer, correlation: packet.envelope.correlation))
        } catch {
            refuse(error, peer, packet.envelope.correlation)
        }
    }

    private func peerIsGone(_ frames: [[UInt8]]) {
        guard let peer = frames.first else { return }
        inFlight.cancel(.cancelled) { key, _ in key.peer == peer }
    }

    private func refuse(_ refusal: Refusal, _ peer: [UInt8], _ correlation: UInt64) {
        meters.refused(refusal)
        send(Packet(refusing: refusal, correlation: correlation), to: RequestKey(peer: peer, correlation: correlation))
    }

    /// A last message; nobody is left to be told if it cannot be sent.
    private func send(_ packet: Packet, to key: RequestKey) {
        do throws(Refusal) {
            try send(packet, packet.envelope.flags, to: key)
        } catch {
            meters.refused(error)
        }
    }

    private func send(_ packet: Packet, _ flags: Envelope.Flags, to key: RequestKey) throws(Refusal) {
        var packet = packet
        packet.envelope.flags = flags
        packet.envelope.correlation = key.correlation
        packet.envelope.deadline = 0
        packet.envelope.tenant = ""
        packet.envelope.credential = ""
        guard let socket = socket.withLock({ $0 }) else { throw Refusal(.shuttingDown) }
        do throws(ZeroMQError) {
            try socket.send([key.peer] + packet.frames())
        } catch {
            throw Refusal(.queueFull, "The answers of this service are not taken fast enough.", retryAfter: 100)
        }
    }
}
