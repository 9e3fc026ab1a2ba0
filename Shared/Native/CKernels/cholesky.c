#include "ck_solve.h"
#include <math.h>

static double dot(const double *a, const double *b, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

size_t ck_cholesky(double *a, size_t n) {
    for (size_t j = 0; j < n; j++) {
        double pivot = a[j * n + j] - dot(a + j * n, a + j * n, j);
        // The negation also catches what is not a number.
        if (!(pivot > 0)) return j + 1;
        double root = sqrt(pivot);
        a[j * n + j] = root;
        for (size_t i = j + 1; i < n; i++) a[i * n + j] = (a[i * n + j] - dot(a + i * n, a + j * n, j)) / root;
    }
    return 0;
}

void ck_cholesky_solve(const double *l, size_t n, double *b, size_t m) {
    for (size_t row = 0; row < m; row++) {
        double *x = b + row * n;
        for (size_t i = 0; i < n; i++) x[i] = (x[i] - dot(l + i * n, x, i)) / l[i * n + i];
        for (size_t i = n; i-- > 0;) {
            x[i] /= l[i * n + i];
            for (size_t j = 0; j < i; j++) x[j] -= l[i * n + j] * x[i];
        }
    }
}
