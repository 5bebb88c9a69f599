#include "COffice.h"
