internal import ArgumentParser
internal import ServiceKit
internal import ZeroMQ

/// CURVE keys, by which processes know each other and nobody listens in.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Makes CURVE key files.", subcommands: [CreateKeyFileCommand.self])
}

struct CreateKeyFileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Makes a CURVE key pair: FILE, which stays where it is, and FILE.pub, which others need.",
        discussion: """
            Give a service its own file with --curve-key, and the public key of whom it connects to with --store-key. \
            Clients give --server-key INGEST.pub. docs/OPERATIONS.md walks through it.
            """)

    @Argument(help: "The file for the secret key; it must not exist.", completion: .file()) var file: String
    @OptionGroup var output: OutputOptions

    private struct Created: Report {
        let file, publicFile, publicKey: String

        func write(to terminal: Terminal) {
            terminal.line(publicKey)
            terminal.note("secret key in \(file) (mode 600), public key in \(publicFile)")
        }
    }

    func run() async throws {
        let pair: CurveKeyPair
        do throws(KeyFileError) { pair = try KeyFiles.create(at: file) } catch {
            throw Failure(.configuration, error.description)
        }
        let created = Created(file: file, publicFile: file + ".pub", publicKey: pair.publicKey.text)
        try Surroundings.current.terminal.show(created, json: output.json)
    }
}
