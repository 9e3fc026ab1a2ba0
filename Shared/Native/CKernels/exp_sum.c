#include "ck_elementwise.h"
#include "ck_level.h"
#include "vectors.h"
#include <math.h>

float ck_exp_sum_plain(const float *x, float shift, size_t n, float *y) {
    float sum = 0;
    for (size_t i = 0; i < n; i++) sum += y[i] = expf(x[i] - shift);
    return sum;
}

#if defined(__x86_64__)
AVX2 static float exp_sum_avx2(const float *x, float shift, size_t n, float *y) {
    __m256 sum = _mm256_setzero_ps();
    for (size_t i = 0; i < n; i += 8) {
        __m256i mask = first_256(n - i < 8 ? n - i : 8);
        __m256 value = exp_256(_mm256_sub_ps(_mm256_maskload_ps(x + i, mask), _mm256_set1_ps(shift)));
        _mm256_maskstore_ps(y + i, mask, value);
        sum = _mm256_add_ps(sum, _mm256_and_ps(value, _mm256_castsi256_ps(mask)));
    }
    return sum_256(sum);
}

AVX512 static float exp_sum_avx512(const float *x, float shift, size_t n, float *y) {
    __m512 sum = _mm512_setzero_ps();
    for (size_t i = 0; i < n; i += 16) {
        __mmask16 mask = first_512(n - i < 16 ? n - i : 16);
        __m512 value = exp_512(_mm512_sub_ps(_mm512_maskz_loadu_ps(mask, x + i), _mm512_set1_ps(shift)));
        _mm512_mask_storeu_ps(y + i, mask, value);
        sum = _mm512_mask_add_ps(sum, mask, sum, value);
    }
    return _mm512_reduce_add_ps(sum);
}
#endif

float ck_exp_sum(const float *x, float shift, size_t n, float *y) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return exp_sum_avx512(x, shift, n, y);
    if (ck_level() >= CK_AVX2) return exp_sum_avx2(x, shift, n, y);
#endif
    return ck_exp_sum_plain(x, shift, n, y);
}
