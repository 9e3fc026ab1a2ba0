import Foundation

/// The folder that the tests were built into: the programs lie there too.
enum BuiltPrograms {
    static var folder: URL {
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
        var url = URL(filePath: bundle)
        while url.path.contains(".xctest") { url.deleteLastPathComponent() }
        return url
    }
}
