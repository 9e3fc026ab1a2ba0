/// Why an edit was measured.
public enum MeasureOccasion: UInt8, ByteEnumeration {
    /// Before it was committed.
    case commit = 1
    /// After the pool had absorbed more.
    case absorptions = 2
    /// Somebody asked.
    case request = 3
}
