// What the operating system and the CPU offer threads and does not cross into Swift by itself.
#ifndef CTHREADS_H
#define CTHREADS_H

/// Tells the CPU that this thread looks at a word again and again, so that it does so politely.
static inline void cthreads_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}

/// How many processors this process may run on; at least 1.
int cthreads_processors(void);

/// Whether the calling thread computes alone, as `cthreads_set_alone` said of it; 0 at first.
int cthreads_alone(void);
void cthreads_set_alone(int alone);

#endif
