#include "ck_level.h"
#include "ck_product.h"
#include "vectors.h"
#include "words.h"

void ck_product_bf16_f32_plain(const uint16_t *w, size_t ldw, size_t n, size_t k, const float *x, size_t ldx, size_t m,
                               float *y, size_t ldy) {
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; i < m; i++) {
            float sum = 0;
            for (size_t j = 0; j < k; j++) sum += x[i * ldx + j] * widen_bf16(w[o * ldw + j]);
            y[i * ldy + o] = sum;
        }
}

#if defined(__x86_64__)
#define NAME product_avx2
#define TARGET AVX2
#define WEIGHT uint16_t
#define INPUT float
#define VECTOR __m256
#define LANES 8
#define WIDEST 2
#define LOAD_WEIGHT(p) widen_256(_mm_loadu_si128((const __m128i *)(p)))
#define LOAD_INPUT(p) _mm256_loadu_ps(p)
#define LOAD_WEIGHT_TAIL(p, n) widen_256(tail_halves_256(p, n))
#define LOAD_INPUT_TAIL(p, n) _mm256_maskload_ps(p, first_256(n))
#define ZERO _mm256_setzero_ps()
#define MULTIPLY_ADD(w, x, sum) _mm256_fmadd_ps(w, x, sum)
#define SUM_FOUR sum_four_256
#include "product_template.h"

#define NAME product_avx512
#define TARGET AVX512
#define WEIGHT uint16_t
#define INPUT float
#define VECTOR __m512
#define LANES 16
#define WIDEST 6
#define LOAD_WEIGHT(p) widen_512(_mm256_loadu_si256((const __m256i *)(p)))
#define LOAD_INPUT(p) _mm512_loadu_ps(p)
#define LOAD_WEIGHT_TAIL(p, n) widen_512(_mm256_maskz_loadu_epi16(first_512(n), p))
#define LOAD_INPUT_TAIL(p, n) _mm512_maskz_loadu_ps(first_512(n), p)
#define ZERO _mm512_setzero_ps()
#define MULTIPLY_ADD(w, x, sum) _mm512_fmadd_ps(w, x, sum)
#define SUM_FOUR sum_four_512
#include "product_template.h"
#endif

#if defined(__aarch64__)
#define NAME product_neon
#define TARGET
#define WEIGHT uint16_t
#define INPUT float
#define VECTOR float32x4_t
#define LANES 4
#define WIDEST 4
#define LOAD_WEIGHT(p) widen_neon(vld1_u16(p))
#define LOAD_INPUT(p) vld1q_f32(p)
#define LOAD_WEIGHT_TAIL(p, n) widen_neon(tail_halves_neon(p, n))
#define LOAD_INPUT_TAIL(p, n) tail_neon(p, n)
#define ZERO vdupq_n_f32(0)
#define MULTIPLY_ADD(w, x, sum) vfmaq_f32(sum, w, x)
#define SUM_FOUR sum_four_neon
#include "product_template.h"
#endif

void ck_product_bf16_f32(const uint16_t *w, size_t ldw, size_t n, size_t k, const float *x, size_t ldx, size_t m,
                         float *y, size_t ldy) {
    switch (ck_level()) {
#if defined(__x86_64__)
    case CK_BF16:
    case CK_VNNI:
    case CK_AVX512: product_avx512(w, ldw, n, k, x, ldx, m, y, ldy); return;
    case CK_AVX2: product_avx2(w, ldw, n, k, x, ldx, m, y, ldy); return;
#elif defined(__aarch64__)
    case CK_NEON: product_neon(w, ldw, n, k, x, ldx, m, y, ldy); return;
#endif
    default: ck_product_bf16_f32_plain(w, ldw, n, k, x, ldx, m, y, ldy);
    }
}
