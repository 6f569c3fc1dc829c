/* cglpk.h: GLPK behind a door that neither aborts, prints nor hangs.
 *
 * A session is one OS thread, one GLPK environment and one problem.  GLPK ties
 * memory to the thread that allocated it, so every call below is carried to
 * that thread and waited for.  Whatever GLPK would abort on comes back as
 * CGLPK_BROKEN or CGLPK_MEMORY; the session is then dead, answers every call with
 * what it died of, and may only be closed.  Problems are minimisations; rows and
 * columns are counted from 0 on this side. */

#ifndef CGLPK_H
#define CGLPK_H

#include <stdbool.h>
#include <stdint.h>

/* How a call went. */
enum {
  CGLPK_OK = 0,
  CGLPK_BROKEN = 1,    /* GLPK raised an error; dead */
  CGLPK_CANCELLED = 2, /* stopped by the monitor; dead if cglpk_is_dead says so */
  CGLPK_TIME = 3,      /* overran its time limit and was left behind; dead */
  CGLPK_REFUSED = 4,   /* the question has no answer in this state */
  CGLPK_MEMORY = 5,    /* the memory limit was hit, or there is no more; dead */
};

/* What a solve claims.  Claims are for the caller to check. */
enum {
  CGLPK_UNDEFINED = 0,
  CGLPK_OPTIMAL = 1,
  CGLPK_FEASIBLE = 2, /* stopped early on a feasible point */
  CGLPK_INFEASIBLE = 3,
  CGLPK_UNBOUNDED = 4,
};

/* Status of a row or column in a basis: the numbers of Basis.Status. */
enum { CGLPK_BASIC = 0, CGLPK_LOWER = 1, CGLPK_UPPER = 2, CGLPK_FREE = 3, CGLPK_FIXED = 4 };

enum { CGLPK_BASIS_STANDARD = 0, CGLPK_BASIS_ADVANCED = 1 };
enum { CGLPK_PRIMAL = 0, CGLPK_DUAL_THEN_PRIMAL = 1 };

/* ---- monitor: atomics that any thread may read while a solve runs ---- */

typedef struct cglpk_monitor cglpk_monitor;

typedef struct {
  int32_t phase;
  int64_t iterations, nodes, rows, columns;
  double incumbent, bound; /* NaN when there is none */
} cglpk_progress;

cglpk_monitor *cglpk_monitor_create(void);
void cglpk_monitor_release(cglpk_monitor *monitor);
void cglpk_monitor_cancel(cglpk_monitor *monitor); /* async-signal-safe */
bool cglpk_monitor_cancelled(const cglpk_monitor *monitor);
cglpk_progress cglpk_monitor_read(const cglpk_monitor *monitor);
void cglpk_monitor_set_phase(cglpk_monitor *monitor, int32_t phase);
void cglpk_monitor_set_size(cglpk_monitor *monitor, int64_t rows, int64_t columns);
void cglpk_monitor_add_nodes(cglpk_monitor *monitor, int64_t nodes);
void cglpk_monitor_set_incumbent(cglpk_monitor *monitor, double objective);
void cglpk_monitor_set_bound(cglpk_monitor *monitor, double bound);

/* ---- session ---- */

typedef struct cglpk_session cglpk_session;

/* Starts the thread and its environment, which may hold at most `megabytes` of
 * 2^20 bytes; NULL when there is no memory or no thread. */
cglpk_session *cglpk_open(cglpk_monitor *monitor, int megabytes);
void cglpk_close(cglpk_session *session);
bool cglpk_is_dead(cglpk_session *session);
/* What the session died of; CGLPK_OK while it lives. */
int cglpk_ending(cglpk_session *session);
/* The last line GLPK printed, for a detail text; valid until the next call. */
const char *cglpk_message(cglpk_session *session);

/* Builds the problem from compressed columns, scaled by the factors of rows and
 * columns or, where they are NULL, by GLPK's geometric means; within `seconds`. */
int cglpk_load(cglpk_session *session, double seconds, int rows, int columns, const double *row_lower,
               const double *row_upper, const double *column_lower, const double *column_upper,
               const double *objective, double constant, const int64_t *starts,
               const int32_t *indices, const double *values, const bool *is_integer,
               const double *row_factors, const double *column_factors);

int cglpk_set_row_bounds(cglpk_session *session, int count, const int32_t *rows,
                         const double *lower, const double *upper);
int cglpk_set_column_bounds(cglpk_session *session, int count, const int32_t *columns,
                            const double *lower, const double *upper);
int cglpk_set_objective(cglpk_session *session, const double *objective, double constant);

int cglpk_build_basis(cglpk_session *session, int kind, double seconds);
int cglpk_set_basis(cglpk_session *session, const uint8_t *rows, const uint8_t *columns);
int cglpk_get_basis(cglpk_session *session, uint8_t *rows, uint8_t *columns);

typedef struct {
  int32_t method;        /* CGLPK_PRIMAL or CGLPK_DUAL_THEN_PRIMAL */
  bool textbook;         /* standard pricing and ratio test instead of the refined ones */
  bool presolve;         /* factorised afterwards, so that the basis can be used */
  bool exact;            /* glp_exact: rational pivots; for small problems only */
  double tolerance;      /* primal and dual feasibility */
  double seconds;        /* time limit, infinity for none */
} cglpk_simplex_options;

typedef struct {
  int32_t claim;
  int32_t glpk_code;
  int64_t iterations; /* of this session so far */
  int64_t nodes;
  bool has_incumbent;
  double objective; /* of the incumbent or the basic solution */
  double bound;     /* of branch and cut; NaN when there is none */
} cglpk_outcome;

int cglpk_simplex(cglpk_session *session, const cglpk_simplex_options *options,
                  cglpk_outcome *outcome);
int cglpk_read(cglpk_session *session, double *primal, double *activity, double *row_duals,
               double *reduced_costs);

typedef struct {
  double relative_gap;
  double seconds;
  int64_t node_limit;
} cglpk_tree_options;

/* Branch and cut from the optimal basis at hand.  The incumbent survives even
 * when the session does not. */
int cglpk_branch_and_cut(cglpk_session *session, const cglpk_tree_options *options,
                         cglpk_outcome *outcome, double *incumbent);

/* Row multipliers of a row combination that the bounds cannot meet, by a dual
 * simplex with zero objective.  CGLPK_REFUSED when it finds a feasible point. */
int cglpk_farkas(cglpk_session *session, double seconds, double *multipliers);

/* Change of every column along the unbounded edge the primal simplex ended on. */
int cglpk_unbounded_direction(cglpk_session *session, double *columns);

/* Rate of change of every basic row and column while the non-basic `rows` move
 * at `rates`; non-basic ones are left at 0.  Needs an optimal, factorised basis. */
int cglpk_basic_rates(cglpk_session *session, int count, const int32_t *rows, const double *rates,
                      double *row_rates, double *column_rates);

/* Misuses GLPK on purpose, so that a test can watch the error come back. */
int cglpk_provoke_error(cglpk_session *session);

/* GLPK's version, as "5.0". */
const char *cglpk_version(void);

#endif
