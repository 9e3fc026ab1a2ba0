#include "ck_convert.h"
#include "ck_product.h"
#include "words.h"

void ck_product_int8_plain(const uint8_t *w, const uint16_t *wscale, size_t n, size_t k,
                           const int8_t *x, const float *xscale, size_t m, float *y, size_t ldy) {
    size_t blocks = ck_blocks(k), row = blocks * CK_BLOCK;
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; i < m; i++) {
            float sum = 0;
            for (size_t b = 0; b < blocks; b++) {
                const uint8_t *wb = w + o * row + b * CK_BLOCK;
                const int8_t *xb = x + i * row + b * CK_BLOCK;
                int32_t whole = 0;
                for (size_t j = 0; j < CK_BLOCK; j++) whole += ((int32_t)wb[j] - 128) * xb[j];
                sum += widen_bf16(wscale[o * blocks + b]) * xscale[i * blocks + b] * (float)whole;
            }
            y[i * ldy + o] = sum;
        }
}

void ck_product_int8(const uint8_t *w, const uint16_t *wscale, size_t n, size_t k,
                     const int8_t *x, const float *xscale, size_t m, float *y, size_t ldy) {
    ck_product_int8_plain(w, wscale, n, k, x, xscale, m, y, ldy);
}
