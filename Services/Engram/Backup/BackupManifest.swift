internal import Foundation
internal import MemoryTypes
internal import Wire

/// What a backup holds, and what must be found again after it is restored.
struct BackupManifest: Codable, Equatable, Sendable {
    struct Pool: Codable, Equatable, Sendable {
        let name, uid, headHash, stateHash: String
        let version, position: UInt64
    }

    static let format = 1

    let format: Int
    let engram: String
    let made: Date
    /// SHA-256 of the database's dump.
    let dumpDigest: String
    let dumpBytes: UInt64
    /// The pools as they stood when the dump began; the dump may hold later versions too.
    let pools: [Pool]

    init(pools: [PoolDescription], dumpDigest: String, dumpBytes: UInt64) {
        format = Self.format
        engram = Build.version
        made = .now
        self.dumpDigest = dumpDigest
        self.dumpBytes = dumpBytes
        self.pools = pools.map { pool in
            Pool(
                name: pool.name.text, uid: pool.uid.description, headHash: pool.headHash.description,
                stateHash: pool.stateHash.description, version: pool.version.value, position: pool.position.value)
        }
    }

    init(reading file: URL) throws(Failure) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            self = try decoder.decode(BackupManifest.self, from: Data(contentsOf: file))
        } catch {
            throw Failure(.data, "The backup's manifest cannot be read: \(error)")
        }
        guard format == Self.format else {
            throw Failure(.data, "The backup has format \(format), this program reads \(Self.format).")
        }
    }
}
