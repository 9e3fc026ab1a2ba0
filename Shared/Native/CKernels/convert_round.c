#include "ck_convert.h"
#include "ck_level.h"
#include "vectors.h"
#include "words.h"

// Each loop is compiled for every level; the compiler's own vectors do.
#define LOOP static inline __attribute__((always_inline))

LOOP void round_all(const float *x, uint16_t *y, size_t n) {
    for (size_t i = 0; i < n; i++) y[i] = round_bf16(x[i]);
}

LOOP void round_trip(const float *x, float *y, size_t n) {
    for (size_t i = 0; i < n; i++) y[i] = widen_bf16(round_bf16(x[i]));
}

LOOP uint32_t any_not_finite(const float *x, size_t n) {
    uint32_t bad = 0;
    for (size_t i = 0; i < n; i++) bad |= (bits_of_float(x[i]) & 0x7f800000u) == 0x7f800000u;
    return bad;
}

void ck_round_bf16_plain(const float *x, uint16_t *y, size_t n) { round_all(x, y, n); }

#if defined(__x86_64__)
AVX2 static void round_all_avx2(const float *x, uint16_t *y, size_t n) { round_all(x, y, n); }
AVX512 static void round_all_avx512(const float *x, uint16_t *y, size_t n) { round_all(x, y, n); }
AVX2 static void round_trip_avx2(const float *x, float *y, size_t n) { round_trip(x, y, n); }
AVX512 static void round_trip_avx512(const float *x, float *y, size_t n) { round_trip(x, y, n); }
AVX2 static uint32_t any_not_finite_avx2(const float *x, size_t n) { return any_not_finite(x, n); }
#endif

void ck_round_bf16(const float *x, uint16_t *y, size_t n) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return round_all_avx512(x, y, n);
    if (ck_level() >= CK_AVX2) return round_all_avx2(x, y, n);
#endif
    round_all(x, y, n);
}

void ck_round_trip_bf16(const float *x, float *y, size_t n) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return round_trip_avx512(x, y, n);
    if (ck_level() >= CK_AVX2) return round_trip_avx2(x, y, n);
#endif
    round_trip(x, y, n);
}

size_t ck_first_not_finite(const float *x, size_t n) {
    for (size_t start = 0; start < n; start += 4096) {
        size_t count = n - start < 4096 ? n - start : 4096;
#if defined(__x86_64__)
        uint32_t bad = ck_level() >= CK_AVX2 ? any_not_finite_avx2(x + start, count) : any_not_finite(x + start, count);
#else
        uint32_t bad = any_not_finite(x + start, count);
#endif
        for (size_t i = start; bad && i < start + count; i++)
            if ((bits_of_float(x[i]) & 0x7f800000u) == 0x7f800000u) return i;
    }
    return n;
}
