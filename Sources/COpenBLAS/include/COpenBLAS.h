/* OpenBLAS as LinearAlgebra sees it: its own cblas header, and the LAPACK entries that Debian's package exports
 * without a C header. Not an interface for anything else. */
#ifndef TENURE_COPENBLAS_H
#define TENURE_COPENBLAS_H

#include <stddef.h>

/* `cblas.h` is a link that the system's alternatives may point at another BLAS. */
#if __has_include(<cblas-openblas.h>)
#include <cblas-openblas.h>
#else
#include <cblas.h>
#endif

/* Solves A X = B for a symmetric positive definite A by Cholesky, in place: A becomes its factor, B becomes X.
 * info: 0, or k if the leading minor of order k is not positive. The last argument is the length of `uplo`, which
 * Fortran passes out of sight. */
void dposv_(const char *uplo, const int *n, const int *nrhs, double *a, const int *lda, double *b, const int *ldb,
            int *info, size_t uplo_length);

#endif
