#include "ck_optimise.h"
#include "levels.h"
#include <math.h>

static inline BODY void ck_adamw_body(const float *g, size_t n, const struct ck_adamw *c, float *m, float *v,
                                      float *p) {
    float keep1 = 1 - c->beta1, keep2 = 1 - c->beta2;
    for (size_t i = 0; i < n; i++) {
        float mean = c->beta1 * m[i] + keep1 * g[i];
        float square = c->beta2 * v[i] + keep2 * g[i] * g[i];
        m[i] = mean;
        v[i] = square;
        float step = c->rate * c->scale1 * mean / (sqrtf(c->scale2 * square) + c->epsilon);
        p[i] -= step + c->decay * p[i];
    }
}

static inline BODY void ck_momentum_body(const float *g, float momentum, int nesterov, size_t n, float *m, float *y) {
    for (size_t i = 0; i < n; i++) {
        float sum = momentum * m[i] + g[i];
        m[i] = sum;
        y[i] = nesterov ? g[i] + momentum * sum : sum;
    }
}

static inline BODY void ck_mix_body(const float *x, float a, float b, size_t n, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = a * x[i] + b * y[i];
}

EACH_LEVEL(void, ck_adamw,
           (const float *g, size_t n, const struct ck_adamw *constants, float *m, float *v, float *p),
           (g, n, constants, m, v, p))
EACH_LEVEL(void, ck_momentum, (const float *g, float momentum, int nesterov, size_t n, float *m, float *y),
           (g, momentum, nesterov, n, m, y))
EACH_LEVEL(void, ck_mix, (const float *x, float a, float b, size_t n, float *y), (x, a, b, n, y))
