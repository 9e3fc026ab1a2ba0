public import Bytes
public import MemoryTypes

/// What travels in one envelope. The file of each message is its specification.
///
/// A later minor schema may add fields at the end of a message: a reader skips what follows the fields it knows.
/// A value inside another has a fixed form for ever.
public protocol Message: ByteCodable, Sendable {
    static var kind: MessageKind { get }

    /// Checks what the form of the fields cannot say.
    func validate() throws(Refusal)
}

extension Message {
    public func validate() throws(Refusal) {}
}

/// A message that is answered by one message.
public protocol Request: Message {
    associatedtype Reply: Message
}

/// A message that is answered by any number of parts, and then by one last message.
public protocol StreamingRequest: Request {
    associatedtype Part: Message
}

extension Refusal: Message {
    public static let kind = MessageKind.refusal
}
