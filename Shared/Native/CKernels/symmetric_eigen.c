#include "ck_solve.h"
#include <math.h>
#include <string.h>

enum { SWEEPS_MAX = 60 };

// Turns rows p and q of x, `count` numbers `step` apart.
static void turn(double *p, double *q, size_t count, size_t step, double c, double s) {
    for (size_t i = 0; i < count; i++) {
        double a = p[i * step], b = q[i * step];
        p[i * step] = c * a - s * b;
        q[i * step] = s * a + c * b;
    }
}

static double off_diagonal(const double *a, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) sum += a[i * n + j] * a[i * n + j];
    return sum;
}

void ck_symmetric_eigen(double *a, size_t n, double *values, double *vectors) {
    double size = 0;
    memset(vectors, 0, n * n * sizeof *vectors);
    for (size_t i = 0; i < n; i++) vectors[i * n + i] = 1;
    for (size_t i = 0; i < n * n; i++) size += a[i] * a[i];
    for (int sweep = 0; sweep < SWEEPS_MAX && off_diagonal(a, n) > 1e-32 * size; sweep++) {
        for (size_t p = 0; p + 1 < n; p++) {
            for (size_t q = p + 1; q < n; q++) {
                double x = a[p * n + q];
                if (x == 0) continue;
                double theta = (a[q * n + q] - a[p * n + p]) / (2 * x);
                double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1));
                double c = 1 / sqrt(t * t + 1), s = t * c;
                turn(a + p * n, a + q * n, n, 1, c, s);
                turn(a + p, a + q, n, n, c, s);
                turn(vectors + p * n, vectors + q * n, n, 1, c, s);
            }
        }
    }
    for (size_t i = 0; i < n; i++) values[i] = a[i * n + i];
}
