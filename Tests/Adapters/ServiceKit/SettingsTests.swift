import Files
import Foundation
import ServiceKit
import Testing
import ZeroMQ

@Suite("Settings")
struct SettingsTests {
    private let settings = [
        Setting("store", "Where the store is."),
        Setting("workers", .number(1...8), "How many.", default: "2"),
        Setting("token", "A secret.", isOptional: true, isSecret: true),
        Setting("fast", .flag, "Hurries.", default: "false"),
        Setting("weights", .choice(["f32", "bf16"]), "The form of weights.", default: "f32"),
    ]

    private func read(
        _ arguments: [String], _ environment: [String: String] = [:]
    ) throws(ConfigurationError) -> Settings {
        try Settings(settings, arguments: arguments, environment: environment)
    }

    private func error(_ arguments: [String], _ environment: [String: String] = [:]) -> ConfigurationError? {
        do throws(ConfigurationError) {
            try read(arguments, environment).requireAll()
            return nil
        } catch {
            return error
        }
    }

    @Test("a flag goes before the environment, that before the file, that before the default") func precedence() throws
    {
        let path = NSTemporaryDirectory() + "settings-\(UUID()).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try writeAtomically(Array(#"{"store":"file","workers":3,"fast":true}"#.utf8), to: path)
        let all = try read(
            ["--store", "flag", "--config", path], ["ENGRAM_STORE": "environment", "ENGRAM_WEIGHTS": "bf16"])
        #expect(all.text("store") == "flag" && all.text("weights") == "bf16")
        #expect(all.number("workers") == 3 && all.isOn("fast"))
        let two = try read(["--config=\(path)"], ["ENGRAM_STORE": "environment", "ENGRAM_FAST": "false"])
        #expect(two.text("store") == "environment" && !two.isOn("fast"))
        #expect(try read([], ["ENGRAM_CONFIG": path]).text("store") == "file")
        #expect(try read([]).number("workers") == 2)
    }

    @Test("what is wrong is named: unknown, missing, out of range, unreadable") func faults() {
        #expect(error(["--stor", "x"]) == .unknownFlag("--stor"))
        #expect(error(["--store"]) == .valueMissing(flag: "--store"))
        #expect(error([]) == .missing(setting: "store", variable: "ENGRAM_STORE"))
        #expect(
            error(["--workers=9"])
                == .badValue(setting: "workers", from: "flag", found: "9", wanted: "a whole number in 1 ... 8"))
        #expect(
            error([], ["ENGRAM_WEIGHTS": "f64"])
                == .badValue(setting: "weights", from: "environment", found: "f64", wanted: "f32 or bf16"))
        guard case .file = error(["--config", "/nowhere/at/all"]) else { return #expect(Bool(false)) }
    }

    @Test("an unknown key of the file is a fault, not a silence") func unknownKey() throws {
        let path = NSTemporaryDirectory() + "settings-\(UUID()).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try writeAtomically(Array(#"{"stroe":"x"}"#.utf8), to: path)
        #expect(error(["--config", path]) == .file(path: path, reason: "there is no setting stroe"))
    }

    @Test("the report says where a value is from, and shows no secret") func report() throws {
        let report = try read(["--store", "here", "--token", "hush"], ["ENGRAM_WORKERS": "4"]).report
        #expect(report.contains("store = here  (flag)") && report.contains("workers = 4  (environment)"))
        #expect(report.contains("token = ***  (flag)") && !report.contains("hush"))
        #expect(report.contains("weights = f32  (default)") && report.contains("announce is not set"))
    }
}

@Suite("Key files and binds")
struct KeyFileTests {
    @Test("a key is made once, readable by its owner alone, and read back") func create() throws {
        let path = NSTemporaryDirectory() + "key-\(UUID())"
        defer { for end in ["", ".pub"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let pair = try KeyFiles.create(at: path)
        #expect(try KeyFiles.read(path) == pair)
        #expect(try KeyFiles.publicKey(path + ".pub") == pair.publicKey)
        #expect(try KeyFiles.publicKey(pair.publicKey.text) == pair.publicKey)
        #expect(throws: KeyFileError.exists(path: path)) { try KeyFiles.create(at: path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: KeyFileError.tooOpen(path: path, mode: "644")) { try KeyFiles.read(path) }
    }

    @Test("a path that is as long as a key is still a path") func longPath() throws {
        let path = "/tmp/" + UUID().uuidString.lowercased().prefix(31)
        defer { for end in ["", ".pub"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let pair = try KeyFiles.create(at: path)
        #expect((path + ".pub").utf8.count == 40)
        #expect(try KeyFiles.publicKey(path + ".pub") == pair.publicKey)
    }

    @Test("what is no key is refused by name") func malformed() throws {
        let path = NSTemporaryDirectory() + "key-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try writeAtomically(Array("{}".utf8), to: path, permissions: 0o600)
        #expect(throws: KeyFileError.malformed(path: path)) { try KeyFiles.read(path) }
        #expect(throws: KeyFileError.self) { try KeyFiles.read(path + "-absent") }
    }

    @Test(
        "without keys a service listens on this machine only",
        arguments: [
            ("tcp://127.0.0.1:7401", true), ("tcp://127.0.0.1:*", true), ("tcp://localhost:1", true),
            ("tcp://[::1]:1", true), ("inproc://a", true), ("ipc:///tmp/a", true), ("tcp://0.0.0.0:7401", false),
            ("tcp://*:7401", false), ("tcp://10.0.0.1:1", false), ("tcp://[::]:1", false), ("udp://127.0.0.1:1", false),
            ("tcp://127.evil.example:1", false), ("tcp://127.0.0.1.evil:1", false), ("tcp://eth0:1", false),
        ])
    func binds(endpoint: String, isLocal: Bool) {
        #expect((BindRule.fault(endpoint, hasKeys: false) == nil) == isLocal)
        #expect(BindRule.fault(endpoint, hasKeys: true) == nil)
    }
}
