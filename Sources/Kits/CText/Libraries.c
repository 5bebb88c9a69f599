#include "Libraries.h"

#include <dlfcn.h>
#include <pthread.h>

struct libraries libraries;

static TextSearch found;

#define RESOLVE(type, name, parameters)                               \
    functions->name = (type(*) parameters)dlsym(library, #name);      \
    if (!functions->name) return (TextSearch){file, package, #name};

// Look up the functions of a library, or return which is missing.
#define DEFINE(function, FUNCTIONS, package_)                                      \
    static TextSearch function(const char *file, struct libraries *functions) {    \
        const char *package = package_;                                            \
        void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);                       \
        if (!library) return (TextSearch){file, package, NULL};                    \
        FUNCTIONS(RESOLVE)                                                         \
        return (TextSearch){NULL, NULL, NULL};                                     \
    }

DEFINE(resolveFreeType, FREETYPE, "libfreetype6")
DEFINE(resolveRaqm, RAQM, "libraqm0")
DEFINE(resolveHarfBuzz, HARFBUZZ, "libharfbuzz0b")
DEFINE(resolveFontconfig, FONTCONFIG, "libfontconfig1")

static void load(void) {
    found = resolveFreeType("libfreetype.so.6", &libraries);
    if (!found.file) found = resolveRaqm("libraqm.so.0", &libraries);
    if (!found.file) found = resolveHarfBuzz("libharfbuzz.so.0", &libraries);
    if (!found.file) found = resolveFontconfig("libfontconfig.so.1", &libraries);
}

TextSearch loadText(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return found;
}

TextSearch searchText(const char *file) {
    struct libraries functions;
    return resolveFreeType(file, &functions);
}
