internal import MemoryTypes
internal import ServiceKit
internal import Wire

/// Clients that push short documents.
struct PushLoad: Sendable {
    let clients: [RequestClient]
    /// Documents that each client has under way at one time.
    var inFlight = 32

    /// Pushes all, each client its share, and returns when all are acknowledged.
    func push(_ documents: [PushDocument]) async throws {
        let lanes = clients.count * inFlight
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<lanes {
                let client = clients[lane % clients.count]
                group.addTask {
                    for index in stride(from: lane, to: documents.count, by: lanes) {
                        _ = try await client.call(documents[index], within: .seconds(30))
                    }
                }
            }
            try await group.waitForAll()
        }
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
