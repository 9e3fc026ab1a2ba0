// The product of a few rows, written once for all vector kernels. A file that includes it defines
//
//     NAME TARGET               the function and the instruction set it is compiled for
//     WEIGHT INPUT              element types
//     VECTOR LANES              the accumulator's type, and the values of k taken in one step
//     LOAD_WEIGHT(p) LOAD_INPUT(p) LOAD_WEIGHT_TAIL(p, n) LOAD_INPUT_TAIL(p, n)
//     ZERO MULTIPLY_ADD(w, x, sum)
//     SUM_FOUR(a, b, c, d, float out[4])
//
// A tile is ROWS weight rows with COLUMNS input rows, one accumulator for each pair. Whatever the tile, an element's
// sum is taken lane by lane along each STRETCH of k, then over the lanes, then over the stretches: its bits do not
// depend on m or n. A stretch of four weight rows stays in the first cache while input rows go by, and BAND input
// rows of a stretch stay in the second cache while weights go by.
#include <stddef.h>
#include <stdint.h>

#define STRETCH ((size_t)2048)
#ifndef BAND
#define BAND ((size_t)96)
#endif

#define GLUE_(a, b) a##b
#define GLUE(a, b) GLUE_(a, b)
#define TILE GLUE(NAME, _tile)
#define INLINE static inline __attribute__((always_inline)) TARGET

INLINE void TILE(const int ROWS, const int COLUMNS, const WEIGHT *w, size_t ldw, size_t rows, size_t k,
                 const INPUT *x, size_t ldx, float *y, size_t ldy, const int isFirst, const WEIGHT *ahead) {
    const WEIGHT *line[8];
    VECTOR sum[8][8];
#pragma clang loop unroll(full)
    for (int r = 0; r < ROWS; r++) {
        line[r] = w + ((size_t)r < rows ? (size_t)r : rows - 1) * ldw;
#pragma clang loop unroll(full)
        for (int c = 0; c < COLUMNS; c++) sum[c][r] = ZERO;
    }
    size_t j = 0;
    for (; j + LANES <= k; j += LANES) {
        __typeof__(LOAD_WEIGHT(w)) weight[8];
#pragma clang loop unroll(full)
        for (int r = 0; r < ROWS; r++) {
            weight[r] = LOAD_WEIGHT(line[r] + j);
            if (ahead) __builtin_prefetch(ahead + j * ROWS + (size_t)r * LANES, 0, 3);
        }
#pragma clang loop unroll(full)
        for (int c = 0; c < COLUMNS; c++) {
            __typeof__(LOAD_INPUT(x)) input = LOAD_INPUT(x + (size_t)c * ldx + j);
#pragma clang loop unroll(full)
            for (int r = 0; r < ROWS; r++) sum[c][r] = MULTIPLY_ADD(weight[r], input, sum[c][r]);
        }
    }
    if (j < k) {
#pragma clang loop unroll(full)
        for (int c = 0; c < COLUMNS; c++) {
            __typeof__(LOAD_INPUT(x)) input = LOAD_INPUT_TAIL(x + (size_t)c * ldx + j, k - j);
#pragma clang loop unroll(full)
            for (int r = 0; r < ROWS; r++)
                sum[c][r] = MULTIPLY_ADD(LOAD_WEIGHT_TAIL(line[r] + j, k - j), input, sum[c][r]);
        }
    }
#pragma clang loop unroll(full)
    for (int c = 0; c < COLUMNS; c++)
#pragma clang loop unroll(full)
        for (int r = 0; r < ROWS; r += 4) {
            float out[4];
            SUM_FOUR(sum[c][r], sum[c][r + 1], sum[c][r + 2], sum[c][r + 3], out);
            for (int i = 0; i < 4 && (size_t)(r + i) < rows; i++) {
                float *to = y + (size_t)c * ldy + (size_t)(r + i);
                *to = isFirst ? out[i] : *to + out[i];
            }
        }
}

