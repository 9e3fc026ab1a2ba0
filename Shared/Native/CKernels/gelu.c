#include "ck_elementwise.h"
#include "ck_level.h"
#include "vectors.h"
#include <math.h>

// (1 + tanh u) / 2 = 1 / (1 + e^-2u), and 2u = x (ROOT + CUBIC x^2).
#define ROOT 1.5957691216057308f
#define CUBIC 0.07135481627260025f

void ck_gelu_plain(const float *x, size_t n, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = x[i] / (1.0f + expf(-x[i] * (ROOT + CUBIC * (x[i] * x[i]))));
}

#if defined(__x86_64__)
AVX2 static void gelu_avx2(const float *x, size_t n, float *y) {
    for (size_t i = 0; i < n; i += 8) {
        __m256i mask = first_256(n - i < 8 ? n - i : 8);
        __m256 value = _mm256_maskload_ps(x + i, mask);
        __m256 slope = _mm256_fmadd_ps(_mm256_set1_ps(CUBIC), _mm256_mul_ps(value, value), _mm256_set1_ps(ROOT));
        __m256 falls = exp_256(_mm256_sub_ps(_mm256_setzero_ps(), _mm256_mul_ps(value, slope)));
        _mm256_maskstore_ps(y + i, mask, _mm256_div_ps(value, _mm256_add_ps(_mm256_set1_ps(1), falls)));
    }
}

AVX512 static void gelu_avx512(const float *x, size_t n, float *y) {
    for (size_t i = 0; i < n; i += 16) {
        __mmask16 mask = first_512(n - i < 16 ? n - i : 16);
        __m512 value = _mm512_maskz_loadu_ps(mask, x + i);
        __m512 slope = _mm512_fmadd_ps(_mm512_set1_ps(CUBIC), _mm512_mul_ps(value, value), _mm512_set1_ps(ROOT));
        __m512 falls = exp_512(_mm512_sub_ps(_mm512_setzero_ps(), _mm512_mul_ps(value, slope)));
        _mm512_mask_storeu_ps(y + i, mask, _mm512_div_ps(value, _mm512_add_ps(_mm512_set1_ps(1), falls)));
    }
}
#endif

void ck_gelu(const float *x, size_t n, float *y) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return gelu_avx512(x, n, y);
    if (ck_level() >= CK_AVX2) return gelu_avx2(x, n, y);
#endif
    ck_gelu_plain(x, n, y);
}
