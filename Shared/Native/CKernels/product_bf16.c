#include "ck_level.h"
#include "ck_product.h"
#include "vectors.h"
#include "words.h"

void ck_product_bf16_plain(const uint16_t *w, size_t ldw, size_t n, size_t k, const uint16_t *x, size_t ldx, size_t m,
                           float *y, size_t ldy) {
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; i < m; i++) {
            float sum = 0;
            for (size_t j = 0; j < k; j++) sum += widen_bf16(x[i * ldx + j]) * widen_bf16(w[o * ldw + j]);
            y[i * ldy + o] = sum;
        }
}

#if defined(__x86_64__)
#define NAME product_pairs
#define TARGET BF16
#define WEIGHT uint16_t
#define INPUT uint16_t
#define VECTOR __m512
#define LANES 32
#define WIDEST 6
#define LOAD_WEIGHT(p) _mm512_loadu_si512(p)
#define LOAD_INPUT(p) _mm512_loadu_si512(p)
#define LOAD_WEIGHT_TAIL(p, n) _mm512_maskz_loadu_epi16(first_halves_512(n), p)
#define LOAD_INPUT_TAIL(p, n) _mm512_maskz_loadu_epi16(first_halves_512(n), p)
#define ZERO _mm512_setzero_ps()
#define MULTIPLY_ADD(w, x, sum) _mm512_dpbf16_ps(sum, (__m512bh)(w), (__m512bh)(x))
#define SUM_FOUR sum_four_512
#include "product_template.h"
#endif

void ck_product_bf16(const uint16_t *w, size_t ldw, size_t n, size_t k, const uint16_t *x, size_t ldx, size_t m,
                     float *y, size_t ldy) {
#if defined(__x86_64__)
    if (ck_level() == CK_BF16) {
        product_pairs(w, ldw, n, k, x, ldx, m, y, ldy);
        return;
    }
#endif
    ck_product_bf16_plain(w, ldw, n, k, x, ldx, m, y, ldy);
}
