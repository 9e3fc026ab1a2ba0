internal import Foundation

extension FileManager {
    /// Makes an empty file that only its owner may read. That it could not be made is found when it is opened.
    func makeFile(atPath path: String) {
        _ = createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
}
