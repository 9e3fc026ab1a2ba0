/// Where one record of a file ends and the next begins.
public enum DatasetLayout: Sendable {
    /// Every line that is not blank is a record.
    case lines
    /// Blank lines stand between records.
    case paragraphs

    /// What the name says: `.txt` and `.txt.xz` hold paragraphs, everything else lines.
    public init(path: String) {
        let name = path.hasSuffix(".xz") ? path.dropLast(3) : path[...]
        self = name.hasSuffix(".txt") || name.hasSuffix(".text") ? .paragraphs : .lines
    }
}
