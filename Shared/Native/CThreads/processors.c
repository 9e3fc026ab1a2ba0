#define _GNU_SOURCE
#include "CThreads.h"
#include <sched.h>
#include <unistd.h>

int cthreads_processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) count = CPU_COUNT(&set);
#endif
    return count > 0 ? (int)count : 1;
}
