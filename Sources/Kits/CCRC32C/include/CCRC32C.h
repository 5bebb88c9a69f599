#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The CRC-32C (Castagnoli) of bytes, after `crc`, the one of the bytes before them; 0 at first.
///
/// Uses the processor's instruction if it has one (SSE 4.2, ARMv8), otherwise a table.
uint32_t crc32c(uint32_t crc, const void *bytes, size_t count);

/// The same with a table, on any processor.
uint32_t crc32cByTable(uint32_t crc, const void *bytes, size_t count);

/// Whether the processor has an instruction for it.
bool hasCRC32CInstruction(void);
