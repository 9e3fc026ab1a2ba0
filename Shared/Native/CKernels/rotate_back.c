#include "ck_gradients.h"
#include "levels.h"

static inline BODY void ck_rotate_back_body(const float *x, const float *cosine, const float *sine, size_t heads,
                                            size_t h, float *y) {
    size_t half = h / 2;
    for (size_t head = 0; head < heads; head++, x += h, y += h)
        for (size_t i = 0; i < half; i++) {
            float low = x[i], high = x[i + half];
            y[i] = low * cosine[i] + high * sine[i];
            y[i + half] = high * cosine[i] - low * sine[i];
        }
}

EACH_LEVEL(void, ck_rotate_back,
           (const float *x, const float *cosine, const float *sine, size_t heads, size_t h, float *y),
           (x, cosine, sine, heads, h, y))
