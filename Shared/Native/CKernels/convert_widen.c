#include "ck_convert.h"
#include "ck_level.h"
#include "vectors.h"
#include "words.h"

// Each loop is compiled for every level; the compiler's own vectors do.
#define LOOP static inline __attribute__((always_inline))

LOOP void widen_halves(const uint16_t *x, float *y, size_t n) {
    for (size_t i = 0; i < n; i++) y[i] = widen_bf16(x[i]);
}

LOOP void widen_blocks(const uint8_t *q, const uint16_t *scale, size_t row, size_t k, float *y) {
    for (size_t start = 0; start < k; start += CK_BLOCK, q += 1024, scale += CK_TILE) {
        uint8_t bytes[CK_BLOCK];
        for (size_t i = 0; i < CK_BLOCK / 4; i++) memcpy(bytes + 4 * i, q + 64 * i + 4 * row, 4);
        float width = widen_bf16(scale[row]);
        size_t count = k - start < CK_BLOCK ? k - start : CK_BLOCK;
        for (size_t i = 0; i < count; i++) y[start + i] = (float)((int)bytes[i] - 128) * width;
    }
}

void ck_widen_bf16_plain(const uint16_t *x, float *y, size_t n) { widen_halves(x, y, n); }

void ck_widen_f16_plain(const uint16_t *x, float *y, size_t n) {
    for (size_t i = 0; i < n; i++) y[i] = widen_f16(x[i]);
}

void ck_widen_int8_plain(const uint8_t *q, const uint16_t *scale, size_t row, size_t k, float *y) {
    widen_blocks(q, scale, row, k, y);
}

#if defined(__x86_64__)
AVX2 static void widen_halves_avx2(const uint16_t *x, float *y, size_t n) { widen_halves(x, y, n); }
AVX512 static void widen_halves_avx512(const uint16_t *x, float *y, size_t n) {
    size_t i = 0;
    for (; i + 16 <= n; i += 16) _mm512_storeu_ps(y + i, widen_512(_mm256_loadu_si256((const __m256i *)(x + i))));
    widen_halves(x + i, y + i, n - i);
}
AVX2 static void widen_f16_avx2(const uint16_t *x, float *y, size_t n) {
    size_t i = 0;
    for (; i + 8 <= n; i += 8) _mm256_storeu_ps(y + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(x + i))));
    ck_widen_f16_plain(x + i, y + i, n - i);
}
AVX2 static void widen_blocks_avx2(const uint8_t *q, const uint16_t *scale, size_t row, size_t k, float *y) {
    widen_blocks(q, scale, row, k, y);
}
AVX512 static void widen_blocks_avx512(const uint8_t *q, const uint16_t *scale, size_t row, size_t k, float *y) {
    widen_blocks(q, scale, row, k, y);
}
#endif

void ck_widen_bf16(const uint16_t *x, float *y, size_t n) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return widen_halves_avx512(x, y, n);
    if (ck_level() >= CK_AVX2) return widen_halves_avx2(x, y, n);
#endif
    widen_halves(x, y, n);
}

void ck_widen_f16(const uint16_t *x, float *y, size_t n) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX2) return widen_f16_avx2(x, y, n);
#endif
    ck_widen_f16_plain(x, y, n);
}

void ck_widen_int8(const uint8_t *q, const uint16_t *scale, size_t row, size_t k, float *y) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return widen_blocks_avx512(q, scale, row, k, y);
    if (ck_level() >= CK_AVX2) return widen_blocks_avx2(q, scale, row, k, y);
#endif
    widen_blocks(q, scale, row, k, y);
}
