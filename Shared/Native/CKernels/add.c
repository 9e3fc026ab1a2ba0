#include "ck_elementwise.h"
#include "vectors.h"

void ck_add_scaled(const float *x, float s, size_t n, float *y) {
    size_t i = 0;
#if defined(__x86_64__)
    for (; i + 4 <= n; i += 4)
        _mm_storeu_ps(y + i, _mm_add_ps(_mm_loadu_ps(y + i), _mm_mul_ps(_mm_set1_ps(s), _mm_loadu_ps(x + i))));
#endif
    for (; i < n; i++) y[i] += s * x[i];
}

void ck_add(const float *a, const float *b, size_t n, float *y) {
    size_t i = 0;
#if defined(__x86_64__)
    for (; i + 4 <= n; i += 4) _mm_storeu_ps(y + i, _mm_add_ps(_mm_loadu_ps(a + i), _mm_loadu_ps(b + i)));
#endif
    for (; i < n; i++) y[i] = a[i] + b[i];
}

void ck_scale(float *x, float s, size_t n) {
    for (size_t i = 0; i < n; i++) x[i] *= s;
}
