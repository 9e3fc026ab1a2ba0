#include "ck_gradients.h"
#include "levels.h"
#include <math.h>

static inline BODY void ck_gelu_back_body(const float *x, const float *g, size_t n, float *dx) {
    const float slope = 0.7978845608f, cubic = 0.044715f;
    for (size_t i = 0; i < n; i++) {
        float a = x[i], inner = slope * (a + cubic * a * a * a);
        // (1 + tanh u) / 2 = 1 / (1 + e^-2u)
        float o = 1.0f / (1.0f + exp_lane(-2.0f * inner));
        dx[i] = g[i] * (o + 2.0f * a * o * (1.0f - o) * slope * (1.0f + 3.0f * cubic * a * a));
    }
}

EACH_LEVEL(void, ck_gelu_back, (const float *x, const float *g, size_t n, float *dx), (x, g, n, dx))

void ck_gelu_exact(const float *x, size_t n, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = 0.5f * x[i] * (1.0f + erff(x[i] * 0.70710678f));
}

void ck_gelu_exact_back(const float *x, const float *g, size_t n, float *dx) {
    for (size_t i = 0; i < n; i++) {
        float below = 0.5f * (1.0f + erff(x[i] * 0.70710678f)), density = 0.39894228f * expf(-0.5f * x[i] * x[i]);
        dx[i] = g[i] * (below + x[i] * density);
    }
}
