#include "ck_elementwise.h"
#include "ck_level.h"
#include "vectors.h"
#include <math.h>

void ck_gate_plain(const float *a, const float *b, size_t n, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = a[i] / (1.0f + expf(-a[i])) * b[i];
}

#if defined(__x86_64__)
AVX2 static void gate_avx2(const float *a, const float *b, size_t n, float *y) {
    for (size_t i = 0; i < n; i += 8) {
        __m256i mask = first_256(n - i < 8 ? n - i : 8);
        __m256 x = _mm256_maskload_ps(a + i, mask);
        __m256 below = _mm256_add_ps(_mm256_set1_ps(1), exp_256(_mm256_sub_ps(_mm256_setzero_ps(), x)));
        _mm256_maskstore_ps(y + i, mask, _mm256_mul_ps(_mm256_div_ps(x, below), _mm256_maskload_ps(b + i, mask)));
    }
}

AVX512 static void gate_avx512(const float *a, const float *b, size_t n, float *y) {
    for (size_t i = 0; i < n; i += 16) {
        __mmask16 mask = first_512(n - i < 16 ? n - i : 16);
        __m512 x = _mm512_maskz_loadu_ps(mask, a + i);
        __m512 below = _mm512_add_ps(_mm512_set1_ps(1), exp_512(_mm512_sub_ps(_mm512_setzero_ps(), x)));
        _mm512_mask_storeu_ps(y + i, mask, _mm512_mul_ps(_mm512_div_ps(x, below), _mm512_maskz_loadu_ps(mask, b + i)));
    }
}
#endif

void ck_gate(const float *a, const float *b, size_t n, float *y) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return gate_avx512(a, b, n, y);
    if (ck_level() >= CK_AVX2) return gate_avx2(a, b, n, y);
#endif
    ck_gate_plain(a, b, n, y);
}
