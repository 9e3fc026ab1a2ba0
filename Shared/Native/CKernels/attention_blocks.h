// The parts of blocked attention which all its kernels share.
#ifndef ATTENTION_BLOCKS_H
#define ATTENTION_BLOCKS_H
#include "ck_attention.h"

// AHEAD: how many memory rows before its use a row is asked for.
enum { KEYS = 64, ROWS_MAX = 6, WIDTH_STEP = 64, AHEAD = 64 };

/// Up to 64 keys of one kv head: `keys` [h, 64] by column, turned; `values` [count, width]. Columns beyond are zeros.
struct block {
    float *keys;
    float *values;
    size_t start;
    size_t count;
};

/// The running softmax of query rows: greatest score, sum of weights, weighted values [rows, width].
struct rows {
    float *most;
    float *sum;
    float *values;
    size_t width;
};

static inline size_t padded_width(size_t h) { return (h + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP; }

void attention_block_of_memory(const struct ck_attention *a, size_t head, size_t start, struct block *block,
    float *lines);
void attention_block_of_text(const struct ck_attention *a, size_t head, size_t start, struct block *block,
    float *lines);

/// keys[i][c] = row[c][i] for 16 key rows of width h, the first `count` of which exist, the others being zeros;
/// turned by cosine[c] and sine[c] unless they are null. `lines` is scratch space of 4 h floats.
void attention_lay_keys(const float *const *row, size_t count, const float *cosine, const float *sine, size_t h,
                        float *keys, float *lines);

/// Feeds one block to all query rows with the level's kernel; 0 if the level has none.
typedef void (*attention_step)(const float *const *q, size_t rows, size_t h, float scale, const struct block *block,
                               const size_t *sees, struct rows *state);
attention_step attention_step_for_level(void);

#endif
