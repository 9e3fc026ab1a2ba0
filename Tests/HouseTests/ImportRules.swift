/// What a floor may import from the system: algorithms touch nothing, and only one room opens PostgreSQL.
enum ImportRules {
    private static let world = [
        "Foundation", "FoundationNetworking", "Dispatch", "Glibc", "NIOCore", "NIOPosix", "ZeroMQ", "PostgreSQL",
    ]

    private static let native = ["COpenBLAS", "CKernels", "CLZMA", "CZeroMQ", "CPostgreSQL"]

    static func check(_ file: SourceFile) -> [Offence] {
        guard file.isSwift, !file.isTest else { return [] }
        return file.code.enumerated().compactMap { index, line in
            guard let match = line.firstMatch(of: #/\bimport\s+(?:struct\s+|class\s+|func\s+|enum\s+)?(\w+)/#),
                let reason = refusal(of: String(match.output.1), in: file.path)
            else { return nil }
            return Offence(path: file.path, line: index + 1, rule: reason)
        }
    }

    private static func refusal(of module: String, in path: String) -> String? {
        if native.contains(module), !path.hasPrefix("Shared/Platform/") {
            return "\(module) is behind Platform"
        }
        if path.hasPrefix("Shared/Domain/"), world.contains(module) { return "Domain has no effects: no \(module)" }
        if path.hasPrefix("Shared/Algorithms/"), world.contains(module), module != "Foundation" {
            return "algorithms touch nothing: no \(module)"
        }
        if module == "Ledger", !path.hasPrefix("Services/MemoryStore/") { return "only MemoryStore imports Ledger" }
        return nil
    }
}
