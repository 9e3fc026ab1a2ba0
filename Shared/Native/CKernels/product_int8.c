#include "ck_convert.h"
#include "ck_level.h"
#include "ck_product.h"
#include "vectors.h"
#include "words.h"

void ck_product_int8_plain(const uint8_t *w, const uint16_t *wscale, size_t n, size_t k,
                           const int8_t *x, const float *xscale, const int32_t *xoffset, size_t m, float *y,
                           size_t ldy) {
    size_t blocks = ck_blocks(k);
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; i < m; i++) {
            float sum = 0;
            for (size_t b = 0; b < blocks; b++) {
                size_t tile = o / CK_TILE * blocks + b;
                const uint8_t *wb = w + tile * 1024 + o % CK_TILE * 4;
                const int8_t *xb = x + (i * blocks + b) * CK_BLOCK;
                int32_t whole = xoffset[i * blocks + b];
                for (size_t j = 0; j < CK_BLOCK; j++) whole += (int32_t)wb[j / 4 * 64 + j % 4] * xb[j];
                sum += (float)whole * widen_bf16(wscale[tile * CK_TILE + o % CK_TILE]) * xscale[i * blocks + b];
            }
            y[i * ldy + o] = sum;
        }
}

#if defined(__x86_64__)
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

// How far before its use a byte is asked for: across the page boundaries at which no CPU looks ahead by itself.
enum { AHEAD = 4096 };

static inline int four_bytes(const int8_t *x) { int four; memcpy(&four, x, 4); return four; }

// A row of tiles with COLUMNS input rows: four columns of 16 weight rows at a time. One input row alone is summed in
// four independent chains, which changes nothing: the sum is in integers.
VNNI INLINE void tile_vnni(const int COLUMNS, const uint8_t *w, const uint16_t *wscale, size_t rows, size_t blocks,
                           const int8_t *x, const float *xscale, const int32_t *xoffset, float *y, size_t ldy) {
    const int CHAINS = COLUMNS == 1 ? 4 : COLUMNS == 2 ? 2 : 1;
    __m512 sum[12];
    UNROLL for (int c = 0; c < COLUMNS; c++) sum[c] = _mm512_setzero_ps();
    for (size_t b = 0; b < blocks; b++, w += 1024, wscale += CK_TILE, x += CK_BLOCK) {
        __m512i whole[12][4];
        UNROLL for (int c = 0; c < COLUMNS; c++) {
            whole[c][0] = _mm512_set1_epi32(xoffset[(size_t)c * blocks + b]);
            UNROLL for (int a = 1; a < CHAINS; a++) whole[c][a] = _mm512_setzero_si512();
        }
        UNROLL for (int q = 0; q < 16; q++) {
            __m512i four = _mm512_loadu_si512(w + 64 * q);
            __builtin_prefetch(w + 64 * q + AHEAD, 0, 3);
            UNROLL for (int c = 0; c < COLUMNS; c++)
                whole[c][q % CHAINS] = _mm512_dpbusd_epi32(
                    whole[c][q % CHAINS], four, _mm512_set1_epi32(four_bytes(x + (size_t)c * blocks * CK_BLOCK
                        + 4 * q)));
        }
        __m512 scale = widen_512(_mm256_loadu_si256((const __m256i *)wscale));
        UNROLL for (int c = 0; c < COLUMNS; c++) {
            UNROLL for (int a = 1; a < CHAINS; a++) whole[c][0] = _mm512_add_epi32(whole[c][0], whole[c][a]);
            sum[c] = _mm512_fmadd_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(whole[c][0]), scale),
                                     _mm512_set1_ps(xscale[(size_t)c * blocks + b]), sum[c]);
        }
    }
    UNROLL for (int c = 0; c < COLUMNS; c++) _mm512_mask_storeu_ps(y + (size_t)c * ldy, first_512(rows), sum[c]);
}

