#include "ck_gradients.h"
#include "levels.h"
#include <math.h>

static inline BODY void ck_layernorm_back_body(const float *x, const float *w, const float *g, float epsilon, size_t n,
                                               int add, float *dx, float *dw) {
    ANY_ORDER
    float total = 0, squares = 0, plain = 0, product = 0;
    for (size_t i = 0; i < n; i++) total += x[i];
    float mean = total / (float)n;
    for (size_t i = 0; i < n; i++) squares += (x[i] - mean) * (x[i] - mean);
    float s = 1.0f / sqrtf(squares / (float)n + epsilon);
    for (size_t i = 0; i < n; i++) {
        plain += w[i] * g[i];
        product += w[i] * g[i] * (x[i] - mean);
    }
    float shift = s * plain / (float)n, pull = s * s * s * product / (float)n;
    if (dx && add)
        for (size_t i = 0; i < n; i++) dx[i] += s * w[i] * g[i] - shift - pull * (x[i] - mean);
    else if (dx)
        for (size_t i = 0; i < n; i++) dx[i] = s * w[i] * g[i] - shift - pull * (x[i] - mean);
    if (dw)
        for (size_t i = 0; i < n; i++) dw[i] += g[i] * s * (x[i] - mean);
}

EACH_LEVEL(void, ck_layernorm_back,
           (const float *x, const float *w, const float *g, float epsilon, size_t n, int add, float *dx, float *dw),
           (x, w, g, epsilon, n, add, dx, dw))
