internal import Foundation
public import MemoryTypes

/// The wall clock of deadlines and times on the wire.
public enum WireClock {
    /// Milliseconds since 1970 UTC.
    public static var milliseconds: Int64 { now.microseconds / 1000 }

    public static var now: Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    /// The moment, on the wire, that lies `duration` ahead; at least one millisecond.
    public static func deadline(in duration: Duration) -> Int64 {
        milliseconds + max(1, Int64(duration / .milliseconds(1)))
    }
}
