internal import Foundation

/// The processor, the memory and the disk.
package enum MachineChecks {
    /// Flags of `/proc/cpuinfo` that the kernels make use of, the ones that help most first.
    private static let features = ["avx2", "fma", "f16c", "avx512f", "avx512_bf16", "avx512_vnni", "avx_vnni", "asimd"]

    package static func processor(cpuinfo: String) -> Finding {
        let name = field("model name", in: cpuinfo) ?? field("CPU part", in: cpuinfo) ?? "unknown"
        let flags = Set(
            (field("flags", in: cpuinfo) ?? field("Features", in: cpuinfo) ?? "").split(separator: " ").map(String.init)
        )
        let used = features.filter(flags.contains)
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let vectors = used.isEmpty ? "no vector extensions" : used.joined(separator: " ")
        let found = "\(name), \(Amounts.counted(cores, "core")), \(vectors)"
        guard flags.contains("avx2") || flags.contains("asimd") else {
            return Finding(
                "processor", .note, found, advice: "Neither AVX2 nor NEON: the plain kernels run, many times slower.")
        }
        return Finding("processor", .good, found)
    }

    package static func memory(meminfo: String) -> Finding {
        guard let kilobytes = field("MemAvailable", in: meminfo)?.prefix(while: \.isNumber),
            let count = UInt64(kilobytes)
        else {
            return Finding("memory", .note, "unknown", advice: "/proc/meminfo cannot be read.")
        }
        let found = Amounts.bytes(count * 1024) + " available"
        guard count > 1 << 20 else {
            return Finding("memory", .note, found, advice: "Less than 1 GiB: enough for the small model alone.")
        }
        return Finding("memory", .good, found)
    }

    static func disk(at url: URL) -> Finding {
        var folder = url
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
            folder.deleteLastPathComponent()
        }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.uint64Value else {
            return Finding("disk", .note, "unknown", advice: "\(folder.path) cannot be looked at.")
        }
        let found = "\(Amounts.bytes(free)) free for \(url.path)"
        guard free > 2 << 30 else {
            return Finding("disk", .bad, found, advice: "Less than 2 GiB: PostgreSQL stops when the disk is full.")
        }
        return Finding("disk", .good, found)
    }

    /// The value behind `name :` in the first line that has it.
    private static func field(_ name: String, in text: String) -> String? {
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            let rest = line.dropFirst(name.count).drop { $0 == " " || $0 == "\t" }
            if rest.first == ":" { return rest.dropFirst().trimmingCharacters(in: .whitespaces) }
        }
        return nil
    }
}
