#ifndef CK_OPTIMISE_H
#define CK_OPTIMISE_H
#include <stddef.h>

// What optimisers do to n numbers at a time. Each number is its own: the order of work does not matter.

/// The constants of one AdamW update.
struct ck_adamw {
    float beta1, beta2;    // of the moving means, in 0 ..< 1
    float scale1, scale2;  // 1 / (1 - beta^t), which takes the means' start at zero back
    float epsilon;
    float rate;
    float decay;           // rate times weight decay
};

/// m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g²,
/// p -= rate scale1 m / (sqrt(scale2 v) + epsilon) + decay p        (Loshchilov and Hutter 2019, algorithm 2)
void ck_adamw(const float *g, size_t n, const struct ck_adamw *constants, float *m, float *v, float *p);
void ck_adamw_plain(const float *g, size_t n, const struct ck_adamw *constants, float *m, float *v, float *p);

/// m = momentum m + g,  y = g + momentum m with `nesterov`, else m. `y` may be neither `g` nor `m`.
void ck_momentum(const float *g, float momentum, int nesterov, size_t n, float *m, float *y);
void ck_momentum_plain(const float *g, float momentum, int nesterov, size_t n, float *m, float *y);

/// y = a x + b y.
void ck_mix(const float *x, float a, float b, size_t n, float *y);
void ck_mix_plain(const float *x, float a, float b, size_t n, float *y);

#endif
