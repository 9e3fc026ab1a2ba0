#ifndef CK_ELEMENTWISE_H
#define CK_ELEMENTWISE_H
#include <stddef.h>

/// y = w ⊙ x / sqrt(mean(x²) + epsilon) for one row of n values (Zhang and Sennrich 2019). The mean is taken in f64.
/// `y` may be `x`.
void ck_rmsnorm(const float *x, const float *w, float epsilon, size_t n, float *y);
void ck_rmsnorm_plain(const float *x, const float *w, float epsilon, size_t n, float *y);

/// y = w ⊙ (x - mean(x)) / sqrt(mean((x - mean(x))²) + epsilon) + b for one row of n values (Ba et al. 2016, eq. 4).
/// The means are taken in f64. `y` may be `x`.
void ck_layernorm(const float *x, const float *w, const float *b, float epsilon, size_t n, float *y);
void ck_layernorm_plain(const float *x, const float *w, const float *b, float epsilon, size_t n, float *y);

/// y = x/2 (1 + tanh(sqrt(2/π) (x + 0.044715 x³))), the approximation that GPT-2 computes (Hendrycks and Gimpel 2016,
/// section 2). `y` may be `x`.
void ck_gelu(const float *x, size_t n, float *y);
void ck_gelu_plain(const float *x, size_t n, float *y);

/// y = silu(a) ⊙ b,  silu(a) = a / (1 + e^-a) (Shazeer 2020). `y` may be `a` or `b`.
/// The vector versions' exponential is within 2 units in the last place of the true one.
void ck_gate(const float *a, const float *b, size_t n, float *y);
void ck_gate_plain(const float *a, const float *b, size_t n, float *y);

/// y[i] += s x[i].
void ck_add_scaled(const float *x, float s, size_t n, float *y);

/// x[i] = s x[i].
void ck_scale(float *x, float s, size_t n);

/// y[i] = a[i] + b[i]. `y` may be `a` or `b`.
void ck_add(const float *a, const float *b, size_t n, float *y);

/// Rotary position in split-half form (Su et al. 2021, eq. 34; dimension i is paired with i + h/2) of one row of
/// `heads` heads of width h:
///     y[i]       = x[i] cos[i] - x[i + h/2] sin[i]
///     y[i + h/2] = x[i + h/2] cos[i] + x[i] sin[i]        i < h/2
/// `y` may be `x`.
void ck_rotate(const float *x, const float *cosine, const float *sine, size_t heads, size_t h, float *y);
void ck_rotate_plain(const float *x, const float *cosine, const float *sine, size_t heads, size_t h, float *y);

/// y[i] = e^{x[i] - shift}; returns Σ y. `y` may be `x`.
float ck_exp_sum(const float *x, float shift, size_t n, float *y);
float ck_exp_sum_plain(const float *x, float shift, size_t n, float *y);

/// The index of the largest value, the first of equals; a value that is not a number never wins. n if there is none.
size_t ck_argmax(const float *x, size_t n);

#endif
