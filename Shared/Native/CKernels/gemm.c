#include "ck_gradients.h"
#include "levels.h"

static inline BODY void ck_gemm_body(int transposed_a, int transposed_b, size_t m, size_t n, size_t k, float alpha,
                                     const float *a, size_t lda, const float *b, size_t ldb, float beta, float *c,
                                     size_t ldc) {
    ANY_ORDER
    for (size_t i = 0; i < m; i++) {
        float *row = c + i * ldc;
        if (beta == 0) memset(row, 0, n * sizeof *row);
        else if (beta != 1)
            for (size_t j = 0; j < n; j++) row[j] *= beta;
        if (transposed_b) {
            for (size_t j = 0; j < n; j++) {
                float sum = 0;
                for (size_t l = 0; l < k; l++) sum += (transposed_a ? a[l * lda + i] : a[i * lda + l]) * b[j * ldb + l];
                row[j] += alpha * sum;
            }
        } else {
            for (size_t l = 0; l < k; l++) {
                float factor = alpha * (transposed_a ? a[l * lda + i] : a[i * lda + l]);
                for (size_t j = 0; j < n; j++) row[j] += factor * b[l * ldb + j];
            }
        }
    }
}

EACH_LEVEL(void, ck_gemm,
           (int transposed_a, int transposed_b, size_t m, size_t n, size_t k, float alpha, const float *a, size_t lda,
            const float *b, size_t ldb, float beta, float *c, size_t ldc),
           (transposed_a, transposed_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc))
