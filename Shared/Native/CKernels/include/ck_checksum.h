#ifndef CK_CHECKSUM_H
#define CK_CHECKSUM_H
#include <stddef.h>
#include <stdint.h>

/// The state of CRC-32C (RFC 3720, appendix B.4; reflected polynomial 82F63B78) after `n` more bytes. The caller
/// inverts the state before the first byte and after the last.
uint32_t ck_crc32c(uint32_t state, const uint8_t *bytes, size_t n);
uint32_t ck_crc32c_plain(uint32_t state, const uint8_t *bytes, size_t n);

#endif
