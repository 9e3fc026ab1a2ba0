#ifndef CK_LEVEL_H
#define CK_LEVEL_H

/// The instruction sets a kernel may use, each including those before it (NEON stands alone).
enum ck_level {
    CK_PLAIN = 0,
    CK_AVX2 = 1,       // AVX2, FMA, F16C
    CK_AVX512 = 2,     // AVX-512 F, BW, DQ, VL
    CK_VNNI = 3,       // AVX512-VNNI: products of bytes
    CK_BF16 = 4,       // AVX512-BF16: products of bfloat16 pairs
    CK_NEON = 5,
};

/// The best level this CPU and operating system allow.
int ck_level_best(void);

/// The level in force: the best one, unless another was forced.
int ck_level(void);

/// Forces a level from now on, for tests and measurements; a negative one takes the force away.
/// Returns the level in force: a level the CPU does not have is refused and changes nothing.
int ck_force(int level);

#endif
