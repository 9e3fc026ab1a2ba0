#include "attention_blocks.h"
#include "ck_level.h"
#include "vectors.h"
#include <math.h>

#if defined(__x86_64__)
#define NAME step_avx2
#define TARGET AVX2
#define VECTOR __m256
#define LANES 8
#define WIDE 2
#define LOAD(p) _mm256_loadu_ps(p)
#define STORE(p, x) _mm256_storeu_ps(p, x)
#define SET(x) _mm256_set1_ps(x)
#define ADD(a, b) _mm256_add_ps(a, b)
#define MULTIPLY(a, b) _mm256_mul_ps(a, b)
#define MULTIPLY_ADD(a, b, c) _mm256_fmadd_ps(a, b, c)
#define MOST(a, b) _mm256_max_ps(a, b)
#define EXP(x) exp_256(x)
#define SUM_LANES(x) sum_256(x)
#define MOST_LANES(x) most_256(x)
#include "attention_template.h"

#define NAME step_avx512
#define TARGET AVX512
#define VECTOR __m512
#define LANES 16
#define WIDE 4
#define LOAD(p) _mm512_loadu_ps(p)
#define STORE(p, x) _mm512_storeu_ps(p, x)
#define SET(x) _mm512_set1_ps(x)
#define ADD(a, b) _mm512_add_ps(a, b)
#define MULTIPLY(a, b) _mm512_mul_ps(a, b)
#define MULTIPLY_ADD(a, b, c) _mm512_fmadd_ps(a, b, c)
#define MOST(a, b) _mm512_max_ps(a, b)
#define EXP(x) exp_512(x)
#define SUM_LANES(x) _mm512_reduce_add_ps(x)
#define MOST_LANES(x) _mm512_reduce_max_ps(x)
#include "attention_template.h"
#endif

attention_step attention_step_for_level(void) {
    switch (ck_level()) {
#if defined(__x86_64__)
    case CK_BF16:
    case CK_VNNI:
    case CK_AVX512: return step_avx512;
    case CK_AVX2: return step_avx2;
#endif
    default: return 0;
    }
}
