#include "ck_elementwise.h"
#include <math.h>

void ck_gate_plain(const float *a, const float *b, size_t n, float *y) {
    for (size_t i = 0; i < n; i++) y[i] = a[i] / (1.0f + expf(-a[i])) * b[i];
}

void ck_gate(const float *a, const float *b, size_t n, float *y) { ck_gate_plain(a, b, n, y); }
