extension [StackedEdit] {
    /// Puts an edit into force: in the place it had, if it was in force before, and else behind all others.
    public mutating func put(_ entry: StackedEdit) {
        if let place = firstIndex(where: { $0.edit == entry.edit }) { self[place] = entry } else { append(entry) }
    }

    /// Takes an edit out, if it is in force.
    public mutating func remove(_ edit: EditID) { removeAll { $0.edit == edit } }

    /// Does what a record of the log did to the stack; most do nothing.
    public mutating func apply(_ record: LogRecord) {
        switch record.event {
        case .edit(let event):
            put(StackedEdit(edit: event.edit, position: record.position, artifact: event.artifact))
        case .revert(let event): remove(event.edit)
        default: break
        }
    }

    /// The edits behind one that is in force; nil if it is not.
    public func behind(_ edit: EditID) -> [StackedEdit]? {
        firstIndex { $0.edit == edit }.map { Array(self[($0 + 1)...]) }
    }
}
