#ifndef ENGRAM_CPOSTGRESQL_H
#define ENGRAM_CPOSTGRESQL_H
#include <libpq-fe.h>
#endif
