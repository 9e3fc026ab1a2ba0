// A kernel written once and compiled for each instruction set, where the compiler's own vectors are as good as ours.
//
// A file defines `static inline BODY RETURN NAME_body(...)` and says EACH_LEVEL(RETURN, NAME, (parameters), (names)):
// that gives NAME_plain for the machine every build runs on, the wider versions, and NAME, which chooses by
// ck_level(). The compiler may take sums in another order (clang fp reassociate) where the body says so.
#ifndef LEVELS_H
#define LEVELS_H
#include "ck_level.h"
#include "vectors.h"
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define BODY __attribute__((always_inline))
#define ANY_ORDER _Pragma("clang fp reassociate(on) contract(fast)")

#if defined(__x86_64__)
#define EACH_LEVEL(RETURN, NAME, PARAMETERS, ARGUMENTS) \
    AVX2 static RETURN NAME##_avx2 PARAMETERS { return NAME##_body ARGUMENTS; } \
    AVX512 static RETURN NAME##_avx512 PARAMETERS { return NAME##_body ARGUMENTS; } \
    RETURN NAME##_plain PARAMETERS { return NAME##_body ARGUMENTS; } \
    RETURN NAME PARAMETERS { \
        if (ck_level() >= CK_AVX512) return NAME##_avx512 ARGUMENTS; \
        if (ck_level() >= CK_AVX2) return NAME##_avx2 ARGUMENTS; \
        return NAME##_plain ARGUMENTS; \
    }
#else
#define EACH_LEVEL(RETURN, NAME, PARAMETERS, ARGUMENTS) \
    RETURN NAME##_plain PARAMETERS { return NAME##_body ARGUMENTS; } \
    RETURN NAME PARAMETERS { return NAME##_plain ARGUMENTS; }
#endif

// e^x to 2 units in the last place, x held in -87.3 ... 88: 2^n e^r with |r| <= ln 2 / 2 and Cephes' polynomial for e^r
// (Moshier, expf.c), in words the compiler makes vectors of. A NaN stays one.
static inline BODY float exp_lane(float x) {
    x = x < -87.33f ? -87.33f : x;
    x = x > 88.0f ? 88.0f : x;
    // Adding and taking away 1.5 * 2^23 rounds to the nearest whole number.
    float n = (x * 1.44269504f + 12582912.0f) - 12582912.0f;
    float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    uint32_t bits = (uint32_t)((int32_t)n + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

// max x_i of n >= 1 numbers. In lanes, since the compiler takes no maximum in another order by itself.
static inline BODY float most_of(const float *x, size_t n) {
    float lanes[16];
    size_t i = 0;
    for (int lane = 0; lane < 16; lane++) lanes[lane] = x[0];
    for (; i + 16 <= n; i += 16)
        for (int lane = 0; lane < 16; lane++) lanes[lane] = x[i + lane] > lanes[lane] ? x[i + lane] : lanes[lane];
    for (; i < n; i++) lanes[0] = x[i] > lanes[0] ? x[i] : lanes[0];
    for (int lane = 1; lane < 16; lane++) lanes[0] = lanes[lane] > lanes[0] ? lanes[lane] : lanes[0];
    return lanes[0];
}
#endif
