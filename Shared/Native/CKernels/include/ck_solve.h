#ifndef CK_SOLVE_H
#define CK_SOLVE_H
#include <stddef.h>

// Small dense algebra in f64, in one order of summation: the plain forms for machines without a library of better ones.

/// C = op(A) op(B), with op(X) the transpose of X where its flag is not 0; C [m, n], op(A) [m, k].
void ck_gemm64(int transposed_a, int transposed_b, size_t m, size_t n, size_t k, const double *a, size_t lda,
               const double *b, size_t ldb, double *c, size_t ldc);

/// A = L Lᵀ of a symmetric matrix [n, n]: its lower triangle becomes L, the rest stays (Golub and Van Loan, 4.2.5).
/// Returns 0, or one more than the row whose pivot is not positive.
size_t ck_cholesky(double *a, size_t n);

/// Solves L Lᵀ x = b in place for each of the `m` rows of B, [m, n].
void ck_cholesky_solve(const double *l, size_t n, double *b, size_t m);

/// Eigenvalues and eigenvectors of a symmetric matrix [n, n] by Jacobi's rotations (Golub and Van Loan, 8.5.3): row i
/// of `vectors` belongs to values[i]; in no order. A is destroyed.
void ck_symmetric_eigen(double *a, size_t n, double *values, double *vectors);

#endif
