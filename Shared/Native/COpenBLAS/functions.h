#ifndef FUNCTIONS_H
#define FUNCTIONS_H

// CBLAS with 32-bit integers, as Debian's libopenblas0-pthread has it.
typedef void (*sgemm_function)(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a,
    int lda,
                               const float *b, int ldb, float beta, float *c, int ldc);
enum { ROW_MAJOR = 101, AS_IS = 111, TRANSPOSED = 112 };

struct functions {
    sgemm_function sgemm;
    void (*set_num_threads)(int);
    char *(*get_corename)(void);
    char *(*get_config)(void);
};

/// Loads the library at `path` with kernels of type `core` (0: its own choice) and `threads` threads.
int functions_load(const char *path, const char *core, int threads, struct functions *f);

#endif
