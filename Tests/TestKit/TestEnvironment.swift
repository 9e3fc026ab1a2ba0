import Foundation

/// Numbers that make a test run larger than usual, from the environment.
public enum TestEnvironment {
    /// The whole number in variable `name`, if it holds one.
    public static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init)
    }
}
