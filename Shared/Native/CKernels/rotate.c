#include "ck_elementwise.h"
#include "ck_level.h"
#include "vectors.h"

static inline __attribute__((always_inline)) void rotate(
    const float *x, const float *restrict cosine, const float *restrict sine, size_t heads, size_t h, float *y) {
    size_t half = h / 2;
    for (size_t head = 0; head < heads; head++, x += h, y += h)
        for (size_t i = 0; i < half; i++) {
            float low = x[i], high = x[i + half];
            y[i] = low * cosine[i] - high * sine[i];
            y[i + half] = high * cosine[i] + low * sine[i];
        }
}

void ck_rotate_plain(const float *x, const float *cosine, const float *sine, size_t heads, size_t h, float *y) {
    rotate(x, cosine, sine, heads, h, y);
}

#if defined(__x86_64__)
AVX2 static void rotate_avx2(const float *x, const float *cosine, const float *sine, size_t heads, size_t h, float *y) {
    size_t half = h / 2;
    if (half % 8 != 0) return rotate(x, cosine, sine, heads, h, y);
    for (size_t head = 0; head < heads; head++, x += h, y += h)
        for (size_t i = 0; i < half; i += 8) {
            __m256 low = _mm256_loadu_ps(x + i), high = _mm256_loadu_ps(x + i + half);
            __m256 c = _mm256_loadu_ps(cosine + i), s = _mm256_loadu_ps(sine + i);
            _mm256_storeu_ps(y + i, _mm256_fnmadd_ps(high, s, _mm256_mul_ps(low, c)));
            _mm256_storeu_ps(y + i + half, _mm256_fmadd_ps(low, s, _mm256_mul_ps(high, c)));
        }
}

AVX512 static void rotate_avx512(const float *x, const float *cosine, const float *sine, size_t heads, size_t h,
    float *y) {
    size_t half = h / 2;
    if (half % 16 != 0) return rotate_avx2(x, cosine, sine, heads, h, y);
    for (size_t head = 0; head < heads; head++, x += h, y += h)
        for (size_t i = 0; i < half; i += 16) {
            __m512 low = _mm512_loadu_ps(x + i), high = _mm512_loadu_ps(x + i + half);
            __m512 c = _mm512_loadu_ps(cosine + i), s = _mm512_loadu_ps(sine + i);
            _mm512_storeu_ps(y + i, _mm512_fnmadd_ps(high, s, _mm512_mul_ps(low, c)));
            _mm512_storeu_ps(y + i + half, _mm512_fmadd_ps(low, s, _mm512_mul_ps(high, c)));
        }
}
#endif

void ck_rotate(const float *x, const float *cosine, const float *sine, size_t heads, size_t h, float *y) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return rotate_avx512(x, cosine, sine, heads, h, y);
    if (ck_level() >= CK_AVX2) return rotate_avx2(x, cosine, sine, heads, h, y);
#endif
    rotate(x, cosine, sine, heads, h, y);
}
