#ifndef CK_ATTENTION_H
#define CK_ATTENTION_H
#include <stddef.h>
#include <stdint.h>

/// Keys and values of one kv head, found row by row; either kind of segment may be empty.
struct ck_attention {
    size_t h;                        // width of a head; even
    size_t head;                     // first column of this kv head in a key or value row
    const float *const *memory_keys;     // [memory] addresses of un-rotated key rows, oldest first
    const float *const *memory_values;   // [memory] addresses of value rows
    size_t memory;
    const float *cosine;             // [memory, h/2] of the memory rows' positions
    const float *sine;
    const float *text_keys;          // [text, ldtext] rotated
    const float *text_values;
    size_t ldtext;
    size_t text;
    float scale;                     // usually 1/sqrt(h)
};

/// Floats of scratch space one call needs for `rows` query rows.
size_t ck_attention_scratch(size_t rows, size_t h);

/// Attention of `rows` query rows (already rotated) over all memory rows and the first sees[r] text rows:
///     out[r] = Σ_j softmax_j(scale q[r]·k[j]) v[j]                  Vaswani et al. 2017, eq. 1
/// with a running maximum, keys taken in blocks in their order (Dao et al. 2022, algorithm 1).
/// `q` and `out` are arrays of row addresses, each row of h values; `out[r]` may be `q[r]`.
/// A row that sees nothing gives zeros.
void ck_attention(const struct ck_attention *a, const float *const *q, float *const *out, const size_t *sees,
                  size_t rows, float *scratch);
void ck_attention_plain(const struct ck_attention *a, const float *const *q, float *const *out, const size_t *sees,
                        size_t rows, float *scratch);

#endif
