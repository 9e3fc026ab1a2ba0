#ifndef ENGRAM_CZEROMQ_H
#define ENGRAM_CZEROMQ_H
#include <errno.h>
#include <sys/eventfd.h>
#include <zmq.h>
#endif
