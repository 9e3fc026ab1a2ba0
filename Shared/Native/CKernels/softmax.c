#include "ck_gradients.h"
#include "levels.h"
#include <math.h>

static inline BODY float ck_softmax_body(float *s, size_t n, float scale) {
    ANY_ORDER
    if (n == 0) return -INFINITY;
    float most = scale * most_of(s, n), total = 0;
    for (size_t i = 0; i < n; i++) {
        float p = exp_lane(s[i] * scale - most);
        s[i] = p;
        total += p;
    }
    float share = 1.0f / total;
    for (size_t i = 0; i < n; i++) s[i] *= share;
    return most + logf(total);
}

EACH_LEVEL(float, ck_softmax, (float *s, size_t n, float scale), (s, n, scale))

static inline BODY void ck_attention_back_body(float *s, float *dp, size_t n, float scale, float lse, float d) {
    for (size_t i = 0; i < n; i++) {
        float p = exp_lane(s[i] * scale - lse);
        s[i] = p;
        dp[i] = scale * p * (dp[i] - d);
    }
}

EACH_LEVEL(void, ck_attention_back, (float *s, float *dp, size_t n, float scale, float lse, float d),
           (s, dp, n, scale, lse, d))

static inline BODY float ck_dot_body(const float *a, const float *b, size_t n) {
    ANY_ORDER
    float sum = 0;
    for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

EACH_LEVEL(float, ck_dot, (const float *a, const float *b, size_t n), (a, b, n))

static inline BODY float ck_cross_entropy_body(float *z, size_t n, size_t target, float weight, int back) {
    ANY_ORDER
    float chosen = z[target], most = most_of(z, n), total = 0;
    for (size_t i = 0; i < n; i++) {
        float p = exp_lane(z[i] - most);
        z[i] = p;
        total += p;
    }
    if (back) {
        float share = weight / total;
        for (size_t i = 0; i < n; i++) z[i] *= share;
        z[target] -= weight;
    }
    return logf(total) + most - chosen;
}

EACH_LEVEL(float, ck_cross_entropy, (float *z, size_t n, size_t target, float weight, int back),
           (z, n, target, weight, back))
