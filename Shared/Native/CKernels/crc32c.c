#include "ck_checksum.h"
#include "ck_level.h"
#include <string.h>

uint32_t ck_crc32c_plain(uint32_t state, const uint8_t *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        state ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) state = (state >> 1) ^ (0x82F63B78u & -(state & 1));
    }
    return state;
}

#if defined(__x86_64__)
#include <nmmintrin.h>

__attribute__((target("sse4.2")))
static uint32_t crc32c_sse42(uint32_t state, const uint8_t *bytes, size_t n) {
    uint64_t wide = state;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, 8);
        wide = _mm_crc32_u64(wide, word);
    }
    state = (uint32_t)wide;
    for (; i < n; i++) state = _mm_crc32_u8(state, bytes[i]);
    return state;
}
#endif

uint32_t ck_crc32c(uint32_t state, const uint8_t *bytes, size_t n) {
#if defined(__x86_64__)
    // Every CPU with AVX2 has the CRC instruction of SSE 4.2.
    if (ck_level() >= CK_AVX2) return crc32c_sse42(state, bytes, n);
#endif
    return ck_crc32c_plain(state, bytes, n);
}
