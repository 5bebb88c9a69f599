#ifndef LIBRARY_H
#define LIBRARY_H

// Looks up the functions of a library that is loaded when it is first needed. Whoever includes this
// has defined FUNCTIONS(USE), which says USE(type, name, parameters, ...) for each function. It is
// not part of the module; targets in C include it.

#include "CWorkbook.h"
#include <dlfcn.h>
#include <stddef.h>

#define POINTER(type, name, parameters, ...) type(*name) parameters;
struct functions {
    FUNCTIONS(POINTER)
};

#define RESOLVE(type, name, parameters, ...)                      \
    functions->name = (type(*) parameters)dlsym(library, #name);  \
    if (!functions->name) return (LibrarySearch){.isInstalled = true, .missing = #name};

static LibrarySearch resolve(const char *file, struct functions *functions) {
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library) return (LibrarySearch){.isInstalled = false, .missing = NULL};
    FUNCTIONS(RESOLVE)
    return (LibrarySearch){.isInstalled = true, .missing = NULL};
}

#endif
