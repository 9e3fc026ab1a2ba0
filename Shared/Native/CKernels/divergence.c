#include "ck_gradients.h"
#include "levels.h"
#include <math.h>

static inline BODY float ck_divergence_body(const float *a, const float *b, size_t n, float *da, float *db) {
    ANY_ORDER
    float most_a = most_of(a, n), most_b = most_of(b, n), sum_a = 0, sum_b = 0, total = 0;
    for (size_t i = 0; i < n; i++) {
        da[i] = exp_lane(a[i] - most_a);
        db[i] = exp_lane(b[i] - most_b);
        sum_a += da[i];
        sum_b += db[i];
    }
    float shift = most_b + logf(sum_b) - most_a - logf(sum_a), share_a = 1.0f / sum_a, share_b = 1.0f / sum_b;
    for (size_t i = 0; i < n; i++) total += da[i] * share_a * (a[i] - b[i] + shift);
    for (size_t i = 0; i < n; i++) {
        float p = da[i] * share_a;
        db[i] = db[i] * share_b - p;
        da[i] = p * (a[i] - b[i] + shift - total);
    }
    return total;
}

EACH_LEVEL(float, ck_divergence, (const float *a, const float *b, size_t n, float *da, float *db), (a, b, n, da, db))
