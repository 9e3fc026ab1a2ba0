#include "ck_gradients.h"
#include "levels.h"

static inline BODY void ck_sigmoid_body(const float *x, size_t n, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = 1.0f / (1.0f + exp_lane(-x[i]));
}

EACH_LEVEL(void, ck_sigmoid, (const float *x, size_t n, float *y), (x, n, y))

void ck_multiply(const float *a, const float *b, size_t n, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = a[i] * b[i];
}
