#include "ck_solve.h"
#include <string.h>

void ck_gemm64(int transposed_a, int transposed_b, size_t m, size_t n, size_t k, const double *a, size_t lda,
               const double *b, size_t ldb, double *c, size_t ldc) {
    for (size_t i = 0; i < m; i++) {
        double *row = c + i * ldc;
        memset(row, 0, n * sizeof *row);
        for (size_t l = 0; l < k; l++) {
            double factor = transposed_a ? a[l * lda + i] : a[i * lda + l];
            if (transposed_b)
                for (size_t j = 0; j < n; j++) row[j] += factor * b[j * ldb + l];
            else
                for (size_t j = 0; j < n; j++) row[j] += factor * b[l * ldb + j];
        }
    }
}
