extension Gradients {
    /// Scales all gradients down together where their common norm is above `most`.     Pascanu et al. 2013, algorithm 1
    ///
    /// - Returns: the norm before.
    @discardableResult public mutating func clip(toNorm most: Double) -> Double {
        let norm = self.norm
        if norm > most { scale(by: Float(most / norm)) }
        return norm
    }
}
