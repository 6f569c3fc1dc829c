/* Nothing of our own: SwiftPM makes a target only of a folder with a source file. */
#include "COpenBLAS.h"
