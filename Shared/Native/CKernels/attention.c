#include "attention_blocks.h"
#include "ck_elementwise.h"
#include <math.h>
#include <string.h>

size_t ck_attention_scratch(size_t rows, size_t h) {
    size_t width = padded_width(h);
    return rows * (width + 2) + KEYS * (h + width) + 4 * h;
}

// One key and value taken into the running softmax of row `r`: scratch holds maximum, sum and weighted values.
static void take(const struct ck_attention *a, const float *q, const float *key, const float *value, float *state) {
    float score = 0;
    for (size_t i = 0; i < a->h; i++) score += q[i] * key[i];
    score *= a->scale;
    if (score > state[0]) {
        float shrink = expf(state[0] - score);
        state[0] = score;
        for (size_t i = 1; i < a->h + 2; i++) state[i] *= shrink;
    }
    float weight = expf(score - state[0]);
    state[1] += weight;
    for (size_t i = 0; i < a->h; i++) state[2 + i] += weight * value[i];
}

void ck_attention_plain(const struct ck_attention *a, const float *const *q, float *const *out, const size_t *sees,
                        size_t rows, float *scratch) {
    size_t h = a->h, width = h + 2;
    float *key = scratch + rows * width;
    for (size_t r = 0; r < rows; r++) {
        memset(scratch + r * width, 0, width * sizeof(float));
        scratch[r * width] = -INFINITY;
    }
    for (size_t j = 0; j < a->memory; j++) {
        ck_rotate_plain(a->memory_keys[j] + a->head, a->cosine + j * (h / 2), a->sine + j * (h / 2), 1, h, key);
        for (size_t r = 0; r < rows; r++) take(a, q[r], key, a->memory_values[j] + a->head, scratch + r * width);
    }
    for (size_t j = 0; j < a->text; j++)
        for (size_t r = 0; r < rows; r++)
            if (j < sees[r])
                take(a, q[r], a->text_keys + j * a->ldtext + a->head, a->text_values + j * a->ldtext + a->head,
                     scratch + r * width);
    for (size_t r = 0; r < rows; r++) {
        float *state = scratch + r * width, inverse = state[1] != 0 ? 1 / state[1] : 0;
        for (size_t i = 0; i < h; i++) out[r][i] = state[2 + i] * inverse;
    }
}

void ck_attention(const struct ck_attention *a, const float *const *q, float *const *out, const size_t *sees,
                  size_t rows, float *scratch) {
    attention_step step = attention_step_for_level();
    if (!step) return ck_attention_plain(a, q, out, sees, rows, scratch);
    size_t h = a->h, width = padded_width(h), last = 0;
    struct rows state = {scratch, scratch + rows, scratch + 2 * rows, width};
    struct block block = {.keys = state.values + rows * width};
    block.values = block.keys + KEYS * h;
    float *lines = block.values + KEYS * width;
    memset(scratch, 0, rows * (width + 2) * sizeof *scratch);
    for (size_t r = 0; r < rows; r++) {
        state.most[r] = -INFINITY;
        last = sees[r] > last ? sees[r] : last;
    }
    for (size_t start = 0; start < a->memory; start += KEYS) {
        attention_block_of_memory(a, start, &block, lines);
        step(q, rows, h, a->scale, &block, 0, &state);
    }
    for (size_t start = 0; start < a->text && start < last; start += KEYS) {
        attention_block_of_text(a, start, &block);
        step(q, rows, h, a->scale, &block, sees, &state);
    }
    for (size_t r = 0; r < rows; r++) {
        float inverse = state.sum[r] != 0 ? 1 / state.sum[r] : 0;
        for (size_t i = 0; i < h; i++) out[r][i] = state.values[r * width + i] * inverse;
    }
}
