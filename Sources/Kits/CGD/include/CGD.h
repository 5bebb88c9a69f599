#include <gd.h>
#include <stdbool.h>

/// What a search for libgd and its functions found.
typedef struct {
    /// Whether the library could be loaded.
    bool isInstalled;
    /// The first function that the library lacks; NULL when it has all that are used.
    const char *missing;
} GDSearch;

/// Loads libgd on the first call and looks up every function that is used. Call it before anything
/// else of libgd, and go on only when it found all.
///
/// libgd is not linked: it brings twenty libraries along, which would cost every command without a
/// picture a third of its start.
GDSearch loadGD(void);

/// Looks for the functions in the library of this name, for tests.
GDSearch searchGD(const char *file);
