#ifndef CK_CONVERT_H
#define CK_CONVERT_H
#include <stddef.h>
#include <stdint.h>

/// Values in one int8 block; a row of `k` values takes ck_blocks(k) blocks, the last one filled with zeros.
#define CK_BLOCK 64
static inline size_t ck_blocks(size_t k) { return (k + CK_BLOCK - 1) / CK_BLOCK; }

/// y[i] = x[i] widened to f32. Exact.
void ck_widen_bf16(const uint16_t *x, float *y, size_t n);
void ck_widen_bf16_plain(const uint16_t *x, float *y, size_t n);

/// y[i] = x[i] (IEEE 754 binary16) widened to f32. Exact.
void ck_widen_f16(const uint16_t *x, float *y, size_t n);
void ck_widen_f16_plain(const uint16_t *x, float *y, size_t n);

/// y[i] = x[i] rounded to bf16, to nearest, ties to even; a NaN stays a quiet NaN.
void ck_round_bf16(const float *x, uint16_t *y, size_t n);
void ck_round_bf16_plain(const float *x, uint16_t *y, size_t n);

/// y[i] = x[i] rounded to bf16 as above and widened again. `y` may be `x`.
void ck_round_trip_bf16(const float *x, float *y, size_t n);

/// The first index whose value is infinite or not a number; n if there is none.
size_t ck_first_not_finite(const float *x, size_t n);

// int8 weights stand in tiles of 16 rows and 64 columns, 1,024 bytes each, so that one vector holds four columns of
// all 16 rows and a product needs no sum over lanes:
//     q [n/16, blocks, 16 (column / 4), 16 (row), 4 (column)]        scale [n/16, blocks, 16 (row)]
// Rows and columns that fill up a tile hold zeros.
#define CK_TILE 16

/// Up to 16 weight rows of `k` finite values as one row of tiles: for each row and block of 64 columns
///     scale = bf16_up(max|x| / 127),  q = round(x / scale) + 128   (u8: 1 ... 255; 128 is zero)
/// where bf16_up rounds away from zero so that |q - 128| <= 127; a block of zeros has scale 0.
/// `q` holds 1,024 * ck_blocks(k) bytes, `scale` 16 * ck_blocks(k) bf16 values.
void ck_quantize_weight(const float *x, size_t ldx, size_t rows, size_t k, uint8_t *q, uint16_t *scale);

/// y = the `k` values of row `row` of a row of tiles: (q - 128) * scale.
void ck_widen_int8(const uint8_t *q, const uint16_t *scale, size_t row, size_t k, float *y);
void ck_widen_int8_plain(const uint8_t *q, const uint16_t *scale, size_t row, size_t k, float *y);

/// One input row of `k` values as int8 blocks: scale = max|x| / 127 (f32), q = round(x / scale), ties to even, in
/// -127 ... 127; offset = -128 Σ q, which takes the weights' 128 away. A block that holds a value which is not finite
/// has NaN for its scale, so that the fault is seen. `q` holds 64 * ck_blocks(k) bytes, filled with zeros.
void ck_quantize_input(const float *x, size_t k, int8_t *q, float *scale, int32_t *offset);
void ck_quantize_input_plain(const float *x, size_t k, int8_t *q, float *scale, int32_t *offset);

#endif
