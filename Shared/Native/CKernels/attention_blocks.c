#include "attention_blocks.h"
#include "ck_elementwise.h"
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// keys[i][column + c] = row[c][i] for four rows; those from `count` on are zeros.
static void lay_four(const float *const *row, size_t count, size_t h, float *keys) {
    size_t i = 0;
#if defined(__x86_64__)
    for (; count == 4 && i + 4 <= h; i += 4) {
        __m128 a = _mm_loadu_ps(row[0] + i), b = _mm_loadu_ps(row[1] + i);
        __m128 c = _mm_loadu_ps(row[2] + i), d = _mm_loadu_ps(row[3] + i);
        _MM_TRANSPOSE4_PS(a, b, c, d);
        _mm_storeu_ps(keys + i * KEYS, a);
        _mm_storeu_ps(keys + (i + 1) * KEYS, b);
        _mm_storeu_ps(keys + (i + 2) * KEYS, c);
        _mm_storeu_ps(keys + (i + 3) * KEYS, d);
    }
#endif
    for (; i < h; i++)
        for (size_t c = 0; c < 4; c++) keys[i * KEYS + c] = c < count ? row[c][i] : 0;
}

static void lay_value(const float *from, size_t h, float *to) {
    size_t width = padded_width(h);
    memcpy(to, from, h * sizeof *to);
    if (width > h) memset(to + h, 0, (width - h) * sizeof *to);
}

// Rows are apart in memory, where no CPU looks ahead by itself.
static void ask_for(const float *row, size_t h) {
    for (size_t i = 0; i < h; i += 16) __builtin_prefetch(row + i, 0, 3);
}

void attention_block_of_memory(const struct ck_attention *a, size_t start, struct block *block, float *lines) {
    size_t h = a->h, half = h / 2, width = padded_width(h);
    block->start = start;
    block->count = a->memory - start < KEYS ? a->memory - start : KEYS;
    for (size_t first = 0; first < KEYS; first += 4) {
        size_t count = first >= block->count ? 0 : block->count - first < 4 ? block->count - first : 4;
        const float *row[4] = {lines, lines + h, lines + 2 * h, lines + 3 * h};
        for (size_t c = 0; c < count; c++) {
            size_t j = start + first + c;
            if (j + 24 < a->memory) {
                ask_for(a->memory_keys[j + 24] + a->head, h);
                ask_for(a->memory_values[j + 24] + a->head, h);
            }
            ck_rotate(a->memory_keys[j] + a->head, a->cosine + j * half, a->sine + j * half, 1, h, lines + c * h);
            lay_value(a->memory_values[j] + a->head, h, block->values + (first + c) * width);
        }
        lay_four(row, count, h, block->keys + first);
    }
}

void attention_block_of_text(const struct ck_attention *a, size_t start, struct block *block) {
    size_t h = a->h, width = padded_width(h);
    block->start = start;
    block->count = a->text - start < KEYS ? a->text - start : KEYS;
    for (size_t first = 0; first < KEYS; first += 4) {
        size_t count = first >= block->count ? 0 : block->count - first < 4 ? block->count - first : 4;
        const float *row[4] = {0};
        for (size_t c = 0; c < count; c++) {
            size_t place = (start + first + c) * a->ldtext + a->head;
            row[c] = a->text_keys + place;
            lay_value(a->text_values + place, h, block->values + (first + c) * width);
        }
        lay_four(row, count, h, block->keys + first);
    }
}
