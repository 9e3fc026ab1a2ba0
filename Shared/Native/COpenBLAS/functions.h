#ifndef FUNCTIONS_H
#define FUNCTIONS_H
#include <stddef.h>

// CBLAS with 32-bit integers, as Debian's libopenblas0-pthread has it.
typedef void (*sgemm_function)(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a,
    int lda,
                               const float *b, int ldb, float beta, float *c, int ldc);
enum { ROW_MAJOR = 101, AS_IS = 111, TRANSPOSED = 112 };

typedef void (*dgemm_function)(int order, int transA, int transB, int m, int n, int k, double alpha, const double *a,
                               int lda, const double *b, int ldb, double beta, double *c, int ldc);

// LAPACK as Fortran calls it: everything by address, and the lengths of its letters at the end.
typedef void (*potrf_function)(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t);
typedef void (*potrs_function)(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda,
                               double *b, const int *ldb, int *info, size_t);
typedef void (*syevd_function)(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
                               double *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t,
                               size_t);

struct functions {
    sgemm_function sgemm;
    // Each may be missing: the library can be built without LAPACK.
    dgemm_function dgemm;
    potrf_function potrf;
    potrs_function potrs;
    syevd_function syevd;
    void (*set_num_threads)(int);
    char *(*get_corename)(void);
    char *(*get_config)(void);
};

/// Loads the library at `path` with kernels of type `core` (0: its own choice) and `threads` threads.
int functions_load(const char *path, const char *core, int threads, struct functions *f);

#endif
