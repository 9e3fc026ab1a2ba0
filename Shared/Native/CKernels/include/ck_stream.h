#ifndef CK_STREAM_H
#define CK_STREAM_H
#include <stddef.h>
#include <stdint.h>

/// The exclusive or of n 64-bit words: reads every byte once and does as little else as it can.
uint64_t ck_stream(const uint64_t *x, size_t n);

#endif
