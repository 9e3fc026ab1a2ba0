#include "ck_gradients.h"
#include "levels.h"
#include <math.h>

static inline BODY void ck_rmsnorm_back_body(const float *x, const float *w, const float *g, float epsilon, size_t n,
                                             int add, float *dx, float *dw) {
    ANY_ORDER
    float squares = 0, product = 0;
    for (size_t i = 0; i < n; i++) {
        squares += x[i] * x[i];
        product += g[i] * w[i] * x[i];
    }
    float s = 1.0f / sqrtf(squares / (float)n + epsilon), pull = s * s * s * product / (float)n;
    if (dx && add)
        for (size_t i = 0; i < n; i++) dx[i] += s * w[i] * g[i] - pull * x[i];
    else if (dx)
        for (size_t i = 0; i < n; i++) dx[i] = s * w[i] * g[i] - pull * x[i];
    if (dw)
        for (size_t i = 0; i < n; i++) dw[i] += g[i] * s * x[i];
}

EACH_LEVEL(void, ck_rmsnorm_back,
           (const float *x, const float *w, const float *g, float epsilon, size_t n, int add, float *dx, float *dw),
           (x, w, g, epsilon, n, add, dx, dw))
