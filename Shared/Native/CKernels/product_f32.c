#include "ck_product.h"

void ck_product_f32_plain(const float *w, size_t ldw, size_t n, size_t k, const float *x, size_t ldx, size_t m, float *y, size_t ldy) {
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; i < m; i++) {
            float sum = 0;
            for (size_t j = 0; j < k; j++) sum += x[i * ldx + j] * w[o * ldw + j];
            y[i * ldy + o] = sum;
        }
}

void ck_product_f32(const float *w, size_t ldw, size_t n, size_t k, const float *x, size_t ldx, size_t m, float *y, size_t ldy) {
    ck_product_f32_plain(w, ldw, n, k, x, ldx, m, y, ldy);
}
