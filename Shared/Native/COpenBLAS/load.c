#include "functions.h"
#include "COpenBLAS.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#if defined(__x86_64__)
// Whether this CPU has the instructions of a core's kernels: others would end the process at their first one.
static int can_run(const char *core) {
    __builtin_cpu_init();
    int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512cd");
    if (!strcasecmp(core, "PRESCOTT")) return 1;
    if (!strcasecmp(core, "NEHALEM")) return __builtin_cpu_supports("sse4.2") != 0;
    if (!strcasecmp(core, "SANDYBRIDGE")) return __builtin_cpu_supports("avx") != 0;
    if (!strcasecmp(core, "HASWELL") || !strcasecmp(core, "ZEN")) return avx2;
    if (!strcasecmp(core, "SKYLAKEX")) return avx512;
    if (!strcasecmp(core, "COOPERLAKE")) return avx512 && __builtin_cpu_supports("avx512bf16");
    return 0;
}
#else
static int can_run(const char *core) { return core[0] != 0; }
#endif

// The kernels to ask for: what the user insists on; else any CPU with AVX-512 runs those of SkylakeX; elsewhere the
// library chooses well by itself.
static const char *preferred_core(void) {
    const char *wanted = getenv("ENGRAM_OPENBLAS_CORE");
    if (wanted && can_run(wanted)) return wanted;
#if defined(__x86_64__)
    if (can_run("SKYLAKEX")) return "SKYLAKEX";
#endif
    return 0;
}

int functions_load(const char *path, const char *core, int threads, struct functions *f) {
    // A value already in the environment was set for some other program, by an image or a cluster's profile, and
    // costs half the rate where it names an older core: here the CPU decides, or the user by a variable that only we
    // read. What was there is put back for child processes.
    const char *found = getenv("OPENBLAS_CORETYPE");
    char *before = found ? strdup(found) : 0;
    if (core) setenv("OPENBLAS_CORETYPE", core, 1); else unsetenv("OPENBLAS_CORETYPE");
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (before) setenv("OPENBLAS_CORETYPE", before, 1); else unsetenv("OPENBLAS_CORETYPE");
    free(before);
    if (!library) return 0;
    f->sgemm = (sgemm_function)dlsym(library, "cblas_sgemm");
    f->dgemm = (dgemm_function)dlsym(library, "cblas_dgemm");
    f->potrf = (potrf_function)dlsym(library, "dpotrf_");
    f->potrs = (potrs_function)dlsym(library, "dpotrs_");
    f->syevd = (syevd_function)dlsym(library, "dsyevd_");
    f->set_num_threads = (void (*)(int))dlsym(library, "openblas_set_num_threads");
    f->get_corename = (char *(*)(void))dlsym(library, "openblas_get_corename");
    f->get_config = (char *(*)(void))dlsym(library, "openblas_get_config");
    if (!f->sgemm || !f->set_num_threads) return 0;
    f->set_num_threads(threads);
    return 1;
}

static struct functions loaded;

int copenblas_load(void) {
    static int tried;
    if (!tried) {
        tried = 1;
        // One thread a call: our own pool divides the work, always alike, so that bits do not depend on the library's
        // mood.
        if (!functions_load("libopenblas.so.0", preferred_core(), 1, &loaded)) loaded.sgemm = 0;
    }
    return loaded.sgemm != 0;
}

const char *copenblas_core(void) { return loaded.get_corename ? loaded.get_corename() : ""; }
const char *copenblas_config(void) { return loaded.get_config ? loaded.get_config() : ""; }

void copenblas_sgemm_nt(long m, long n, long k, const float *a, long lda, const float *b, long ldb, float *c,
    long ldc) {
    loaded.sgemm(ROW_MAJOR, AS_IS, TRANSPOSED, (int)m, (int)n, (int)k, 1, a, (int)lda, b, (int)ldb, 0, c, (int)ldc);
}

void copenblas_sgemm_nn(long m, long n, long k, const float *a, long lda, const float *b, long ldb, float *c,
    long ldc) {
    loaded.sgemm(ROW_MAJOR, AS_IS, AS_IS, (int)m, (int)n, (int)k, 1, a, (int)lda, b, (int)ldb, 0, c, (int)ldc);
}

void copenblas_sgemm_tn(long m, long n, long k, const float *a, long lda, const float *b, long ldb, float *c,
    long ldc) {
    loaded.sgemm(ROW_MAJOR, TRANSPOSED, AS_IS, (int)m, (int)n, (int)k, 1, a, (int)lda, b, (int)ldb, 0, c, (int)ldc);
}

void copenblas_sgemm(int transposed_a, int transposed_b, long m, long n, long k, float alpha, const float *a, long lda,
                     const float *b, long ldb, float beta, float *c, long ldc) {
    loaded.sgemm(ROW_MAJOR, transposed_a ? TRANSPOSED : AS_IS, transposed_b ? TRANSPOSED : AS_IS, (int)m, (int)n,
                 (int)k, alpha, a, (int)lda, b, (int)ldb, beta, c, (int)ldc);
}

int copenblas_solves(void) {
    return loaded.sgemm && loaded.dgemm && loaded.potrf && loaded.potrs && loaded.syevd;
}

void copenblas_dgemm(int transposed_a, int transposed_b, long m, long n, long k, const double *a, long lda,
                     const double *b, long ldb, double *c, long ldc) {
    loaded.dgemm(ROW_MAJOR, transposed_a ? TRANSPOSED : AS_IS, transposed_b ? TRANSPOSED : AS_IS, (int)m, (int)n,
                 (int)k, 1, a, (int)lda, b, (int)ldb, 0, c, (int)ldc);
}

// A lower triangle by rows is an upper one by columns, which is how LAPACK reads.
long copenblas_cholesky(double *a, long n) {
    int size = (int)n, info = 0;
    loaded.potrf("U", &size, a, &size, &info, 1);
    return info;
}

void copenblas_cholesky_solve(const double *l, long n, double *b, long m) {
    int size = (int)n, count = (int)m, info = 0;
    loaded.potrs("U", &size, &count, l, &size, b, &size, &info, 1);
}

int copenblas_symmetric_eigen(double *a, long n, double *values) {
    int size = (int)n, info = 0, ask = -1, integers = 0;
    double numbers = 0;
    loaded.syevd("V", "U", &size, a, &size, values, &numbers, &ask, &integers, &ask, &info, 1, 1);
    int reals = (int)numbers;
    double *work = malloc((size_t)reals * sizeof *work);
    int *whole = malloc((size_t)integers * sizeof *whole);
    if (work && whole) loaded.syevd("V", "U", &size, a, &size, values, work, &reals, whole, &integers, &info, 1, 1);
    int failed = !work || !whole || info != 0;
    free(work);
    free(whole);
    return failed;
}
