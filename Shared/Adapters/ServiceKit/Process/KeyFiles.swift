internal import Bytes
internal import Files
internal import Foundation
public import ZeroMQ

/// Why a key file was not taken.
public enum KeyFileError: Error, Equatable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    /// Others than the owner may read it.
    case tooOpen(path: String, mode: String)
    case malformed(path: String)
    /// A file is there already; keys are never overwritten.
    case exists(path: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)."
        case .tooOpen(let path, let mode): "\(path) can be read by others (mode \(mode)); it must be 0600."
        case .malformed(let path): "\(path) is no key file; make one with `engram keys new`."
        case .exists(let path): "\(path) is there already; a key is never overwritten."
        }
    }
}

/// CURVE keys on disk: the pair as JSON in a file that only its owner may read, and the public key alone in `FILE.pub`.
public enum KeyFiles {
    /// Makes a pair, and writes `path` and `path.pub`.
    public static func create(at path: String) throws(KeyFileError) -> CurveKeyPair {
        guard !fileExists(path), !fileExists(path + ".pub") else { throw .exists(path: path) }
        let pair = CurveKeyPair()
        let object = JSON.object(
            JSONObject([
                .init(name: "public", value: .string(pair.publicKey.text)),
                .init(name: "secret", value: .string(pair.secret)),
            ]))
        do throws(FilesError) {
            try writeAtomically(object.encoded + [10], to: path, permissions: 0o600)
            try writeAtomically(Array(pair.publicKey.text.utf8) + [10], to: path + ".pub")
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
        return pair
    }

    /// The pair in a file that `create` wrote.
    public static func read(_ path: String) throws(KeyFileError) -> CurveKeyPair {
        let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int ?? 0o600
        guard mode & 0o077 == 0 else { throw .tooOpen(path: path, mode: String(mode, radix: 8)) }
        guard let object = try? JSON(parsing: try bytes(path)), let secret = object["secret"]?.string,
            let pair = try? CurveKeyPair(secret: secret)
        else { throw .malformed(path: path) }
        return pair
    }

    /// A public key: 40 characters of Z85, or the path of a file with them.
    public static func publicKey(_ textOrPath: String) throws(KeyFileError) -> CurvePublicKey {
        // Whatever stands in Z85 may stand in a path too: one of 40 characters is not a key because of that.
        if !fileExists(textOrPath), let key = try? CurvePublicKey(textOrPath) { return key }
        let text = String(decoding: try bytes(textOrPath), as: UTF8.self)
        guard let key = try? CurvePublicKey(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw .malformed(path: textOrPath)
        }
        return key
    }

    /// A secret of one line, such as an API key.
    public static func secret(_ path: String) throws(KeyFileError) -> String {
        String(decoding: try bytes(path), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func bytes(_ path: String) throws(KeyFileError) -> [UInt8] {
        do throws(FilesError) {
            return try readFile(path, bytesMax: 1 << 16)
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }
}
