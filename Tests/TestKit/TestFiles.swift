public import Foundation

/// Where the files are that tests read.
public enum TestFiles {
    /// The root of the sources.
    public static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A model of a million parameters that remembers plain sentences: its card stands beside it.
    public static let pilot = root.appending(path: "Tests/Models/pilot")
}
