#ifndef CK_PRODUCT_H
#define CK_PRODUCT_H
#include <stddef.h>
#include <stdint.h>

// y[i, o] = Σ_j x[i, j] w[o, j]      i < m,  o < n,  j < k
//
// `w` [n, ldw], `x` [m, ldx], `y` [m, ldy]. Weights are read once from memory for every m <= 16. The sum of one
// element is taken in an order which depends on k alone, never on m or n: a row's result is the same bits in any
// company.

void ck_product_f32(const float *w, size_t ldw, size_t n, size_t k, const float *x, size_t ldx, size_t m, float *y,
    size_t ldy);
void ck_product_f32_plain(const float *w, size_t ldw, size_t n, size_t k, const float *x, size_t ldx, size_t m,
    float *y, size_t ldy);

/// Weights in bf16, inputs in f32 which are not rounded (the exact product).
void ck_product_bf16_f32(const uint16_t *w, size_t ldw, size_t n, size_t k, const float *x, size_t ldx, size_t m,
    float *y, size_t ldy);
void ck_product_bf16_f32_plain(const uint16_t *w, size_t ldw, size_t n, size_t k, const float *x, size_t ldx,
    size_t m, float *y, size_t ldy);

/// Weights and inputs in bf16. Also the matrix product for large m where the CPU multiplies bf16 (CK_BF16).
void ck_product_bf16(const uint16_t *w, size_t ldw, size_t n, size_t k, const uint16_t *x, size_t ldx, size_t m,
    float *y, size_t ldy);
void ck_product_bf16_plain(const uint16_t *w, size_t ldw, size_t n, size_t k, const uint16_t *x, size_t ldx, size_t m,
    float *y, size_t ldy);

/// Weights and inputs in int8 blocks (ck_convert.h), b = ck_blocks(k) blocks a row:
///     y[i, o] = Σ_b wscale[o, b] xscale[i, b] Σ_{j in block b} (w[o, j] - 128) x[i, j]
/// the inner sum in integers, exact. `w` and `wscale` in tiles, `x` [m, 64 b], `xscale` and `xoffset` [m, b].
void ck_product_int8(const uint8_t *w, const uint16_t *wscale, size_t n, size_t k,
                     const int8_t *x, const float *xscale, const int32_t *xoffset, size_t m, float *y, size_t ldy);
void ck_product_int8_plain(const uint8_t *w, const uint16_t *wscale, size_t n, size_t k,
                           const int8_t *x, const float *xscale, const int32_t *xoffset, size_t m, float *y,
                           size_t ldy);

#endif
