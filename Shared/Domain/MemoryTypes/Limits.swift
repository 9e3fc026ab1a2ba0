/// Every size from outside has a limit, and every limit stands here.
public enum Limits {
    /// Bytes of UTF-8 in one document.
    public static let textBytesMax = 1 << 20
    /// Bytes of a document's metadata, a JSON object.
    public static let metadataBytesMax = 1 << 16
    /// Bytes of a document's source: a path or an address.
    public static let sourceBytesMax = 1 << 11
    /// Bytes of a prompt, and of the content of one chat message.
    public static let promptBytesMax = 1 << 20
    /// Messages of one chat.
    public static let chatMessagesMax = 256
    /// Stop strings of one query.
    public static let stopStringsMax = 16
    /// Bytes of one stop string.
    public static let stopBytesMax = 256
    /// Tokens one answer may have.
    public static let newTokensMax = 1 << 16
    /// Rows of one page.
    public static let pageMax = 1000
    /// Documents of one batch from Ingest to MemoryStore.
    public static let batchMax = 1024
    /// Bytes of one frame behind the envelope.
    public static let frameBytesMax = 1 << 20
    /// Bytes of the payload that a client may send.
    public static let clientMessageBytesMax = 4 << 20
    /// Bytes of any payload.
    public static let messageBytesMax = 64 << 20
    /// Bytes of a delta or a tail inside a message; a longer one travels as a blob.
    public static let inlineBytesMax = 16 << 20
    /// Bytes of a delta inside an event; of a longer one only the digest is told.
    public static let eventBytesMax = 1 << 20
    /// Bytes of one blob.
    public static let blobBytesMax = 1 << 34
    /// Chunks one request for a blob may ask for: the reader's credit.
    public static let blobChunksMax = 64
    /// Bytes of one canonical log record.
    public static let recordBytesMax = 1 << 12
    /// Bytes of an endpoint.
    public static let endpointBytesMax = 256
    /// Bytes of a label: a model's name, a worker's name, a build.
    public static let labelBytesMax = 128
    /// Bytes of a sentence for people.
    public static let sentenceBytesMax = 1024
    /// Bytes of a credential.
    public static let credentialBytesMax = 256
    /// Bytes of a trace context.
    public static let traceBytesMax = 256
    /// Pieces of one document.
    public static let piecesMax = 1 << 16
    /// Leases of one worker.
    public static let leasesMax = 256
    /// Pools a generation worker may hold.
    public static let heldPoolsMax = 1 << 14
    /// Slot references or forgotten slots of one message.
    public static let slotsMax = 1 << 24
    /// Blobs that one manifest names.
    public static let sourcesMax = 1 << 22
    /// Documents that an answer names.
    public static let attendedDocumentsMax = 64

    /// Bytes of one text of an edit: a prompt, a subject, a target.
    public static let editTextBytesMax = 1 << 14
    /// Facts of one edit.
    public static let editItemsMax = 1000
    /// Paraphrases of one fact, and prompts whose answers must stay.
    public static let editProbesMax = 32
    /// Settings of one edit.
    public static let editSettingsMax = 64
    /// Bytes of one setting of an edit.
    public static let settingBytesMax = 256
    /// Bytes of the name of an editing method.
    public static let methodBytesMax = 64
    /// Edits of one pool that are in force.
    public static let stackMax = 1 << 14
    /// Bytes of what is to be edited, over all edits that one job computes.
    public static let draftBytesMax = 32 << 20
    /// Answers that one measurement holds.
    public static let editAnswersMax = 256
    /// Measurements of one edit that are kept.
    public static let measurementsMax = 64

    /// - Throws: `invalidLimit` unless a page of `limit` rows can be given.
    public static func checkPage(_ limit: Int) throws(Refusal) {
        guard (1...pageMax).contains(limit) else {
            throw Refusal(.invalidLimit, "limit is \(limit); it must lie in 1 ... \(pageMax).")
        }
    }
}
