#include "attention_blocks.h"
#include "ck_elementwise.h"
#include <math.h>
#include <string.h>

size_t ck_attention_state(size_t rows, size_t h) { return rows * (padded_width(h) + 2); }

size_t ck_attention_scratch(size_t h) { return KEYS * (h + padded_width(h)) + 4 * h; }

static struct rows rows_of(float *state, size_t rows, size_t first, size_t h) {
    size_t width = padded_width(h);
    return (struct rows){state + first, state + rows + first, state + 2 * rows + first * width, width};
}

void ck_attention_start(float *state, size_t rows, size_t h) {
    for (size_t r = 0; r < rows; r++) state[r] = -INFINITY;
    memset(state + rows, 0, (ck_attention_state(rows, h) - rows) * sizeof *state);
}

// One key and value taken into a row's running softmax.
static void take(const struct ck_attention *a, const float *q, const float *key, const float *value,
    struct rows state) {
    float score = 0;
    for (size_t i = 0; i < a->h; i++) score += q[i] * key[i];
    score *= a->scale;
    if (score > *state.most) {
        float shrink = expf(*state.most - score);
        *state.most = score;
        *state.sum *= shrink;
        for (size_t i = 0; i < a->h; i++) state.values[i] *= shrink;
    }
    float weight = expf(score - *state.most);
    *state.sum += weight;
    for (size_t i = 0; i < a->h; i++) state.values[i] += weight * value[i];
}

void ck_attention_plain(const struct ck_attention *a, const float *const *q, const size_t *sees, size_t rows,
                        float *state, float *scratch) {
    size_t h = a->h, half = h / 2;
    for (size_t index = 0; index < a->heads * rows; index++) {
        size_t column = a->head + index / rows * h;
        struct rows own = rows_of(state, a->heads * rows, index, h);
        for (size_t j = 0; j < a->memory; j++) {
            ck_rotate_plain(a->memory_keys[j] + column, a->cosine + j * half, a->sine + j * half, 1, h, scratch);
            take(a, q[index], scratch, a->memory_values[j] + column, own);
        }
        for (size_t j = 0; j < a->text && a->text_start + j < sees[index % rows]; j++)
            take(a, q[index], a->text_keys + j * a->ldtext + column, a->text_values + j * a->ldtext + column, own);
    }
}

void ck_attention(const struct ck_attention *a, const float *const *q, const size_t *sees, size_t rows, float *state,
                  float *scratch) {
    attention_step step = attention_step_for_level();
    if (!step) return ck_attention_plain(a, q, sees, rows, state, scratch);
    size_t h = a->h, last = 0;
    struct block block = {.keys = scratch, .values = scratch + KEYS * h};
    float *lines = block.values + KEYS * padded_width(h);
    for (size_t r = 0; r < rows; r++) last = sees[r] > last ? sees[r] : last;
    for (size_t start = 0; start < a->memory; start += KEYS)
        for (size_t head = 0; head < a->heads; head++) {
            struct rows own = rows_of(state, a->heads * rows, head * rows, h);
            attention_block_of_memory(a, head, start, &block, lines);
            step(q + head * rows, rows, h, a->scale, &block, 0, &own);
        }
    for (size_t start = 0; start < a->text && a->text_start + start < last; start += KEYS)
        for (size_t head = 0; head < a->heads; head++) {
            struct rows own = rows_of(state, a->heads * rows, head * rows, h);
            attention_block_of_text(a, head, start, &block, lines);
            step(q + head * rows, rows, h, a->scale, &block, sees, &own);
        }
}

void ck_attention_merge(const float *from, float *into, size_t rows, size_t first, size_t end, size_t h) {
    size_t width = padded_width(h);
    for (size_t r = first; r < end; r++) {
        const float *values = from + 2 * rows + r * width;
        struct rows own = rows_of(into, rows, r, h);
        if (from[rows + r] == 0) continue;
        float most = from[r] > *own.most ? from[r] : *own.most;
        float shrink = *own.most == -INFINITY ? 0 : expf(*own.most - most), weight = expf(from[r] - most);
        *own.most = most;
        *own.sum = *own.sum * shrink + from[rows + r] * weight;
        for (size_t i = 0; i < h; i++) own.values[i] = own.values[i] * shrink + values[i] * weight;
    }
}

void ck_attention_finish(const float *state, size_t rows, size_t first, size_t end, size_t h, float *const *out) {
    size_t width = padded_width(h);
    for (size_t r = first; r < end; r++) {
        float sum = state[rows + r], inverse = sum != 0 ? 1 / sum : 0;
        const float *values = state + 2 * rows + r * width;
        for (size_t i = 0; i < h; i++) out[r][i] = values[i] * inverse;
    }
}
