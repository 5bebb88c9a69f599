#define _GNU_SOURCE
#include "COffice.h"

#include <sys/mman.h>

int openMemoryFile(void) { return memfd_create("office", MFD_CLOEXEC); }
