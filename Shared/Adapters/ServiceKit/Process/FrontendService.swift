public import ServiceLifecycle

/// Runs a frontend that has been started: watches deadlines, and drains when the process is to end.
public struct FrontendService: Service {
    private let frontend: RequestFrontend
    private let limit: Duration

    /// - Parameter limit: time that requests under way are left.
    public init(_ frontend: RequestFrontend, drainWithin limit: Duration) {
        self.frontend = frontend
        self.limit = limit
    }

    public func run() async throws {
        let watch = Task { await frontend.run() }
        try? await gracefulShutdown()
        await frontend.drain(within: limit)
        watch.cancel()
    }
}
