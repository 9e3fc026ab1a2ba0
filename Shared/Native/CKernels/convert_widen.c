#include "ck_convert.h"
#include "words.h"

void ck_widen_bf16_plain(const uint16_t *x, float *y, size_t n) {
    for (size_t i = 0; i < n; i++) y[i] = widen_bf16(x[i]);
}

void ck_widen_f16_plain(const uint16_t *x, float *y, size_t n) {
    for (size_t i = 0; i < n; i++) y[i] = widen_f16(x[i]);
}

void ck_widen_int8_plain(const uint8_t *q, const uint16_t *scale, size_t k, float *y) {
    for (size_t j = 0; j < k; j++) y[j] = (float)((int)q[j] - 128) * widen_bf16(scale[j / CK_BLOCK]);
}

void ck_widen_bf16(const uint16_t *x, float *y, size_t n) { ck_widen_bf16_plain(x, y, n); }
void ck_widen_f16(const uint16_t *x, float *y, size_t n) { ck_widen_f16_plain(x, y, n); }
void ck_widen_int8(const uint8_t *q, const uint16_t *scale, size_t k, float *y) { ck_widen_int8_plain(q, scale, k, y); }
