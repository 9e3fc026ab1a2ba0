/// Nothing is open by default: without keys a service listens on this machine only.
public enum BindRule {
    /// Whether only this machine can reach `endpoint`.
    public static func isLocal(_ endpoint: String) -> Bool {
        if endpoint.hasPrefix("inproc://") || endpoint.hasPrefix("ipc://") { return true }
        guard endpoint.hasPrefix("tcp://") else { return false }
        let address = endpoint.dropFirst("tcp://".count)
        guard let colon = address.lastIndex(of: ":") else { return false }
        let host = address[..<colon]
        return host == "localhost" || host == "[::1]" || isLoopbackIPv4(host)
    }

    /// 127.0.0.0/8, written in full: a name that merely begins so may stand for anything.
    private static func isLoopbackIPv4(_ host: Substring) -> Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && !numbers.contains(nil) && numbers[0] == 127
    }

    /// - Returns: why a service may not listen there; nil if it may.
    public static func fault(_ endpoint: String, hasKeys: Bool) -> String? {
        guard !hasKeys, !isLocal(endpoint) else { return nil }
        return "\(endpoint) can be reached from other machines, and no CURVE key is configured. "
            + "Bind to 127.0.0.1, or make a key with `engram keys new` and pass it with --curve-key."
    }
}
