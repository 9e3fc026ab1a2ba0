// Loops over numbers. No allocation, no state but the forced level, no threads, no model knowledge.
//
// All matrices are row-major. `ld…` is the distance in elements between the starts of two rows. No result may overlap
// an input unless the contract says so. Every kernel exists as `…_plain`, which is its definition, and in vector
// versions chosen at run time by `ck_level()`; they differ from it only in the order of summation.
#ifndef CKERNELS_H
#define CKERNELS_H

#include "ck_level.h"
#include "ck_convert.h"
#include "ck_product.h"
#include "ck_elementwise.h"
#include "ck_attention.h"
#include "ck_stream.h"
#include "ck_gradients.h"
#include "ck_optimise.h"
#include "ck_solve.h"
#include "ck_checksum.h"

#endif
