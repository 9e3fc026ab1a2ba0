#ifndef ENGRAM_CLZMA_H
#define ENGRAM_CLZMA_H
#include <lzma.h>

// Swift does not see macros that cast.
static const uint32_t clzma_concatenated = LZMA_CONCATENATED;
#endif
