#include "CCRC32C.h"

#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>

bool hasCRC32CInstruction(void) { return __builtin_cpu_supports("sse4.2"); }

__attribute__((target("sse4.2"))) static uint32_t byInstruction(
    uint32_t crc, const uint8_t *bytes, size_t count) {
    uint64_t wide = crc;
    for (; count >= 8; bytes += 8, count -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        wide = _mm_crc32_u64(wide, word);
    }
    crc = (uint32_t)wide;
    for (; count > 0; bytes++, count--) crc = _mm_crc32_u8(crc, *bytes);
    return crc;
}

#elif defined(__aarch64__)
#include <arm_acle.h>
#include <sys/auxv.h>

#define HAS_CRC32 (1 << 7)  // HWCAP_CRC32 of <asm/hwcap.h>

bool hasCRC32CInstruction(void) { return getauxval(AT_HWCAP) & HAS_CRC32; }

__attribute__((target("crc"))) static uint32_t byInstruction(
    uint32_t crc, const uint8_t *bytes, size_t count) {
    for (; count >= 8; bytes += 8, count -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        crc = __crc32cd(crc, word);
    }
    for (; count > 0; bytes++, count--) crc = __crc32cb(crc, *bytes);
    return crc;
}

#else

bool hasCRC32CInstruction(void) { return false; }

static uint32_t byInstruction(uint32_t crc, const uint8_t *bytes, size_t count) { return crc; }

#endif

/// The remainders of all bytes by the reflected polynomial.
static uint32_t remainders[256];
static bool isAvailable;

__attribute__((constructor)) static void prepare(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t rest = byte;
        for (int bit = 0; bit < 8; bit++) rest = rest & 1 ? rest >> 1 ^ 0x82F63B78 : rest >> 1;
        remainders[byte] = rest;
    }
    isAvailable = hasCRC32CInstruction();
}

uint32_t crc32cByTable(uint32_t crc, const void *bytes, size_t count) {
    const uint8_t *next = bytes;
    crc = ~crc;
    for (; count > 0; next++, count--) crc = remainders[(crc ^ *next) & 0xff] ^ crc >> 8;
    return ~crc;
}

uint32_t crc32c(uint32_t crc, const void *bytes, size_t count) {
    return isAvailable ? ~byInstruction(~crc, bytes, count) : crc32cByTable(crc, bytes, count);
}
