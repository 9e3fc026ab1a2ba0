#include "ck_convert.h"
#include "ck_level.h"
#include "vectors.h"
#include "words.h"

static inline float largest(const float *x, size_t n) {
    float most = 0;
    for (size_t i = 0; i < n; i++) {
        float size = fabsf(x[i]);
        most = size > most ? size : most;
    }
    return most;
}

void ck_quantize_weight(const float *x, size_t ldx, size_t rows, size_t k, uint8_t *q, uint16_t *scale) {
    for (size_t b = 0; b < ck_blocks(k); b++) {
        size_t start = b * CK_BLOCK, count = k - start < CK_BLOCK ? k - start : CK_BLOCK;
        for (size_t r = 0; r < CK_TILE; r++) {
            const float *from = x + r * ldx + start;
            uint32_t bits = r < rows ? bits_of_float(largest(from, count) / 127.0f) : 0;
            uint16_t width = (uint16_t)((bits >> 16) + ((bits & 0xffffu) != 0));
            float inverse = width > 0 ? 1.0f / widen_bf16(width) : 0;
            scale[b * CK_TILE + r] = width;
            for (size_t i = 0; i < CK_BLOCK; i++) {
                float value = r < rows && i < count ? rintf(from[i] * inverse) : 0;
                value = value > 127 ? 127 : value < -127 ? -127 : value;
                q[b * 1024 + i / 4 * 64 + r * 4 + i % 4] = (uint8_t)((int)value + 128);
            }
        }
    }
}

// Compiled once for every level; the compiler's own vectors do for all but the exact rounding.
static inline __attribute__((always_inline)) void quantize(const float *x, size_t k, int8_t *q, float *scale,
    int32_t *offset) {
    for (size_t b = 0; b < ck_blocks(k); b++) {
        float block[CK_BLOCK] = {0};
        size_t start = b * CK_BLOCK, count = k - start < CK_BLOCK ? k - start : CK_BLOCK;
        for (size_t i = 0; i < count; i++) block[i] = x[start + i];
        uint32_t greatest = 0;
        for (size_t i = 0; i < CK_BLOCK; i++) {
            uint32_t size = bits_of_float(block[i]) & 0x7fffffffu;
            greatest = size > greatest ? size : greatest;
        }
        float most = float_of_bits(greatest);
        int isFinite = greatest < 0x7f800000u;
        float inverse = isFinite && most > 0x1p-120f ? 127.0f / most : 0;
        scale[b] = !isFinite ? NAN : inverse > 0 ? most / 127.0f : 0;
        int32_t sum = 0;
        for (size_t i = 0; i < CK_BLOCK; i++) {
            // Adding and taking away 1.5 * 2^23 rounds to the nearest whole number, ties to even.
            int32_t whole = (int32_t)(isFinite ? block[i] * inverse + 0x1.8p23f - 0x1.8p23f : 0);
            whole = whole > 127 ? 127 : whole < -127 ? -127 : whole;
            q[start + i] = (int8_t)whole;
            sum += whole;
        }
        offset[b] = -128 * sum;
    }
}

void ck_quantize_input_plain(const float *x, size_t k, int8_t *q, float *scale, int32_t *offset) {
    quantize(x, k, q, scale, offset);
}

#if defined(__x86_64__)
AVX2 static void quantize_avx2(const float *x, size_t k, int8_t *q, float *scale, int32_t *offset) {
    quantize(x, k, q, scale, offset);
}
AVX512 static void quantize_avx512(const float *x, size_t k, int8_t *q, float *scale, int32_t *offset) {
    quantize(x, k, q, scale, offset);
}
#endif

void ck_quantize_input(const float *x, size_t k, int8_t *q, float *scale, int32_t *offset) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return quantize_avx512(x, k, q, scale, offset);
    if (ck_level() >= CK_AVX2) return quantize_avx2(x, k, q, scale, offset);
#endif
    quantize(x, k, q, scale, offset);
}
