/// Who speaks in a chat.
public enum ChatRole: UInt8, ByteEnumeration {
    /// The instruction.
    case system = 1
    /// The person.
    case user = 2
    /// The model.
    case assistant = 3
}
