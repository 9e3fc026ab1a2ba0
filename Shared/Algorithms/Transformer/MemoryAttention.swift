/// Where a row of a sequence looks: the share of its attention that each memory slot has, averaged over the heads.
///
/// It says what was read, not what an answer rests on (Jain and Wallace 2019): attention, not proof.
public struct MemoryAttention: Sendable {
    /// For every layer a number for each slot of its memory segment, together at most 1; the text has the rest.
    public internal(set) var layers: [[Float]]

    public init(layers: [[Float]] = []) { self.layers = layers }
}
