internal import Foundation

/// Numbers as people read them.
package enum Amounts {
    /// `0.95` to `95 %`, never `100 %` for less than all.
    package static func percent(_ share: Double) -> String {
        let rounded = (share * 100).rounded()
        if rounded >= 100, share < 1 { return "99 %" }
        if rounded <= 0, share > 0 { return "< 1 %" }
        return "\(Int(rounded)) %"
    }

    package static func bytes(_ count: UInt64) -> String {
        var value = Double(count)
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if value < 1024 { return unit == "B" ? "\(count) B" : decimals(value, 1) + " " + unit }
            value /= 1024
        }
        return decimals(value, 1) + " TiB"
    }

    package static func milliseconds(_ count: UInt64) -> String {
        switch count {
        case ..<1000: "\(count) ms"
        case ..<60_000: decimals(Double(count) / 1000, 1) + " s"
        case ..<3_600_000: "\(count / 60_000) min \(count / 1000 % 60) s"
        case ..<86_400_000: "\(count / 3_600_000) h \(count / 60_000 % 60) min"
        default: "\(count / 86_400_000) d \(count / 3_600_000 % 24) h"
        }
    }

    /// A time that was estimated; 0 stands for one that is not known.
    package static func estimate(_ milliseconds: UInt64) -> String {
        milliseconds == 0
            ? "no telling how long: nothing was absorbed here yet" : "about \(self.milliseconds(milliseconds))"
    }

    package static func decimals(_ value: Double, _ digits: Int) -> String {
        value.formatted(
            .number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en_US_POSIX")))
    }

    package static func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(count) " + (count == 1 ? singular : plural ?? singular + "s")
    }
}
