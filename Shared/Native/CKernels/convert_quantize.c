#include "ck_convert.h"
#include "words.h"

static float largest(const float *x, size_t n) {
    float most = 0;
    for (size_t i = 0; i < n; i++) most = fmaxf(most, fabsf(x[i]));
    return most;
}

void ck_quantize_weight(const float *x, size_t k, uint8_t *q, uint16_t *scale) {
    for (size_t b = 0; b < ck_blocks(k); b++) {
        size_t start = b * CK_BLOCK, count = k - start < CK_BLOCK ? k - start : CK_BLOCK;
        uint32_t bits = bits_of_float(largest(x + start, count) / 127.0f);
        scale[b] = (uint16_t)((bits >> 16) + ((bits & 0xffffu) != 0));
        float width = widen_bf16(scale[b]), inverse = width > 0 ? 1.0f / width : 0;
        for (size_t i = 0; i < CK_BLOCK; i++) {
            float value = i < count ? rintf(x[start + i] * inverse) : 0;
            if (value > 127) value = 127;
            if (value < -127) value = -127;
            q[start + i] = (uint8_t)((int)value + 128);
        }
    }
}

void ck_quantize_input_plain(const float *x, size_t k, int8_t *q, float *scale) {
    for (size_t b = 0; b < ck_blocks(k); b++) {
        size_t start = b * CK_BLOCK, count = k - start < CK_BLOCK ? k - start : CK_BLOCK;
        float most = largest(x + start, count), width = most / 127.0f;
        float inverse = width > 0 ? 127.0f / most : 0;
        if (ck_first_not_finite(x + start, count) < count) width = NAN, inverse = 0;
        scale[b] = width;
        for (size_t i = 0; i < CK_BLOCK; i++) {
            float value = i < count && inverse > 0 ? rintf(x[start + i] * inverse) : 0;
            q[start + i] = (int8_t)(value > 127 ? 127 : value < -127 ? -127 : value);
        }
    }
}

void ck_quantize_input(const float *x, size_t k, int8_t *q, float *scale) { ck_quantize_input_plain(x, k, q, scale); }
