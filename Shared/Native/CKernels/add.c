#include "ck_elementwise.h"

void ck_add_scaled(const float *x, float s, size_t n, float *y) {
    for (size_t i = 0; i < n; i++) y[i] += s * x[i];
}

void ck_add(const float *a, const float *b, size_t n, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = a[i] + b[i];
}
