/// One place where errors become sentences.
extension Failure {
    /// Nil for what the argument parser explains itself.
    package init?(explaining error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case is CancellationError: self.init(.interrupted, "Interrupted.")
        default: return nil
        }
    }
}
