internal import Foundation

/// The machine that figures belong to.
package struct Machine: Encodable, Sendable {
    package let cpu: String
    package let cores: Int
    /// Instruction set of our kernels.
    package let instructions: String
    /// The kernels that OpenBLAS runs; empty without it.
    package let openBLAS: String
    /// Processes that wanted a core, on average over the last minute, before and after the run.
    package var loadBefore = Machine.load()
    package var loadAfter = 0.0

    package init(cores: Int, instructions: String, openBLAS: String) {
        cpu = Self.name()
        self.cores = cores
        self.instructions = instructions
        self.openBLAS = openBLAS
    }

    package var text: String {
        "CPU: \(cpu), \(Amounts.counted(cores, "core")); \(kernels); "
            + "load \(Amounts.decimals(loadBefore, 1)) before, \(Amounts.decimals(loadAfter, 1)) after"
    }

    /// What computes.
    package var kernels: String {
        "instructions: \(instructions); OpenBLAS: \(openBLAS.isEmpty ? "none" : openBLAS)"
    }

    package static func load() -> Double {
        let text = try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)
        return text?.split(separator: " ").first.flatMap { Double($0) } ?? 0
    }

    private static func name() -> String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") || $0.hasPrefix("CPU part") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
    }
}
