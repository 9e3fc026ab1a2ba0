#define _GNU_SOURCE
#include "functions.h"
#include "COpenBLAS.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

struct copenblas_copy { struct functions functions; };

// The loader keeps one instance a file: a copy in memory is another file, and so another instance with its own kernels.
static int file_in_memory(void) {
    struct link_map *map = 0;
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_NOLOAD);
    if (!library || dlinfo(library, RTLD_DI_LINKMAP, &map) != 0) return -1;
    int from = open(map->l_name, O_RDONLY | O_CLOEXEC);
    dlclose(library);
    if (from < 0) return -1;
    struct stat status;
    int to = fstat(from, &status) == 0 ? memfd_create("openblas", MFD_CLOEXEC) : -1;
    off_t offset = 0;
    while (to >= 0 && offset < status.st_size)
        if (sendfile(to, from, &offset, (size_t)(status.st_size - offset)) <= 0) {
            close(to);
            to = -1;
        }
    close(from);
    return to;
}

struct copenblas_copy *copenblas_copy_open(const char *core, int threads) {
    int file = copenblas_load() ? file_in_memory() : -1;
    if (file < 0) return 0;
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    struct copenblas_copy *copy = calloc(1, sizeof *copy);
    if (copy && !functions_load(path, core, threads, &copy->functions)) {
        free(copy);
        copy = 0;
    }
    // Kept open: a later copy at the same number would have this one's path, and the loader would give this one again.
    if (!copy) close(file);
    return copy;
}

const char *copenblas_copy_core(const struct copenblas_copy *copy) {
    return copy->functions.get_corename ? copy->functions.get_corename() : "";
}

void copenblas_copy_sgemm_nt(const struct copenblas_copy *copy, long m, long n, long k, const float *a, long lda,
                             const float *b, long ldb, float *c, long ldc) {
    copy->functions.sgemm(ROW_MAJOR, AS_IS, TRANSPOSED, (int)m, (int)n, (int)k, 1, a, (int)lda, b, (int)ldb, 0, c,
        (int)ldc);
}
