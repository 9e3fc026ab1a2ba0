#include "ck_attention.h"
#include "ck_elementwise.h"
#include <math.h>
#include <string.h>

size_t ck_attention_scratch(size_t rows, size_t h) { return rows * (h + 2) + h; }

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
                take(a, q[r], a->text_keys + j * a->ldtext + a->head, a->text_values + j * a->ldtext + a->head, scratch + r * width);
    for (size_t r = 0; r < rows; r++) {
        float *state = scratch + r * width, inverse = state[1] != 0 ? 1 / state[1] : 0;
        for (size_t i = 0; i < h; i++) out[r][i] = state[2 + i] * inverse;
    }
}

void ck_attention(const struct ck_attention *a, const float *const *q, float *const *out, const size_t *sees,
                  size_t rows, float *scratch) {
    ck_attention_plain(a, q, out, sees, rows, scratch);
}