// The same with eight rows a vector. A product of bytes wants one of them without a sign: |w| and sign(w) x.
AVX2 INLINE void tile_avx2(const int COLUMNS, const uint8_t *w, const uint16_t *wscale, size_t rows, size_t blocks,
                           const int8_t *x, const float *xscale, const int32_t *xoffset, float *y, size_t ldy) {
    (void)xoffset;
    for (size_t half = 0; half < 2 && half * 8 < rows; half++) {
        __m256 sum[4];
        UNROLL for (int c = 0; c < COLUMNS; c++) sum[c] = _mm256_setzero_ps();
        for (size_t b = 0; b < blocks; b++) {
            __m256i whole[4];
            UNROLL for (int c = 0; c < COLUMNS; c++) whole[c] = _mm256_setzero_si256();
            for (int q = 0; q < 16; q++) {
                __m256i four = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(w + b * 1024 + half * 32
                    + 64 * q)),
                                                _mm256_set1_epi8((char)0x80));
                __m256i size = _mm256_abs_epi8(four);
                UNROLL for (int c = 0; c < COLUMNS; c++) {
                    __m256i input = _mm256_set1_epi32(four_bytes(x + ((size_t)c * blocks + b) * CK_BLOCK + 4 * q));
                    __m256i pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(input, four));
                    whole[c] = _mm256_add_epi32(whole[c], _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
                }
            }
            __m256 scale = widen_256(_mm_loadu_si128((const __m128i *)(wscale + b * CK_TILE + half * 8)));
            UNROLL for (int c = 0; c < COLUMNS; c++)
                sum[c] = _mm256_fmadd_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(whole[c]), scale),
                                         _mm256_set1_ps(xscale[(size_t)c * blocks + b]), sum[c]);
        }
        size_t left = rows - half * 8;
        UNROLL for (int c = 0; c < COLUMNS; c++)
            _mm256_maskstore_ps(y + (size_t)c * ldy + half * 8, first_256(left < 8 ? left : 8), sum[c]);
    }
}

#define CASE(tile, count) \
    case count: tile(count, w + o * row, wscale + o * blocks, left, blocks, x + i * row, xscale + i * blocks, \
                     xoffset + i * blocks, y + i * ldy + o, ldy); break;

// BAND input rows stay in the second cache while all weights go by.
enum { BAND = 192 };

VNNI static void product_vnni(const uint8_t *w, const uint16_t *wscale, size_t n, size_t k,
                              const int8_t *x, const float *xscale, const int32_t *xoffset, size_t m, float *y,
                              size_t ldy) {
    size_t blocks = ck_blocks(k), row = blocks * CK_BLOCK;
    for (size_t band = 0; band < m; band += BAND)
        for (size_t o = 0; o < n; o += CK_TILE) {
            size_t end = m - band < BAND ? m : band + BAND, left = n - o < CK_TILE ? n - o : CK_TILE;
            for (size_t i = band; i < end;) {
                size_t columns = end - i >= 12 ? 12 : end - i >= 8 ? 8 : end - i;
                switch (columns) {
                    CASE(tile_vnni, 1) CASE(tile_vnni, 2) CASE(tile_vnni, 3) CASE(tile_vnni, 4) CASE(tile_vnni, 5)
                    CASE(tile_vnni, 6) CASE(tile_vnni, 7) CASE(tile_vnni, 8) CASE(tile_vnni, 12)
                }
                i += columns;
            }
        }
}

AVX2 static void product_avx2(const uint8_t *w, const uint16_t *wscale, size_t n, size_t k,
                              const int8_t *x, const float *xscale, const int32_t *xoffset, size_t m, float *y,
                              size_t ldy) {
    size_t blocks = ck_blocks(k), row = blocks * CK_BLOCK;
    for (size_t band = 0; band < m; band += BAND)
        for (size_t o = 0; o < n; o += CK_TILE) {
            size_t end = m - band < BAND ? m : band + BAND, left = n - o < CK_TILE ? n - o : CK_TILE;
            for (size_t i = band; i < end;) {
                size_t columns = end - i >= 4 ? 4 : end - i;
                switch (columns) {
                    CASE(tile_avx2, 1) CASE(tile_avx2, 2) CASE(tile_avx2, 3) CASE(tile_avx2, 4)
                }
                i += columns;
            }
        }
}
#endif

void ck_product_int8(const uint8_t *w, const uint16_t *wscale, size_t n, size_t k,
                     const int8_t *x, const float *xscale, const int32_t *xoffset, size_t m, float *y, size_t ldy) {
#if defined(__x86_64__)
    if (ck_level() >= CK_VNNI) return product_vnni(w, wscale, n, k, x, xscale, xoffset, m, y, ldy);
    if (ck_level() >= CK_AVX2) return product_avx2(w, wscale, n, k, x, xscale, xoffset, m, y, ldy);
#endif
    ck_product_int8_plain(w, wscale, n, k, x, xscale, xoffset, m, y, ldy);
}
