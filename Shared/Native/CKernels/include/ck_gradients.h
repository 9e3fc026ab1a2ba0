#ifndef CK_GRADIENTS_H
#define CK_GRADIENTS_H
#include <stddef.h>
#include <stdint.h>

// The backward sides of what a decoder is made of. `g` is the gradient of what the forward side gave, y. A result named
// `d…` is written, or added to where `add` is not 0; null where it is not wanted.

/// C = alpha op(A) op(B) + beta C in f32, with op(X) the transpose of X where its flag is not 0; C [m, n],
/// op(A) [m, k]. The plain product for machines without a library of better ones. With beta = 0 C may hold anything.
void ck_gemm(int transposed_a, int transposed_b, size_t m, size_t n, size_t k, float alpha, const float *a, size_t lda,
             const float *b, size_t ldb, float beta, float *c, size_t ldc);
void ck_gemm_plain(int transposed_a, int transposed_b, size_t m, size_t n, size_t k, float alpha, const float *a,
                   size_t lda, const float *b, size_t ldb, float beta, float *c, size_t ldc);

/// One row of ck_rmsnorm, with s = 1 / sqrt(mean(x²) + epsilon):
///     dx_j (+)= s w_j g_j - s³ x_j / n Σ_i g_i w_i x_i,    dw_j += g_j s x_j
void ck_rmsnorm_back(const float *x, const float *w, const float *g, float epsilon, size_t n, int add, float *dx,
                     float *dw);
void ck_rmsnorm_back_plain(const float *x, const float *w, const float *g, float epsilon, size_t n, int add, float *dx,
                           float *dw);

/// ck_gate, with o = 1 / (1 + e^-a):
///     da = g b o (1 + a (1 - o)),    db = g a o
void ck_gate_back(const float *a, const float *b, const float *g, size_t n, float *da, float *db);
void ck_gate_back_plain(const float *a, const float *b, const float *g, size_t n, float *da, float *db);

/// ck_rotate turned the other way, which is its transpose.
void ck_rotate_back(const float *x, const float *cosine, const float *sine, size_t heads, size_t h, float *y);
void ck_rotate_back_plain(const float *x, const float *cosine, const float *sine, size_t heads, size_t h, float *y);

/// A row of scores becomes weights: s_j = softmax_j(scale s), scale > 0; returns ln Σ e^(scale s_j). Minus infinity for
/// n = 0.
float ck_softmax(float *s, size_t n, float scale);
float ck_softmax_plain(float *s, size_t n, float scale);

/// The backward side of a row of attention: given scores s and dp_j = g·v_j, the row's log-sum-exp and
/// D = Σ_j p_j dp_j = g·out (Dao et al. 2022, appendix B.4),
///     p_j = e^(scale s_j - lse) into s,    scale p_j (dp_j - D) into dp
void ck_attention_back(float *s, float *dp, size_t n, float scale, float lse, float d);
void ck_attention_back_plain(float *s, float *dp, size_t n, float scale, float lse, float d);

/// Σ a_i b_i.
float ck_dot(const float *a, const float *b, size_t n);
float ck_dot_plain(const float *a, const float *b, size_t n);

/// Cross-entropy of one row of n logits: returns ln Σ e^z - z_target. If `back` is not 0, z becomes
/// weight (softmax(z) - onehot(target)); it is overwritten in any case.
float ck_cross_entropy(float *z, size_t n, size_t target, float weight, int back);
float ck_cross_entropy_plain(float *z, size_t n, size_t target, float weight, int back);

/// One row of a layer norm y = w (x - mean) s + b, s = 1 / sqrt(variance + epsilon), with c = (x - mean) s:
///     dx_j (+)= s (w_j g_j - mean(w g) - c_j mean(w g c)),    dw_j += g_j c_j
/// (Ba et al. 2016; db is g).
void ck_layernorm_back(const float *x, const float *w, const float *g, float epsilon, size_t n, int add, float *dx,
                       float *dw);
void ck_layernorm_back_plain(const float *x, const float *w, const float *g, float epsilon, size_t n, int add,
                             float *dx, float *dw);

/// dx = g f'(x) of f(x) = x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x³))).       Hendrycks and Gimpel 2016, section 2
void ck_gelu_back(const float *x, const float *g, size_t n, float *dx);
void ck_gelu_back_plain(const float *x, const float *g, size_t n, float *dx);

/// y = x/2 (1 + erf(x / sqrt 2)), and dx = g y'(x).                           Hendrycks and Gimpel 2016, section 2
void ck_gelu_exact(const float *x, size_t n, float *y);
void ck_gelu_exact_back(const float *x, const float *g, size_t n, float *dx);

/// y = 1 / (1 + e^-x).
void ck_sigmoid(const float *x, size_t n, float *y);
void ck_sigmoid_plain(const float *x, size_t n, float *y);

/// y[i] = a[i] b[i].
void ck_multiply(const float *a, const float *b, size_t n, float *y);

/// KL(p | q) = Σ p_j (ln p_j - ln q_j) of p = softmax(a), q = softmax(b), and its gradients:
///     da_j = p_j (ln p_j - ln q_j - KL),    db_j = q_j - p_j
float ck_divergence(const float *a, const float *b, size_t n, float *da, float *db);
float ck_divergence_plain(const float *a, const float *b, size_t n, float *da, float *db);

#endif
