#include "attention_blocks.h"
#include "vectors.h"
#include <string.h>

static void lay_value(const float *from, size_t h, float *to) {
    size_t width = padded_width(h), i = 0;
#if defined(__x86_64__)
    for (; i + 4 <= h; i += 4) _mm_storeu_ps(to + i, _mm_loadu_ps(from + i));
#endif
    for (; i < h; i++) to[i] = from[i];
    if (width > h) memset(to + h, 0, (width - h) * sizeof *to);
}

// Rows are apart in memory, where no CPU looks ahead by itself.
static inline void ask_for(const float *row, size_t h) {
    for (size_t i = 0; i < h; i += 16) __builtin_prefetch(row + i, 0, 3);
}

void attention_block_of_memory(const struct ck_attention *a, size_t head, size_t start, struct block *block,
    float *lines) {
    size_t h = a->h, half = h / 2, width = padded_width(h), column = a->head + head * h;
    block->start = start;
    block->count = a->memory - start < KEYS ? a->memory - start : KEYS;
    for (size_t first = 0; first < KEYS; first += 16) {
        size_t count = first >= block->count ? 0 : block->count - first < 16 ? block->count - first : 16;
        const float *row[16];
        for (size_t c = 0; c < count; c++) {
            size_t j = start + first + c;
            row[c] = a->memory_keys[j] + column;
            lay_value(a->memory_values[j] + column, h, block->values + (first + c) * width);
            if (j + AHEAD < a->memory) {
                ask_for(a->memory_keys[j + AHEAD] + column, h);
                ask_for(a->memory_values[j + AHEAD] + column, h);
            }
        }
        size_t place = (start + first) * half;
        attention_lay_keys(row, count, a->cosine + place, a->sine + place, h, block->keys + first, lines);
    }
}

void attention_block_of_text(const struct ck_attention *a, size_t head, size_t start, struct block *block,
    float *lines) {
    size_t h = a->h, width = padded_width(h), column = a->head + head * h;
    block->start = a->text_start + start;
    block->count = a->text - start < KEYS ? a->text - start : KEYS;
    for (size_t first = 0; first < KEYS; first += 16) {
        size_t count = first >= block->count ? 0 : block->count - first < 16 ? block->count - first : 16;
        const float *row[16];
        for (size_t c = 0; c < count; c++) {
            size_t place = (start + first + c) * a->ldtext + column;
            row[c] = a->text_keys + place;
            lay_value(a->text_values + place, h, block->values + (first + c) * width);
        }
        attention_lay_keys(row, count, 0, 0, h, block->keys + first, lines);
    }
}
