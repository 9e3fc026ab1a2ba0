import Foundation

/// What makes a test run larger than usual, or tells it where things are, from the environment.
public enum TestEnvironment {
    /// The whole number in variable `name`, if it holds one.
    public static func number(_ name: String) -> Int? {
        text(name).flatMap(Int.init)
    }

    /// What variable `name` holds.
    public static func text(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}
