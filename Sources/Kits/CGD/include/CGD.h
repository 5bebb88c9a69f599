#include <gd.h>
#include <stdbool.h>

/// Loads libgd on the first call; false where it is not installed. Nothing else of libgd may be
/// called before: it is not linked, because it brings twenty libraries along that would cost every
/// command without a picture a third of its start.
bool loadGD(void);
