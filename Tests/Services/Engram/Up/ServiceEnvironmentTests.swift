import Engram
import Testing

@Suite("What services find in their environment")
struct ServiceEnvironmentTests {
    private let given = [
        "PATH": "/bin", "ENGRAM_DATA": "/d", "ENGRAM_ENDPOINT": "tcp://e", "ENGRAM_HEALTH_PORT": "9",
        "ENGRAM_NAME": "n", "ENGRAM_CURVE_KEY": "k", "ENGRAM_THREADS": "2", "ENGRAM_LOG_LEVEL": "debug",
    ]

    @Test("what tunes passes; what is the command line's own, or would be the same for all, does not")
    func tuned() {
        #expect(
            ServiceEnvironment.tuned(given)
                == ["PATH": "/bin", "ENGRAM_THREADS": "2", "ENGRAM_LOG_LEVEL": "debug"])
    }

    @Test("what is measured runs as it comes")
    func plain() {
        #expect(ServiceEnvironment.plain(given) == ["PATH": "/bin"])
    }

    @Test("every variable that passes is a setting of a service")
    func known() throws {
        let help = try ["engram-store", "engram-ingest", "engram-update", "engram-generate"].map {
            try BuiltPrograms.output(of: $0, ["--help"])
        }
        for name in ServiceEnvironment.tuning { #expect(help.contains { $0.contains("--\(name) ") }, "\(name)") }
    }
}
