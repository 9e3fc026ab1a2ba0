#include "ck_product.h"
#include "words.h"

void ck_product_bf16_plain(const uint16_t *w, size_t ldw, size_t n, size_t k, const uint16_t *x, size_t ldx, size_t m, float *y, size_t ldy) {
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; i < m; i++) {
            float sum = 0;
            for (size_t j = 0; j < k; j++) sum += widen_bf16(x[i * ldx + j]) * widen_bf16(w[o * ldw + j]);
            y[i * ldy + o] = sum;
        }
}

void ck_product_bf16(const uint16_t *w, size_t ldw, size_t n, size_t k, const uint16_t *x, size_t ldx, size_t m, float *y, size_t ldy) {
    ck_product_bf16_plain(w, ldw, n, k, x, ldx, m, y, ldy);
}
