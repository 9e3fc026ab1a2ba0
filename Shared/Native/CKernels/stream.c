#include "ck_stream.h"

uint64_t ck_stream(const uint64_t *x, size_t n) {
    uint64_t all = 0;
    for (size_t i = 0; i < n; i++) all ^= x[i];
    return all;
}
