// Attention in blocks of keys, written once for all vector kernels. A file that includes it defines NAME, TARGET,
// VECTOR, LANES, and the words LOAD STORE SET ADD MULTIPLY MULTIPLY_ADD MOST EXP SUM_LANES MOST_LANES.
//
// For each block of 64 keys: the keys are turned and laid out by column, the values row by row, both where the first
// cache holds them; then each six query rows take their 64 scores, fold them into their running softmax and add the
// weighted values. A tile of scores or values is six rows by WIDE vectors, all in registers.
#include <stddef.h>

#define GLUE_(a, b) a##b
#define GLUE(a, b) GLUE_(a, b)
#define INLINE static inline __attribute__((always_inline)) TARGET
#define UNROLL _Pragma("clang loop unroll(full)")

// to[r][0 ..< 64] = scale Σ_i q[r][i] keys[i][0 ..< 64]
INLINE void GLUE(NAME, _scores)(const int ROWS, const float *const *q, const float *keys, size_t h, float scale,
    float *to) {
    for (size_t start = 0; start < KEYS; start += WIDE * LANES) {
        VECTOR sum[ROWS_MAX][WIDE];
        UNROLL for (int r = 0; r < ROWS; r++) UNROLL for (int v = 0; v < WIDE; v++) sum[r][v] = SET(0);
        for (size_t i = 0; i < h; i++) {
            VECTOR key[WIDE];
            UNROLL for (int v = 0; v < WIDE; v++) key[v] = LOAD(keys + i * KEYS + start + v * LANES);
            UNROLL for (int r = 0; r < ROWS; r++) {
                VECTOR query = SET(q[r][i]);
                UNROLL for (int v = 0; v < WIDE; v++) sum[r][v] = MULTIPLY_ADD(query, key[v], sum[r][v]);
            }
        }
        UNROLL for (int r = 0; r < ROWS; r++)
            UNROLL for (int v = 0; v < WIDE; v++)
                STORE(to + r * KEYS + start + v * LANES, MULTIPLY(sum[r][v], SET(scale)));
    }
}

// state[r] = shrink[r] state[r] + Σ_j weights[r][j] values[j]      `width` values a row
INLINE void GLUE(NAME, _values)(const int ROWS, const float *weights, const float *shrink, const float *values,
    size_t keys,
                                size_t width, float *state, size_t ldstate) {
    for (size_t start = 0; start < width; start += WIDE * LANES) {
        VECTOR sum[ROWS_MAX][WIDE];
        UNROLL for (int r = 0; r < ROWS; r++)
            UNROLL for (int v = 0; v < WIDE; v++)
                sum[r][v] = MULTIPLY(SET(shrink[r]), LOAD(state + (size_t)r * ldstate + start + v * LANES));
        for (size_t j = 0; j < keys; j++) {
            VECTOR value[WIDE];
            UNROLL for (int v = 0; v < WIDE; v++) value[v] = LOAD(values + j * width + start + v * LANES);
            UNROLL for (int r = 0; r < ROWS; r++) {
                VECTOR weight = SET(weights[r * KEYS + j]);
                UNROLL for (int v = 0; v < WIDE; v++) sum[r][v] = MULTIPLY_ADD(weight, value[v], sum[r][v]);
            }
        }
        UNROLL for (int r = 0; r < ROWS; r++)
            UNROLL for (int v = 0; v < WIDE; v++) STORE(state + (size_t)r * ldstate + start + v * LANES, sum[r][v]);
    }
}

// The first `seen` of a row's scores become weights, the others 0. Returns what earlier sums have to be multiplied by.
INLINE float GLUE(NAME, _softmax)(float *scores, size_t seen, float *most, float *sum) {
    if (seen == 0) {
        for (size_t j = 0; j < KEYS; j += LANES) STORE(scores + j, SET(0));
        return 1;
    }
    for (size_t j = seen; j < KEYS; j++) scores[j] = -INFINITY;
    VECTOR highest = LOAD(scores);
    for (size_t j = LANES; j < KEYS; j += LANES) highest = MOST(highest, LOAD(scores + j));
    float before = *most, now = MOST_LANES(highest);
    now = now > before ? now : before;
    VECTOR total = SET(0);
    for (size_t j = 0; j < KEYS; j += LANES) {
        VECTOR weight = EXP(ADD(LOAD(scores + j), SET(-now)));
        STORE(scores + j, weight);
        if (seen == KEYS) total = ADD(total, weight);
    }
    float added = SUM_LANES(total), shrink = now == before ? 1 : before == -INFINITY ? 0 : expf(before - now);
    if (seen < KEYS) {
        for (size_t j = seen; j < KEYS; j++) scores[j] = 0;
        for (size_t j = 0; j < seen; j++) added += scores[j];
    }
    *most = now;
    *sum = *sum * shrink + added;
    return shrink;
}

// ROWS query rows take a block of keys.
INLINE void GLUE(NAME, _rows)(const int ROWS, const float *const *q, size_t h, float scale, const struct block *block,
                              const size_t *sees, struct rows *state, size_t first) {
    float scores[ROWS_MAX * KEYS], shrink[ROWS_MAX];
    GLUE(NAME, _scores)(ROWS, q, block->keys, h, scale, scores);
    UNROLL for (int r = 0; r < ROWS; r++) {
        size_t seen = block->count;
        if (sees) {
            size_t past = sees[r] > block->start ? sees[r] - block->start : 0;
            seen = past < seen ? past : seen;
        }
        shrink[r] = GLUE(NAME, _softmax)(scores + r * KEYS, seen, state->most + first + r, state->sum + first + r);
    }
    GLUE(NAME, _values)(ROWS, scores, shrink, block->values, block->count, state->width,
                        state->values + first * state->width, state->width);
}

// All query rows take a block of keys; `sees` is null for memory.
TARGET static void NAME(const float *const *q, size_t rows, size_t h, float scale, const struct block *block,
                        const size_t *sees, struct rows *state) {
    for (size_t r = 0; r < rows;) {
        size_t left = rows - r, take = left == 8 || left == 7 ? 4 : left < ROWS_MAX ? left : ROWS_MAX;
        const size_t *own = sees ? sees + r : 0;
        switch (take) {
        case 1: GLUE(NAME, _rows)(1, q + r, h, scale, block, own, state, r); break;
        case 2: GLUE(NAME, _rows)(2, q + r, h, scale, block, own, state, r); break;
        case 3: GLUE(NAME, _rows)(3, q + r, h, scale, block, own, state, r); break;
        case 4: GLUE(NAME, _rows)(4, q + r, h, scale, block, own, state, r); break;
        case 5: GLUE(NAME, _rows)(5, q + r, h, scale, block, own, state, r); break;
        default: GLUE(NAME, _rows)(ROWS_MAX, q + r, h, scale, block, own, state, r);
        }
        r += take;
    }
}

#undef INLINE
#undef NAME
#undef TARGET
#undef VECTOR
#undef LANES
#undef WIDE
#undef LOAD
#undef STORE
#undef SET
#undef ADD
#undef MULTIPLY
#undef MULTIPLY_ADD
#undef MOST
#undef EXP
#undef SUM_LANES
#undef MOST_LANES
