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

/* LAPACK's Cholesky factor of a symmetric positive definite A, in place: A = U^T U in the upper triangle.
 * info: 0, or k if the leading minor of order k is not positive. The last argument is the length of `uplo`, which
 * Fortran passes out of sight. */
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

/* The inverse of A, in place of the factor that dpotrf_ left: its upper triangle. */
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);

#endif
