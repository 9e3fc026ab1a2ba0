#include "CThreads.h"

static _Thread_local int alone;

int cthreads_alone(void) { return alone; }

void cthreads_set_alone(int value) { alone = value; }
