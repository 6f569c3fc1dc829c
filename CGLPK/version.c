#include <glpk.h>

#include "cglpk.h"

const char *cglpk_version(void) { return glp_version(); }
