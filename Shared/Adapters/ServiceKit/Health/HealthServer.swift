internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// Answers `/health/live`, `/health/ready` and `/metrics` over HTTP; nothing else, and with GET only.
public final class HealthServer: Sendable {
    private let channel: any Channel

    /// - Parameter port: 0 takes a free one.
    public init(host: String, port: Int, health: Health, metrics: PrometheusRegistry) async throws {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(HealthHandler(health: health, metrics: metrics))
                }
            }
        channel = try await bootstrap.bind(host: host, port: port).get()
    }

    /// The port that it got.
    public var port: Int { channel.localAddress?.port ?? 0 }

    public func close() async { try? await channel.close() }
}

private final class HealthHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private struct Answer {
        let status: HTTPResponseStatus
        let text: String
    }

    private let health: Health
    private let metrics: PrometheusRegistry
    private var asked: HTTPRequestHead?

    init(health: Health, metrics: PrometheusRegistry) {
        self.health = health
        self.metrics = metrics
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): asked = head
        case .body: break
        case .end:
            guard let asked else { return }
            self.asked = nil
            let (health, metrics) = (health, metrics)
            let promise = context.eventLoop.makePromise(of: Answer.self)
            promise.completeWithTask { await Self.answer(asked, health, metrics) }
            let bound = NIOLoopBound((context, self), eventLoop: context.eventLoop)
            promise.futureResult.whenSuccess { answer in
                let (context, handler) = bound.value
                handler.write(answer, keepAlive: asked.isKeepAlive, context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private static func answer(_ head: HTTPRequestHead, _ health: Health, _ metrics: PrometheusRegistry) async -> Answer
    {
        guard head.method == .GET else { return Answer(status: .methodNotAllowed, text: "only GET\n") }
        switch head.uri.prefix(while: { $0 != "?" }) {
        case "/health/live": return Answer(status: .ok, text: "live\n")
        case "/health/ready":
            let hindrances = await health.hindrances()
            if hindrances.isEmpty { return Answer(status: .ok, text: "ready\n") }
            return Answer(status: .serviceUnavailable, text: hindrances.joined(separator: "\n") + "\n")
        case "/metrics": return Answer(status: .ok, text: metrics.text())
        default: return Answer(status: .notFound, text: "not found\n")
        }
    }

    private func write(_ answer: Answer, keepAlive: Bool, _ context: ChannelHandlerContext) {
        let body = context.channel.allocator.buffer(string: answer.text)
        var head = HTTPResponseHead(version: .http1_1, status: answer.status)
        head.headers.add(name: "content-type", value: "text/plain; version=0.0.4; charset=utf-8")
        head.headers.add(name: "content-length", value: "\(body.readableBytes)")
        head.headers.add(name: "connection", value: keepAlive ? "keep-alive" : "close")
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        if !keepAlive {
            let channel = context.channel
            written.whenComplete { _ in channel.close(promise: nil) }
        }
    }
}
