#include "attention_blocks.h"
#include "ck_elementwise.h"
#include "ck_level.h"
#include "vectors.h"

// keys[i][c] = row[c][i] for four rows, the first `count` of which exist; the others give zeros.
static void lay_four(const float *const *row, size_t count, size_t h, float *keys) {
    size_t i = 0;
#if defined(__x86_64__)
    for (; count == 4 && i + 4 <= h; i += 4) {
        __m128 a = _mm_loadu_ps(row[0] + i), b = _mm_loadu_ps(row[1] + i);
        __m128 c = _mm_loadu_ps(row[2] + i), d = _mm_loadu_ps(row[3] + i);
        _MM_TRANSPOSE4_PS(a, b, c, d);
        _mm_storeu_ps(keys + i * KEYS, a);
        _mm_storeu_ps(keys + (i + 1) * KEYS, b);
        _mm_storeu_ps(keys + (i + 2) * KEYS, c);
        _mm_storeu_ps(keys + (i + 3) * KEYS, d);
    }
#endif
    for (; i < h; i++)
        for (size_t c = 0; c < 4; c++) keys[i * KEYS + c] = c < count ? row[c][i] : 0;
}

#if defined(__x86_64__)
#define UNROLL _Pragma("clang loop unroll(full)")

// to[i] = lane i of each of 16 vectors.
AVX512 WORD void lay_square(__m512 *r, float *to) {
    __m512 t[16];
    UNROLL for (int i = 0; i < 16; i += 2) {
        t[i] = _mm512_unpacklo_ps(r[i], r[i + 1]);
        t[i + 1] = _mm512_unpackhi_ps(r[i], r[i + 1]);
    }
    UNROLL for (int i = 0; i < 16; i += 4) {
        __m512d a = _mm512_castps_pd(t[i]), b = _mm512_castps_pd(t[i + 1]);
        __m512d c = _mm512_castps_pd(t[i + 2]), d = _mm512_castps_pd(t[i + 3]);
        r[i] = _mm512_castpd_ps(_mm512_unpacklo_pd(a, c));
        r[i + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(a, c));
        r[i + 2] = _mm512_castpd_ps(_mm512_unpacklo_pd(b, d));
        r[i + 3] = _mm512_castpd_ps(_mm512_unpackhi_pd(b, d));
    }
    // Now lane group g of r[4 q + j] holds column 4 g + j of rows 4 q ... 4 q + 3.
    UNROLL for (int j = 0; j < 4; j++) {
        __m512 low = _mm512_shuffle_f32x4(r[j], r[4 + j], 0x44), high = _mm512_shuffle_f32x4(r[j], r[4 + j], 0xee);
        __m512 low2 = _mm512_shuffle_f32x4(r[8 + j], r[12 + j], 0x44);
        __m512 high2 = _mm512_shuffle_f32x4(r[8 + j], r[12 + j], 0xee);
        _mm512_storeu_ps(to + j * KEYS, _mm512_shuffle_f32x4(low, low2, 0x88));
        _mm512_storeu_ps(to + (4 + j) * KEYS, _mm512_shuffle_f32x4(low, low2, 0xdd));
        _mm512_storeu_ps(to + (8 + j) * KEYS, _mm512_shuffle_f32x4(high, high2, 0x88));
        _mm512_storeu_ps(to + (12 + j) * KEYS, _mm512_shuffle_f32x4(high, high2, 0xdd));
    }
}

AVX512 static void lay_turned_avx512(const float *const *row, const float *cosine, const float *sine, size_t h,
    float *keys) {
    size_t half = h / 2;
    for (size_t i = 0; i < half; i += 16) {
        __m512 r[16];
        UNROLL for (int c = 0; c < 16; c++)
            r[c] = _mm512_fnmadd_ps(_mm512_loadu_ps(row[c] + i + half), _mm512_loadu_ps(sine + (size_t)c * half + i),
                                    _mm512_mul_ps(_mm512_loadu_ps(row[c] + i),
                                        _mm512_loadu_ps(cosine + (size_t)c * half + i)));
        lay_square(r, keys + i * KEYS);
        UNROLL for (int c = 0; c < 16; c++)
            r[c] = _mm512_fmadd_ps(_mm512_loadu_ps(row[c] + i), _mm512_loadu_ps(sine + (size_t)c * half + i),
                                   _mm512_mul_ps(_mm512_loadu_ps(row[c] + i + half),
                                                 _mm512_loadu_ps(cosine + (size_t)c * half + i)));
        lay_square(r, keys + (i + half) * KEYS);
    }
}

AVX512 static void lay_plainly_avx512(const float *const *row, size_t h, float *keys) {
    for (size_t i = 0; i < h; i += 16) {
        __m512 r[16];
        UNROLL for (int c = 0; c < 16; c++) r[c] = _mm512_loadu_ps(row[c] + i);
        lay_square(r, keys + i * KEYS);
    }
}
#endif

void attention_lay_keys(const float *const *row, size_t count, const float *cosine, const float *sine, size_t h,
                        float *keys, float *lines) {
#if defined(__x86_64__)
    if (count == 16 && h % 32 == 0 && ck_level() >= CK_AVX512) {
        if (cosine) lay_turned_avx512(row, cosine, sine, h, keys); else lay_plainly_avx512(row, h, keys);
        return;
    }
#endif
    for (size_t first = 0; first < 16; first += 4) {
        size_t some = first >= count ? 0 : count - first < 4 ? count - first : 4;
        const float *from[4] = {0};
        for (size_t c = 0; c < some; c++) {
            from[c] = row[first + c];
            if (!cosine) continue;
            ck_rotate(row[first + c], cosine + (first + c) * (h / 2), sine + (first + c) * (h / 2), 1, h,
                lines + c * h);
            from[c] = lines + c * h;
        }
        lay_four(from, some, h, keys + first);
    }
}
