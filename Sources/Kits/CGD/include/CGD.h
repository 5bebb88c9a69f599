#include <gd.h>
#include <stdbool.h>

/// The result of looking for libgd and its functions.
typedef struct {
    /// Whether the library could be loaded.
    bool isInstalled;
    /// The first function that the library lacks; NULL when it has every function used here.
    const char *missing;
} GDSearch;

/// Loads libgd on the first call and looks up every function used here.
///
/// Call this before any other function of libgd, and go on only when everything was found.
///
/// libgd is not linked, because it loads twenty other libraries. Linking it would cost every
/// command that draws no picture a third of its start-up time.
GDSearch loadGD(void);

/// Looks for the functions in the library `file`, for tests.
GDSearch searchGD(const char *file);
