internal import MemoryTypes
internal import Wire
internal import ZeroMQ

/// Clients that push short documents.
///
/// They share the machine with what is measured, so they do as little as a client can: the messages are made before
/// the time is taken, and each answer sends the next one from the socket's own thread.
struct PushLoad: Sendable {
    private let clients: [PushClient]

    /// - Parameter inFlight: documents that each client has under way at one time.
    init(to endpoint: String, clients count: Int, inFlight: Int = 32, in context: Context) async throws {
        var clients: [PushClient] = []
        for _ in 0..<count { clients.append(try await PushClient(to: endpoint, inFlight: inFlight, in: context)) }
        self.clients = clients
    }

    /// Pushes all, each client its share.
    ///
    /// - Returns: seconds until all are acknowledged.
    @discardableResult
    func push(_ documents: [PushDocument]) async throws -> Double {
        let shares = clients.indices.map { first in
            stride(from: first, to: documents.count, by: clients.count).map { documents[$0] }
        }
        let requests = shares.map { $0.enumerated().map { Packet($1, correlation: UInt64($0)).frames() } }
        return try await seconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (client, requests) in zip(clients, requests) { group.addTask { try await client.send(requests) } }
                try await group.waitForAll()
            }
        }
    }

    func close() async {
        for client in clients { await client.close() }
    }

    /// Statements about people who do not exist, one document each, in turn for each pool.
    static func documents(_ count: Int, pools: [PoolName]) -> [PushDocument] {
        (0..<count).map { index in
            let name = syllables(UInt64(index) &* 2_654_435_761 &+ UInt64.random(in: 0..<1 << 40))
            return PushDocument(
                document: randomDocument(), pool: pools[index % pools.count],
                text: "\(name) was born in Oslo. \(name) works as a baker.", metadata: "", source: "")
        }
    }

    private static func randomDocument() -> DocumentID {
        let bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
        guard let document = DocumentID(bytes: bytes) else { preconditionFailure("16 bytes are a document's name") }
        return document
    }

    private static func syllables(_ number: UInt64) -> String {
        let parts = ["ba", "ko", "ve", "lu", "ra", "mi", "to", "sen"]
        let name = (0..<3).map { parts[Int(number >> (3 * UInt64($0)) & 7)] }.joined()
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}
