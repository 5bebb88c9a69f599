#include "CGD.h"

#include <dlfcn.h>
#include <pthread.h>

// The functions used from libgd: result, name, parameters, arguments.
#define FUNCTIONS(USE)                                                                          \
    USE(gdImagePtr, gdImageCreateTrueColor, (int width, int height), (width, height))           \
    USE(gdImagePtr, gdImageCreate, (int width, int height), (width, height))                    \
    USE(gdImagePtr, gdImageCreateFromPngPtr, (int count, void *bytes), (count, bytes))          \
    USE(void, gdImageDestroy, (gdImagePtr image), (image))                                      \
    USE(int, gdImageColorAllocate, (gdImagePtr image, int red, int green, int blue),            \
        (image, red, green, blue))                                                              \
    USE(int, gdImageColorClosest, (gdImagePtr image, int red, int green, int blue),             \
        (image, red, green, blue))                                                              \
    USE(int, gdImageGetTrueColorPixel, (gdImagePtr image, int x, int y), (image, x, y))         \
    USE(void *, gdImagePngPtrEx, (gdImagePtr image, int *count, int level),                     \
        (image, count, level))                                                                  \
    USE(void, gdFree, (void *bytes), (bytes))

#define POINTER(type, name, parameters, arguments) type(*name) parameters;
struct functions {
    FUNCTIONS(POINTER)
};

#define RESOLVE(type, name, parameters, arguments)                  \
    functions->name = (type(*) parameters)dlsym(library, #name);    \
    if (!functions->name) return (GDSearch){.isInstalled = true, .missing = #name};

static GDSearch resolve(const char *file, struct functions *functions) {
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library) return (GDSearch){.isInstalled = false, .missing = NULL};
    FUNCTIONS(RESOLVE)
    return (GDSearch){.isInstalled = true, .missing = NULL};
}

static struct functions loaded;
static GDSearch found;

static void load(void) { found = resolve("libgd.so.3", &loaded); }

GDSearch loadGD(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return found;
}

GDSearch searchGD(const char *file) {
    struct functions functions;
    return resolve(file, &functions);
}

// Define each function to forward its call to the loaded library.
#define FORWARD(type, name, parameters, arguments) \
    type name parameters { return loaded.name arguments; }

FUNCTIONS(FORWARD)
