#include "ck_elementwise.h"

size_t ck_argmax(const float *x, size_t n) {
    size_t best = n;
    for (size_t i = 0; i < n; i++)
        if (best == n ? x[i] == x[i] : x[i] > x[best]) best = i;
    return best;
}
