#ifndef CK_ATTENTION_H
#define CK_ATTENTION_H
#include <stddef.h>
#include <stdint.h>

/// Keys and values of neighbouring kv heads, found row by row; either kind may be empty.
struct ck_attention {
    size_t h;                            // width of a head; even
    size_t head;                         // column at which the first kv head begins in key and value rows
    size_t heads;                        // kv heads
    const float *const *memory_keys;     // [memory] addresses of un-rotated key rows, oldest first
    const float *const *memory_values;   // [memory] addresses of value rows
    size_t memory;
    const float *cosine;                 // [memory, h/2] of the memory rows' positions
    const float *sine;
    const float *text_keys;              // [text, ldtext] rotated
    const float *text_values;
    size_t ldtext;
    size_t text;
    size_t text_start;                   // the sequence's number of the first text row given here
    float scale;                         // usually 1/sqrt(h)
};

/// The running softmax of `rows` query rows: greatest score, sum of weights, weighted values, one after another; so
/// many floats. Attention to parts of the keys may be computed apart and merged.
size_t ck_attention_state(size_t rows, size_t h);

/// Floats of scratch space that ck_attention needs.
size_t ck_attention_scratch(size_t h);

/// A state that has seen nothing.
void ck_attention_start(float *state, size_t rows, size_t h);

/// Adds to the running softmax of heads x rows query rows all memory rows and the text rows before sees[r]:
///     score_j = scale q[r]·k[j],  most = max score_j,  sum = Σ e^(score_j - most),  values = Σ e^(score_j - most) v[j]
/// keys taken in blocks in their order (Dao et al. 2022, algorithm 1).
/// `q` holds the addresses of query rows (rotated, h values), those of one kv head after those of another; sees[r]
/// holds for row r of every head. `state` is of heads x rows rows.
void ck_attention(const struct ck_attention *a, const float *const *q, const size_t *sees, size_t rows, float *state,
                  float *scratch);
void ck_attention_plain(const struct ck_attention *a, const float *const *q, const size_t *sees, size_t rows,
                        float *state, float *scratch);

/// Adds rows `first` ..< `end` of state `from` to those of `into`, both of `rows` rows.
void ck_attention_merge(const float *from, float *into, size_t rows, size_t first, size_t end, size_t h);

/// out[r] = values / sum = Σ_j softmax_j(scale q[r]·k[j]) v[j]           Vaswani et al. 2017, eq. 1
/// for rows `first` ..< `end` of a state of `rows`; zeros for a row that saw nothing. `out[r]` may be the row's query.
void ck_attention_finish(const float *state, size_t rows, size_t first, size_t end, size_t h, float *const *out);

#endif
