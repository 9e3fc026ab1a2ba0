/// Where one record of a file ends and the next begins.
public enum DatasetLayout: Sendable {
    /// Every line that is not blank is a record.
    case lines
    /// Blank lines stand between records.
    case paragraphs
    /// Running text as it stands, in pieces of at least 1 MiB, the last one aside: a piece begins at the head of a line
    /// where no white space is on either side of the line's end, so that all pieces have the words of the whole.
    case pieces

    /// What the name says: `.txt` and `.txt.xz` hold paragraphs, everything else lines.
    public init(path: String) {
        let name = path.hasSuffix(".xz") ? path.dropLast(3) : path[...]
        self = name.hasSuffix(".txt") || name.hasSuffix(".text") ? .paragraphs : .lines
    }
}
