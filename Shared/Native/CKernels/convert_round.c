#include "ck_convert.h"
#include "words.h"

void ck_round_bf16_plain(const float *x, uint16_t *y, size_t n) {
    for (size_t i = 0; i < n; i++) y[i] = round_bf16(x[i]);
}

void ck_round_bf16(const float *x, uint16_t *y, size_t n) { ck_round_bf16_plain(x, y, n); }

void ck_round_trip_bf16(const float *x, float *y, size_t n) {
    for (size_t i = 0; i < n; i++) y[i] = widen_bf16(round_bf16(x[i]));
}

size_t ck_first_not_finite(const float *x, size_t n) {
    for (size_t start = 0; start < n; start += 4096) {
        size_t end = start + 4096 < n ? start + 4096 : n;
        uint32_t bad = 0;
        for (size_t i = start; i < end; i++) bad |= (bits_of_float(x[i]) & 0x7f800000u) == 0x7f800000u;
        for (size_t i = start; bad && i < end; i++)
            if ((bits_of_float(x[i]) & 0x7f800000u) == 0x7f800000u) return i;
    }
    return n;
}

size_t ck_first_not_finite_bf16(const uint16_t *x, size_t n) {
    for (size_t start = 0; start < n; start += 4096) {
        size_t end = start + 4096 < n ? start + 4096 : n;
        uint16_t bad = 0;
        for (size_t i = start; i < end; i++) bad |= (x[i] & 0x7f80u) == 0x7f80u;
        for (size_t i = start; bad && i < end; i++)
            if ((x[i] & 0x7f80u) == 0x7f80u) return i;
    }
    return n;
}
