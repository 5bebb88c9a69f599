#include <gd.h>
#include <gdfx.h>
