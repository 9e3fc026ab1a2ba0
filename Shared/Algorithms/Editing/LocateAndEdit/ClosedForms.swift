public import Tensors

/// The equations that turn keys K and residuals R into changes R Aᵀ of a matrix; here keys, A and residuals are rows.
public enum ClosedForms {
    /// A = (λC + K Kᵀ)⁻¹ K                                                            Meng et al. 2023, eq. 14
    ///
    /// by way of G = (λC)⁻¹ K: A = G (1 + Kᵀ G)⁻¹, which solves n equations and not f.
    ///
    /// - Parameters:
    ///   - factor: of λC.
    /// - Returns: A, [n, f].
    public static func leastSquares(keys: Matrix64, factor: CholeskyFactor) throws(TensorError) -> Matrix64 {
        try constrained(keys: keys, factor: factor, ridge: 1)
    }

    /// A = C̃⁻¹ K (Kᵀ C̃⁻¹ K + εI)⁻¹                                                   Gupta et al. 2024b, eq. 9
    ///
    /// - Parameter factor: of C̃ = λC + ηI.
    public static func constrained(
        keys: Matrix64, factor: CholeskyFactor, ridge: Double
    ) throws(TensorError) -> Matrix64 {
        let turned = factor.solved(rows: keys)
        let inner = try CholeskyFactor(keys.multiplied(byTransposed: turned).addingToDiagonal(ridge))
        return inner.solved(rows: turned.transposed).transposed
    }

    /// A = (P(K Kᵀ + S) + L2 1)⁻¹ P K,  S = K_p K_pᵀ of earlier keys                      Fang et al. 2025, eq. 11
    ///
    /// by way of B = [K, K_p]: P B (Bᵀ P B + L2 1)⁻¹, of which the first n columns are wanted.
    public static func projected(
        keys: Matrix64, earlier: Matrix64, onto projector: Matrix64, ridge: Double
    ) throws(TensorError) -> Matrix64 {
        let all = keys.appending(earlier)
        let turned = all.multiplied(by: projector)
        let inner = try CholeskyFactor(turned.multiplied(byTransposed: all).addingToDiagonal(ridge))
        return inner.solved(rows: turned.transposed).transposed[rows: 0..<keys.rows]
    }
}
