#include "ck_gradients.h"
#include "levels.h"

static inline BODY void ck_gate_back_body(const float *a, const float *b, const float *g, size_t n, float *da,
                                          float *db) {
    for (size_t i = 0; i < n; i++) {
        float x = a[i], y = b[i], up = g[i];
        float o = 1.0f / (1.0f + exp_lane(-x));
        da[i] = up * y * o * (1.0f + x * (1.0f - o));
        db[i] = up * x * o;
    }
}

EACH_LEVEL(void, ck_gate_back, (const float *a, const float *b, const float *g, size_t n, float *da, float *db),
           (a, b, g, n, da, db))
