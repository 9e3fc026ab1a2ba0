internal import CoreMetrics
internal import Foundation
public import Logging
public import ServiceLifecycle
internal import UnixSignals
public import ZeroMQ

/// What a service's main is given.
public struct ServiceProcess: Sendable {
    public let settings: Settings
    public let logger: Logger
    /// The process's one ZeroMQ context.
    public let context: Context
    public let health: Health
    public let metrics: PrometheusRegistry
    public let announcement: Announcement
    /// This process's CURVE keys; nil without.
    public let keys: CurveKeyPair?
    /// Tells with each message which CURVE key it came under; kept for as long as the process listens.
    private let authenticator: Authenticator?
    private let events: EventAdmission

    init(
        settings: Settings, logger: Logger, context: Context, health: Health, metrics: PrometheusRegistry,
        announcement: Announcement, keys: CurveKeyPair?, authenticator: Authenticator?, events: EventAdmission
    ) {
        self.settings = settings
        self.logger = logger
        self.context = context
        self.health = health
        self.metrics = metrics
        self.announcement = announcement
        self.keys = keys
        self.authenticator = authenticator
        self.events = events
    }

    /// Lets listen to events whom `gate` takes for a service; until then, nobody under CURVE may.
    public func admitToEvents(_ gate: any Gatekeeper) { events.set(gate) }

    /// How this process listens.
    public var serverSecurity: SocketSecurity { keys.map(SocketSecurity.server) ?? .none }

    /// How this process talks to a server.
    ///
    /// - Parameter serverKey: 40 characters of Z85 or the path of a file with them; nil without CURVE.
    /// - Throws: `malformed` or `unreadable`. A process without keys of its own takes fresh ones.
    public func clientSecurity(serverKey: String?) throws(KeyFileError) -> SocketSecurity {
        guard let serverKey else { return .none }
        return .client(server: try KeyFiles.publicKey(serverKey), own: keys ?? CurveKeyPair())
    }

    /// The texts of the public keys that `list` names, keys or files between commas, and of this process's own.
    public func trustedKeys(_ list: String) throws(KeyFileError) -> Set<String> {
        var trusted = Set(keys.map { [$0.publicKey.text] } ?? [])
        for entry in list.split(separator: ",") {
            trusted.insert(try KeyFiles.publicKey(entry.trimmingCharacters(in: .whitespaces)).text)
        }
        return trusted
    }

    /// - Throws: a sentence, if nobody may listen there without keys.
    public func checkBind(_ endpoint: String) throws(StartFault) {
        if let fault = BindRule.fault(endpoint, hasKeys: keys != nil) { throw StartFault(fault) }
    }
}

/// Why a process could not start, in a sentence for who started it.
public struct StartFault: Error, Equatable, Sendable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

/// What every main does alike: configuration, logging, metrics, health, signals.
public enum ServiceMain {
    /// Runs a service until SIGTERM or SIGINT, and ends the process: 0 after a graceful end, 64 for a wrong
    /// configuration, 1 if it could not start or failed.
    ///
    /// - Parameters:
    ///   - name: such as `ingest`.
    ///   - compose: opens and binds everything, and gives what is to run. The endpoints are announced after it.
    public static func run(
        _ name: String, version: String, settings: [Setting],
        compose: (ServiceProcess) async throws -> [any Service]
    ) async -> Never {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.contains("--help") { leave(0, Settings.help("engram-\(name)", settings)) }
        if arguments.contains("--version") { leave(0, "engram-\(name) \(version)") }
        let read: Settings
        do throws(ConfigurationError) {
            read = try Settings(settings, arguments: arguments, environment: ProcessInfo.processInfo.environment)
            if read.isOn("check-config") { leave(0, read.report) }
            try read.requireAll()
        } catch {
            leave(64, "engram-\(name): \(error)")
        }
        await run(name, read, compose)
    }

    private static func run(
        _ name: String, _ settings: Settings, _ compose: (ServiceProcess) async throws -> [any Service]
    ) async -> Never {
        let format = LineLog.Format(rawValue: settings.text("log-format")) ?? .text
        let level = Logger.Level(rawValue: settings.text("log-level")) ?? .info
        LoggingSystem.bootstrap { LineLog(label: $0, format: format, level: level) }
        let logger = Logger(label: name)
        let metrics = PrometheusRegistry()
        MetricsSystem.bootstrap(metrics)
        do {
            let process = try await prepare(settings, logger, metrics)
            let server = try await startHealthServer(process)
            let services = try await compose(process)
            try process.announcement.publish()
            process.health.setReady(true)
            logger.info("ready")
            try await runUntilSignal(services + [Readiness(health: process.health)], settings, logger)
            await server?.close()
            logger.info("ended")
            exit(0)
        } catch {
            logger.critical("\(error)")
            exit(1)
        }
    }

    private static func prepare(
        _ settings: Settings, _ logger: Logger, _ metrics: PrometheusRegistry
    ) async throws -> ServiceProcess {
        let context = Context()
        let keys = try settings.optional("curve-key").map { (path) throws(KeyFileError) in try KeyFiles.read(path) }
        let events = EventAdmission()
        // Every key is let in by its name: what it opens, a frontend's gate decides with each request.
        let authenticator =
            keys == nil
            ? nil
            : try await Authenticator(in: context) { key, domain in
                guard domain == EventAdmission.domain else { return key.text }
                return await events.admits(key.text) ? key.text : nil
            }
        return ServiceProcess(
            settings: settings, logger: logger, context: context, health: Health(), metrics: metrics,
            announcement: Announcement(path: settings.optional("announce")), keys: keys, authenticator: authenticator,
            events: events)
    }

    private static func startHealthServer(_ process: ServiceProcess) async throws -> HealthServer? {
        let port = process.settings.number("health-port")
        guard port != 0 else { return nil }
        let host = process.settings.text("health-host")
        let server = try await HealthServer(host: host, port: port, health: process.health, metrics: process.metrics)
        process.announcement.note("health", "http://\(host):\(server.port)")
        return server
    }

    private static func runUntilSignal(_ services: [any Service], _ settings: Settings, _ logger: Logger) async throws {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(settings.number("drain-seconds") + 5)
        try await ServiceGroup(configuration: configuration).run()
    }

    private static func leave(_ status: Int32, _ text: String) -> Never {
        (status == 0 ? FileHandle.standardOutput : FileHandle.standardError).write(Data((text + "\n").utf8))
        exit(status)
    }
}

/// Says no to whoever asks for readiness as soon as the process is to end.
private struct Readiness: Service {
    let health: Health

    func run() async throws {
        try? await gracefulShutdown()
        health.setReady(false)
    }
}
