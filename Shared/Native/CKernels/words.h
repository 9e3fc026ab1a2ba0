// Small words shared by the kernels: bf16 and f16 values, one at a time.
#ifndef WORDS_H
#define WORDS_H
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline float float_of_bits(uint32_t bits) { float x; memcpy(&x, &bits, 4); return x; }
static inline uint32_t bits_of_float(float x) { uint32_t bits; memcpy(&bits, &x, 4); return bits; }

static inline float widen_bf16(uint16_t x) { return float_of_bits((uint32_t)x << 16); }

static inline uint16_t round_bf16(float x) {
    uint32_t bits = bits_of_float(x);
    if ((bits & 0x7fffffffu) > 0x7f800000u) return (uint16_t)((bits >> 16) | 0x40);
    return (uint16_t)((bits + 0x7fffu + ((bits >> 16) & 1)) >> 16);
}

static inline float widen_f16(uint16_t x) {
    uint32_t sign = (uint32_t)(x & 0x8000u) << 16, exponent = (x >> 10) & 31, fraction = x & 0x3ffu;
    if (exponent == 31) return float_of_bits(sign | 0x7f800000u | (fraction << 13));
    if (exponent != 0) return float_of_bits(sign | ((exponent + 112) << 23) | (fraction << 13));
    float tiny = (float)fraction * 0x1p-24f;
    return sign ? -tiny : tiny;
}

#endif
