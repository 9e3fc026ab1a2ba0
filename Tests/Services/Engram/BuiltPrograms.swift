import Foundation

/// The programs that were built with the tests.
enum BuiltPrograms {
    /// The folder that the tests were built into: the programs lie there too.
    static var folder: URL {
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
        var url = URL(filePath: bundle)
        while url.path.contains(".xctest") { url.deleteLastPathComponent() }
        return url
    }

    /// Runs `program` to its end, with nothing in its environment but `variables`.
    static func run(
        _ program: String, _ arguments: [String], _ variables: [String: String] = [:]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = folder.appending(path: program)
        process.arguments = arguments
        process.environment = variables
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    static func output(of program: String, _ arguments: [String]) throws -> String {
        try run(program, arguments).output
    }
}
