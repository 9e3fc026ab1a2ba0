// OpenBLAS, loaded at run time instead of linked, for two reasons. Debian's 0.3.21 reads the choice of its kernels
// from the environment when it is loaded and does not know newer CPUs (on Zen 5 it takes the AVX2 kernels, at half
// the rate): we choose for it. And a machine without the library still starts, slower, and can say so.
#ifndef COPENBLAS_H
#define COPENBLAS_H

/// Loads the library once, with the kernels that ENGRAM_OPENBLAS_CORE names if the CPU can run them, or else with those
/// that suit the CPU; OPENBLAS_CORETYPE is not followed. Limits it to one thread a call. Returns 1 if it is there, else
/// 0. Not safe to call from two threads at once; every other function here must come after it.
int copenblas_load(void);

/// The kernels the library chose ("SkylakeX", "Haswell", ...), or "" without a library.
const char *copenblas_core(void);

/// What the library says of itself (version and build options), or "".
const char *copenblas_config(void);

/// C = A Bᵀ in row-major f32: A [m, k], B [n, k], C [m, n]. One thread; safe to call from several at once.
void copenblas_sgemm_nt(long m, long n, long k, const float *a, long lda, const float *b, long ldb, float *c, long ldc);

/// C = A B: A [m, k], B [k, n], C [m, n].
void copenblas_sgemm_nn(long m, long n, long k, const float *a, long lda, const float *b, long ldb, float *c, long ldc);

/// C = Aᵀ B: A [k, m], B [k, n], C [m, n].
void copenblas_sgemm_tn(long m, long n, long k, const float *a, long lda, const float *b, long ldb, float *c, long ldc);

/// C = alpha op(A) op(B) + beta C, with op(X) the transpose of X where its flag is not 0: op(A) [m, k], op(B) [k, n],
/// C [m, n].
void copenblas_sgemm(int transposed_a, int transposed_b, long m, long n, long k, float alpha, const float *a, long lda,
                     const float *b, long ldb, float beta, float *c, long ldc);

/// Whether the f64 functions below are there too.
int copenblas_solves(void);

/// C = op(A) op(B) in row-major f64, with op(X) the transpose of X where its flag is not 0; C [m, n], op(A) [m, k].
void copenblas_dgemm(int transposed_a, int transposed_b, long m, long n, long k, const double *a, long lda,
                     const double *b, long ldb, double *c, long ldc);

/// As `ck_cholesky`.
long copenblas_cholesky(double *a, long n);

/// As `ck_cholesky_solve`.
void copenblas_cholesky_solve(const double *l, long n, double *b, long m);

/// Eigenvalues, ascending, of a symmetric matrix [n, n]; the rows of A become their eigenvectors. Returns 0 if it
/// succeeds.
int copenblas_symmetric_eigen(double *a, long n, double *values);

/// A second, private copy of the library with kernels of the named core type and its own threads, for measuring; 0 on
/// failure.
struct copenblas_copy;
struct copenblas_copy *copenblas_copy_open(const char *core, int threads);
const char *copenblas_copy_core(const struct copenblas_copy *copy);
void copenblas_copy_sgemm_nt(const struct copenblas_copy *copy, long m, long n, long k, const float *a, long lda,
                             const float *b, long ldb, float *c, long ldc);

#endif
