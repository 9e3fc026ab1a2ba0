#include "ck_level.h"
#include "ck_stream.h"
#include "vectors.h"

static uint64_t stream_plain(const uint64_t *x, size_t n) {
    uint64_t all = 0;
    for (size_t i = 0; i < n; i++) all ^= x[i];
    return all;
}

#if defined(__x86_64__)
AVX512 static uint64_t stream_avx512(const uint64_t *x, size_t n) {
    __m512i all[4] = {_mm512_setzero_si512(), _mm512_setzero_si512(), _mm512_setzero_si512(), _mm512_setzero_si512()};
    size_t i = 0;
    for (; i + 32 <= n; i += 32)
        for (int a = 0; a < 4; a++) all[a] = _mm512_xor_si512(all[a], _mm512_loadu_si512(x + i + 8 * a));
    uint64_t lanes[8];
    _mm512_storeu_si512(lanes, _mm512_xor_si512(_mm512_xor_si512(all[0], all[1]), _mm512_xor_si512(all[2], all[3])));
    return stream_plain(lanes, 8) ^ stream_plain(x + i, n - i);
}

AVX2 static uint64_t stream_avx2(const uint64_t *x, size_t n) {
    __m256i all[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256()};
    size_t i = 0;
    for (; i + 16 <= n; i += 16)
        for (int a = 0; a < 4; a++)
            all[a] = _mm256_xor_si256(all[a], _mm256_loadu_si256((const __m256i *)(x + i + 4 * a)));
    uint64_t lanes[4];
    _mm256_storeu_si256((__m256i *)lanes,
                        _mm256_xor_si256(_mm256_xor_si256(all[0], all[1]), _mm256_xor_si256(all[2], all[3])));
    return stream_plain(lanes, 4) ^ stream_plain(x + i, n - i);
}
#endif

uint64_t ck_stream(const uint64_t *x, size_t n) {
#if defined(__x86_64__)
    if (ck_level() >= CK_AVX512) return stream_avx512(x, n);
    if (ck_level() >= CK_AVX2) return stream_avx2(x, n);
#endif
    return stream_plain(x, n);
}
