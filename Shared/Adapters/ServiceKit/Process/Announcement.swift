internal import Bytes
internal import Files
internal import Synchronization

/// The file in which a process says where it can be reached: a JSON object from role to endpoint, written at once as a
/// whole when everything is bound.
public final class Announcement: Sendable {
    private let path: String?
    private let endpoints = Mutex<[String: String]>([:])

    /// - Parameter path: nil announces nothing.
    public init(path: String?) { self.path = path }

    /// Notes an endpoint; nothing is written yet.
    public func note(_ role: String, _ endpoint: String) { endpoints.withLock { $0[role] = endpoint } }

    /// Writes the file.
    public func publish() throws {
        guard let path else { return }
        let members = endpoints.withLock { $0 }.sorted { $0.key < $1.key }.map {
            JSONObject.Member(name: $0.key, value: .string($0.value))
        }
        try writeAtomically(JSON.object(JSONObject(members)).encoded + [10], to: path)
    }
}
