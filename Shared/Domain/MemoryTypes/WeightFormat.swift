/// How weights stand in memory.
public enum WeightFormat: UInt8, ByteEnumeration {
    /// 32-bit floats.
    case f32 = 1
    /// Bfloat16.
    case bf16 = 2
    /// 8-bit blocks.
    case int8 = 3
}
