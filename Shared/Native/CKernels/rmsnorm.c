#include "ck_elementwise.h"
#include "ck_level.h"
#include "vectors.h"
#include <math.h>

static void finish(const float *x, const float *w, float inverse, size_t start, size_t n, float *y) {
    for (size_t i = start; i < n; i++) y[i] = w[i] * (x[i] * inverse);
}

static float inverse_root(double squares, size_t n, float epsilon) {
    return (float)(1.0 / sqrt(squares / (double)n + (double)epsilon));
}

void ck_rmsnorm_plain(const float *x, const float *w, float epsilon, size_t n, float *y) {
    double squares = 0;
    for (size_t i = 0; i < n; i++) squares += (double)x[i] * x[i];
    finish(x, w, inverse_root(squares, n, epsilon), 0, n, y);
}

#if defined(__x86_64__)
AVX2 static void rmsnorm_avx2(const float *x, const float *w, float epsilon, size_t n, float *y) {
    __m256d sum[2] = {_mm256_setzero_pd(), _mm256_setzero_pd()};
    size_t i = 0;
    for (; i + 8 <= n; i += 8)
        for (int half = 0; half < 2; half++) {
            __m256d four = _mm256_cvtps_pd(_mm_loadu_ps(x + i + 4 * half));
            sum[half] = _mm256_fmadd_pd(four, four, sum[half]);
        }
    double lanes[4], squares = 0;
    _mm256_storeu_pd(lanes, _mm256_add_pd(sum[0], sum[1]));
    for (int lane = 0; lane < 4; lane++) squares += lanes[lane];
    for (size_t j = i; j < n; j++) squares += (double)x[j] * x[j];
    float inverse = inverse_root(squares, n, epsilon);
    for (i = 0; i + 8 <= n; i += 8)
        _mm256_storeu_ps(y + i, _mm256_mul_ps(_mm256_loadu_ps(w + i),
                                              _mm256_mul_ps(_mm256_loadu_ps(x + i), _mm256_set1_ps(inverse))));
    finish(x, w, inverse, i, n, y);
}

AVX512 static void rmsnorm_avx512(const float *x, const float *w, float epsilon, size_t n, float *y) {
    __m512d sum[2] = {_mm512_setzero_pd(), _mm512_setzero_pd()};
    size_t i = 0;
    for (; i + 16 <= n; i += 16)
        for (int half = 0; half < 2; half++) {
            __m512d eight = _mm512_cvtps_pd(_mm256_loadu_ps(x + i + 8 * half));
            sum[half] = _mm512_fmadd_pd(eight, eight, sum[half]);
        }
    double squares = _mm512_reduce_add_pd(_mm512_add_pd(sum[0], sum[1]));
    for (size_t j = i; j < n; j++) squares += (double)x[j] * x[j];
    float inverse = inverse_root(squares, n, epsilon);
    for (i = 0; i + 16 <= n; i += 16)
        _mm512_storeu_ps(y + i, _mm512_mul_ps(_mm512_loadu_ps(w + i),
                                              _mm512_mul_ps(_mm512_loadu_ps(x + i), _mm512_set1_ps(inverse))));
    finish(x, w, inverse, i, n, y);
}
#endif

void ck_rmsnorm(const float *x, const float *w, float epsilon, size_t n, float *y) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return rmsnorm_avx512(x, w, epsilon, n, y);
    if (ck_level() >= CK_AVX2) return rmsnorm_avx2(x, w, epsilon, n, y);
#endif
    ck_rmsnorm_plain(x, w, epsilon, n, y);
}
