package import Foundation
package import MemoryTypes

extension Timestamp {
    package var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1e6) }
    package init(_ date: Date) { self.init(microseconds: Int64(date.timeIntervalSince1970 * 1e6)) }

    /// Such as `2026-11-21 15:04:05Z`.
    package var text: String {
        date.formatted(.iso8601.dateTimeSeparator(.space))
    }

    /// Reads ISO 8601, with or without a time.
    package init?(iso text: String) {
        if let date = try? Date(text, strategy: .iso8601) {
            self.init(date)
        } else if let date = try? Date(
            text + "T00:00:00Z", strategy: .iso8601)
        {
            self.init(date)
        } else {
            return nil
        }
    }
}
