/// How one number of a tensor is stored. The raw values are those of the safetensors format.
public enum ScalarType: String, CaseIterable, Hashable, Sendable {
    case boolean = "BOOL"
    case unsigned8 = "U8", unsigned16 = "U16", unsigned32 = "U32", unsigned64 = "U64"
    case signed8 = "I8", signed16 = "I16", signed32 = "I32", signed64 = "I64"
    case float8E4M3 = "F8_E4M3", float8E5M2 = "F8_E5M2"
    case float16 = "F16", brain16 = "BF16", float32 = "F32", float64 = "F64"

    /// Bytes of one number.
    public var size: Int {
        switch self {
        case .boolean, .unsigned8, .signed8, .float8E4M3, .float8E5M2: 1
        case .unsigned16, .signed16, .float16, .brain16: 2
        case .unsigned32, .signed32, .float32: 4
        case .unsigned64, .signed64, .float64: 8
        }
    }

    public var isFloatingPoint: Bool {
        switch self {
        case .float8E4M3, .float8E5M2, .float16, .brain16, .float32, .float64: true
        default: false
        }
    }
}
