#include "ck_level.h"
#include <stdatomic.h>

static atomic_int forced = -1;

static int detect(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") || !__builtin_cpu_supports("f16c"))
        return CK_PLAIN;
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512dq")
        || !__builtin_cpu_supports("avx512vl")) return CK_AVX2;
    if (!__builtin_cpu_supports("avx512vnni")) return CK_AVX512;
    return __builtin_cpu_supports("avx512bf16") ? CK_BF16 : CK_VNNI;
#elif defined(__aarch64__)
    return CK_NEON;
#else
    return CK_PLAIN;
#endif
}

int ck_level_best(void) {
    static atomic_int found = -1;
    int level = atomic_load_explicit(&found, memory_order_relaxed);
    if (level < 0) {
        level = detect();
        atomic_store_explicit(&found, level, memory_order_relaxed);
    }
    return level;
}

int ck_level(void) {
    int level = atomic_load_explicit(&forced, memory_order_relaxed);
    return level < 0 ? ck_level_best() : level;
}

int ck_force(int level) {
    int best = ck_level_best();
    int has = level <= CK_PLAIN || level == best || (best != CK_NEON && level < best);
    if (has) atomic_store_explicit(&forced, level < 0 ? -1 : level, memory_order_relaxed);
    return ck_level();
}
