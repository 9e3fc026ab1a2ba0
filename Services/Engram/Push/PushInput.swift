internal import Bytes
package import MemoryTypes

/// A document as it was found.
package struct PushInput: Equatable, Sendable {
    package let document: DocumentID
    package let pool: PoolName
    package let text: String
    package let metadata: String
    package let source: String

    /// - Parameter document: made from the pool, the source and the text if absent, so that a repeat is one deed.
    package init(document: DocumentID?, pool: PoolName, text: String, metadata: String, source: String) {
        self.document = document ?? Self.identifier(pool: pool, source: source, text: text, metadata: metadata)
        self.pool = pool
        self.text = text
        self.metadata = metadata
        self.source = source
    }

    /// The first 16 bytes of SHA-256 over everything that is sent, each part behind its length.
    package static func identifier(pool: PoolName, source: String, text: String, metadata: String) -> DocumentID {
        var writer = ByteWriter()
        for part in ["engram document 1", pool.text, source, text, metadata] { writer.write(part) }
        guard let identifier = DocumentID(bytes: Array(sha256(writer.bytes).prefix(16))) else {
            preconditionFailure("16 bytes are an identifier")
        }
        return identifier
    }
}
