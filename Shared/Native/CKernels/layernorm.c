#include "ck_elementwise.h"
#include "ck_level.h"
#include "vectors.h"
#include <math.h>

static void finish(const float *x, const float *w, const float *b, float mean, float inverse, size_t start, size_t n,
                   float *y) {
    for (size_t i = start; i < n; i++) y[i] = w[i] * ((x[i] - mean) * inverse) + b[i];
}

static float inverse_root(double squares, size_t n, float epsilon) {
    return (float)(1.0 / sqrt(squares / (double)n + (double)epsilon));
}

void ck_layernorm_plain(const float *x, const float *w, const float *b, float epsilon, size_t n, float *y) {
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    finish(x, w, b, (float)mean, inverse_root(squares, n, epsilon), 0, n, y);
}

#if defined(__x86_64__)
AVX2 WORD double sum_doubles_256(__m256d a, __m256d b) {
    double lanes[4];
    _mm256_storeu_pd(lanes, _mm256_add_pd(a, b));
    return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

AVX2 static void layernorm_avx2(const float *x, const float *w, const float *b, float epsilon, size_t n, float *y) {
    size_t whole = n / 8 * 8;
    __m256d sum[2] = {_mm256_setzero_pd(), _mm256_setzero_pd()};
    for (size_t i = 0; i < whole; i += 8)
        for (int half = 0; half < 2; half++)
            sum[half] = _mm256_add_pd(sum[half], _mm256_cvtps_pd(_mm_loadu_ps(x + i + 4 * half)));
    double total = sum_doubles_256(sum[0], sum[1]);
    for (size_t i = whole; i < n; i++) total += x[i];
    double mean = total / (double)n;
    __m256d square[2] = {_mm256_setzero_pd(), _mm256_setzero_pd()};
    for (size_t i = 0; i < whole; i += 8)
        for (int half = 0; half < 2; half++) {
            __m256d off = _mm256_sub_pd(_mm256_cvtps_pd(_mm_loadu_ps(x + i + 4 * half)), _mm256_set1_pd(mean));
            square[half] = _mm256_fmadd_pd(off, off, square[half]);
        }
    double squares = sum_doubles_256(square[0], square[1]);
    for (size_t i = whole; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    float inverse = inverse_root(squares, n, epsilon);
    __m256 middle = _mm256_set1_ps((float)mean), scale = _mm256_set1_ps(inverse);
    for (size_t i = 0; i < whole; i += 8) {
        __m256 unit = _mm256_mul_ps(_mm256_sub_ps(_mm256_loadu_ps(x + i), middle), scale);
        _mm256_storeu_ps(y + i, _mm256_fmadd_ps(_mm256_loadu_ps(w + i), unit, _mm256_loadu_ps(b + i)));
    }
    finish(x, w, b, (float)mean, inverse, whole, n, y);
}

AVX512 static void layernorm_avx512(const float *x, const float *w, const float *b, float epsilon, size_t n, float *y) {
    size_t whole = n / 16 * 16;
    __m512d sum[2] = {_mm512_setzero_pd(), _mm512_setzero_pd()};
    for (size_t i = 0; i < whole; i += 16)
        for (int half = 0; half < 2; half++)
            sum[half] = _mm512_add_pd(sum[half], _mm512_cvtps_pd(_mm256_loadu_ps(x + i + 8 * half)));
    double total = _mm512_reduce_add_pd(_mm512_add_pd(sum[0], sum[1]));
    for (size_t i = whole; i < n; i++) total += x[i];
    double mean = total / (double)n;
    __m512d square[2] = {_mm512_setzero_pd(), _mm512_setzero_pd()};
    for (size_t i = 0; i < whole; i += 16)
        for (int half = 0; half < 2; half++) {
            __m512d off = _mm512_sub_pd(_mm512_cvtps_pd(_mm256_loadu_ps(x + i + 8 * half)), _mm512_set1_pd(mean));
            square[half] = _mm512_fmadd_pd(off, off, square[half]);
        }
    double squares = _mm512_reduce_add_pd(_mm512_add_pd(square[0], square[1]));
    for (size_t i = whole; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    float inverse = inverse_root(squares, n, epsilon);
    __m512 middle = _mm512_set1_ps((float)mean), scale = _mm512_set1_ps(inverse);
    for (size_t i = 0; i < whole; i += 16) {
        __m512 unit = _mm512_mul_ps(_mm512_sub_ps(_mm512_loadu_ps(x + i), middle), scale);
        _mm512_storeu_ps(y + i, _mm512_fmadd_ps(_mm512_loadu_ps(w + i), unit, _mm512_loadu_ps(b + i)));
    }
    finish(x, w, b, (float)mean, inverse, whole, n, y);
}
#endif

void ck_layernorm(const float *x, const float *w, const float *b, float epsilon, size_t n, float *y) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return layernorm_avx512(x, w, b, epsilon, n, y);
    if (ck_level() >= CK_AVX2) return layernorm_avx2(x, w, b, epsilon, n, y);
#endif
    ck_layernorm_plain(x, w, b, epsilon, n, y);
}