// Four weight rows with up to WIDEST input rows.
INLINE void GLUE(NAME, _few)(const WEIGHT *w, size_t ldw, size_t rows, size_t k, const INPUT *x, size_t ldx, size_t m,
                             float *y, size_t ldy, const int isFirst, const WEIGHT *ahead) {
    switch (m) {
    case 1: TILE(4, 1, w, ldw, rows, k, x, ldx, y, ldy, isFirst, ahead); break;
    case 2: TILE(4, 2, w, ldw, rows, k, x, ldx, y, ldy, isFirst, ahead); break;
    case 3: TILE(4, WIDEST < 3 ? WIDEST : 3, w, ldw, rows, k, x, ldx, y, ldy, isFirst, ahead); break;
    case 4: TILE(4, WIDEST < 4 ? WIDEST : 4, w, ldw, rows, k, x, ldx, y, ldy, isFirst, ahead); break;
    case 5: TILE(4, WIDEST < 5 ? WIDEST : 5, w, ldw, rows, k, x, ldx, y, ldy, isFirst, ahead); break;
    default: TILE(4, WIDEST, w, ldw, rows, k, x, ldx, y, ldy, isFirst, ahead);
    }
}

// Four weight rows with all input rows of a band. Meanwhile the next four weight rows are asked for: they begin on
// other pages, where no CPU looks ahead by itself.
INLINE void GLUE(NAME, _band)(const WEIGHT *w, size_t ldw, size_t rows, size_t k, const INPUT *x, size_t ldx, size_t m,
                              float *y, size_t ldy, const int isFirst, const WEIGHT *ahead) {
    for (size_t i = 0; i < m; i += WIDEST)
        GLUE(NAME, _few)(w, ldw, rows, k, x + i * ldx, ldx, m - i, y + i * ldy, ldy, isFirst, i == 0 ? ahead : 0);
}

TARGET static void NAME(const WEIGHT *w, size_t ldw, size_t n, size_t k, const INPUT *x, size_t ldx, size_t m,
                        float *y, size_t ldy) {
    if (m == 1) {
        for (size_t o = 0; o < n; o += 8)
            for (size_t j = 0; j < k || j == 0; j += STRETCH)
                TILE(8, 1, w + o * ldw + j, ldw, n - o < 8 ? n - o : 8, k - j < STRETCH ? k - j : STRETCH, x + j, ldx,
                     y + o, ldy, j == 0, w + (o + 8) * ldw + j * 8);
        return;
    }
    if (m <= 16) {
        for (size_t o = 0; o < n; o += 4)
            for (size_t j = 0; j < k || j == 0; j += STRETCH)
                GLUE(NAME, _band)(w + o * ldw + j, ldw, n - o < 4 ? n - o : 4, k - j < STRETCH ? k - j : STRETCH,
                    x + j, ldx,
                                  m, y + o, ldy, j == 0, w + (o + 4) * ldw + j * 4);
        return;
    }
    for (size_t i = 0; i < m; i += BAND)
        for (size_t j = 0; j < k || j == 0; j += STRETCH)
            for (size_t o = 0; o < n; o += 4)
                GLUE(NAME, _band)(w + o * ldw + j, ldw, n - o < 4 ? n - o : 4, k - j < STRETCH ? k - j : STRETCH,
                                  x + i * ldx + j, ldx, m - i < BAND ? m - i : BAND, y + i * ldy + o, ldy, j == 0,
                                  w + (o + 4) * ldw + j * 4);
}

#undef TILE
#undef INLINE
#undef NAME
#undef TARGET
#undef WEIGHT
#undef INPUT
#undef VECTOR
#undef LANES
#undef WIDEST
#undef LOAD_WEIGHT
#undef LOAD_INPUT
#undef LOAD_WEIGHT_TAIL
#undef LOAD_INPUT_TAIL
#undef ZERO
#undef MULTIPLY_ADD
#undef SUM_FOUR
#undef STRETCH
#undef BAND
