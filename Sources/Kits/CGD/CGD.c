#include "CGD.h"

#include <dlfcn.h>
#include <pthread.h>

static void *library;

static void load(void) { library = dlopen("libgd.so.3", RTLD_NOW | RTLD_LOCAL); }

bool loadGD(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return library != NULL;
}

// A function of libgd that passes its call on to the loaded library.
#define FORWARD(type, name, parameters, arguments)   \
    type name parameters {                           \
        static type (*_Atomic function) parameters;  \
        if (!function) function = dlsym(library, #name); \
        return function arguments;                   \
    }

FORWARD(gdImagePtr, gdImageCreateTrueColor, (int width, int height), (width, height))
FORWARD(gdImagePtr, gdImageCreate, (int width, int height), (width, height))
FORWARD(gdImagePtr, gdImageCreateFromPngPtr, (int count, void *bytes), (count, bytes))
FORWARD(void, gdImageDestroy, (gdImagePtr image), (image))
FORWARD(int, gdImageColorAllocate, (gdImagePtr image, int red, int green, int blue),
        (image, red, green, blue))
FORWARD(int, gdImageColorClosest, (gdImagePtr image, int red, int green, int blue),
        (image, red, green, blue))
FORWARD(int, gdImageGetTrueColorPixel, (gdImagePtr image, int x, int y), (image, x, y))
FORWARD(int, gdFontCacheSetup, (void), ())
FORWARD(char *, gdImageStringFTEx,
        (gdImagePtr image, int *box, int color, const char *font, double points, double angle,
         int x, int y, const char *text, gdFTStringExtraPtr extra),
        (image, box, color, font, points, angle, x, y, text, extra))
FORWARD(void *, gdImagePngPtrEx, (gdImagePtr image, int *count, int level), (image, count, level))
FORWARD(void, gdFree, (void *bytes), (bytes))
