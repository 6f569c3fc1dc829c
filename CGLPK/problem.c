/* problem.c: data in, bases in and out. */

#include "session.h"

#include <math.h>

/* Only this function and the copies below know that GLPK counts from 1. */
static int bound_type(double lower, double upper) {
  if (lower == upper) return GLP_FX;
  if (isinf(lower)) return isinf(upper) ? GLP_FR : GLP_UP;
  return isinf(upper) ? GLP_LO : GLP_DB;
}

typedef struct {
  int rows, columns;
  const double *row_lower, *row_upper, *column_lower, *column_upper, *objective;
  double constant;
  const int64_t *starts;
  const int32_t *indices;
  const double *values;
  const bool *is_integer;
  const double *row_factors, *column_factors;
  double deadline;
} load_argument;

/* GLPK's own memory is counted against the limit, and freed with the environment
 * when an error leaves these frames.  The arrays are the caller's, so that this
 * cannot be left behind, and looks at the clock itself. */
static int load_columns(cglpk_session *s, const load_argument *a) {
  glp_prob *p = s->problem;
  int *index = glp_alloc(a->rows + 1, sizeof *index);
  for (int j = 0; j < a->columns; j++) {
    if (j % 1024 == 0 && cglpk_asked_to_stop(s)) return CGLPK_CANCELLED;
    if (j % 1024 == 0 && cglpk_now() > a->deadline) return CGLPK_TIME;
    glp_set_col_bnds(p, j + 1, bound_type(a->column_lower[j], a->column_upper[j]),
                     a->column_lower[j], a->column_upper[j]);
    glp_set_obj_coef(p, j + 1, a->objective[j]);
    if (a->is_integer[j]) glp_set_col_kind(p, j + 1, GLP_IV);
    int64_t start = a->starts[j];
    int count = (int)(a->starts[j + 1] - start);
    for (int e = 0; e < count; e++) index[e + 1] = a->indices[start + e] + 1;
    glp_set_mat_col(p, j + 1, count, index, a->values + start - 1);
  }
  glp_free(index);
  return CGLPK_OK;
}

static void set_factors(glp_prob *p, const load_argument *a) {
  for (int i = 0; i < a->rows; i++) glp_set_rii(p, i + 1, a->row_factors[i]);
  for (int j = 0; j < a->columns; j++) glp_set_sjj(p, j + 1, a->column_factors[j]);
}

static int load_job(cglpk_session *s, void *argument) {
  const load_argument *a = argument;
  glp_prob *p = s->problem = glp_create_prob();
  s->columns = a->columns;
  glp_set_obj_coef(p, 0, a->constant);
  if (a->rows > 0) glp_add_rows(p, a->rows);
  if (a->columns > 0) glp_add_cols(p, a->columns);
  for (int i = 0; i < a->rows; i++)
    glp_set_row_bnds(p, i + 1, bound_type(a->row_lower[i], a->row_upper[i]), a->row_lower[i],
                     a->row_upper[i]);
  if (a->row_factors != NULL) set_factors(p, a);
  return load_columns(s, a);
}

/* Unscaled problems gave false optima; there is no way to switch this off. */
static int scale_job(cglpk_session *s, void *unused) {
  (void)unused;
  glp_scale_prob(s->problem, GLP_SF_GM | GLP_SF_EQ);
  return CGLPK_OK;
}

int cglpk_load(cglpk_session *s, double seconds, int rows, int columns, const double *row_lower,
               const double *row_upper, const double *column_lower, const double *column_upper,
               const double *objective, double constant, const int64_t *starts,
               const int32_t *indices, const double *values, const bool *is_integer,
               const double *row_factors, const double *column_factors) {
  load_argument a = {rows,         columns,     row_lower,      row_upper, column_lower,
                     column_upper, objective,   constant,       starts,    indices,
                     values,       is_integer,  row_factors,    column_factors,
                     cglpk_now() + seconds};
  int code = cglpk_carry(s, load_job, &a, NAN);
  if (code != CGLPK_OK) return cglpk_give_up(s, code);
  return row_factors != NULL ? code : cglpk_carry(s, scale_job, NULL, a.deadline);
}

typedef struct {
  int count;
  const int32_t *places; /* of rows or of columns */
  const double *lower, *upper;
} bounds_argument;

static int row_bounds_job(cglpk_session *s, void *argument) {
  const bounds_argument *a = argument;
  for (int e = 0; e < a->count; e++)
    glp_set_row_bnds(s->problem, a->places[e] + 1, bound_type(a->lower[e], a->upper[e]),
                     a->lower[e], a->upper[e]);
  return CGLPK_OK;
}

int cglpk_set_row_bounds(cglpk_session *s, int count, const int32_t *rows, const double *lower,
                         const double *upper) {
  bounds_argument a = {count, rows, lower, upper};
  return cglpk_carry(s, row_bounds_job, &a, NAN);
}

static int column_bounds_job(cglpk_session *s, void *argument) {
  const bounds_argument *a = argument;
  for (int e = 0; e < a->count; e++)
    glp_set_col_bnds(s->problem, a->places[e] + 1, bound_type(a->lower[e], a->upper[e]),
                     a->lower[e], a->upper[e]);
  return CGLPK_OK;
}

int cglpk_set_column_bounds(cglpk_session *s, int count, const int32_t *columns,
                            const double *lower, const double *upper) {
  bounds_argument a = {count, columns, lower, upper};
  return cglpk_carry(s, column_bounds_job, &a, NAN);
}

typedef struct {
  const double *objective;
  double constant;
} objective_argument;

static int objective_job(cglpk_session *s, void *argument) {
  const objective_argument *a = argument;
  glp_set_obj_coef(s->problem, 0, a->constant);
  for (int j = 0; j < s->columns; j++) glp_set_obj_coef(s->problem, j + 1, a->objective[j]);
  return CGLPK_OK;
}

int cglpk_set_objective(cglpk_session *s, const double *objective, double constant) {
  objective_argument a = {objective, constant};
  return cglpk_carry(s, objective_job, &a, NAN);
}

/* -- bases -- */

static int build_basis_job(cglpk_session *s, void *unused) {
  (void)unused;
  /* glp_adv_basis needs rows and columns to choose from. */
  bool empty = glp_get_num_rows(s->problem) == 0 || glp_get_num_cols(s->problem) == 0;
  if (s->kind == CGLPK_BASIS_ADVANCED && !empty)
    glp_adv_basis(s->problem, 0);
  else
    glp_std_basis(s->problem);
  return CGLPK_OK;
}

int cglpk_build_basis(cglpk_session *s, int kind, double seconds) {
  if (cglpk_is_dead(s)) return cglpk_ending(s); /* its thread may still be reading */
  s->kind = kind;
  return cglpk_carry(s, build_basis_job, NULL, cglpk_now() + seconds);
}

typedef struct {
  const uint8_t *set_rows, *set_columns;
  uint8_t *get_rows, *get_columns;
} basis_argument;

static const int glpk_status[] = {GLP_BS, GLP_NL, GLP_NU, GLP_NF, GLP_NS};

static uint8_t status_number(int glpk) {
  for (uint8_t k = 0; k < 5; k++)
    if (glpk_status[k] == glpk) return k;
  return CGLPK_BASIC;
}

/* GLPK itself replaces a status that does not fit the bounds. */
static int set_basis_job(cglpk_session *s, void *argument) {
  const basis_argument *a = argument;
  for (int i = 0; i < glp_get_num_rows(s->problem); i++)
    glp_set_row_stat(s->problem, i + 1, glpk_status[a->set_rows[i]]);
  for (int j = 0; j < s->columns; j++)
    glp_set_col_stat(s->problem, j + 1, glpk_status[a->set_columns[j]]);
  return CGLPK_OK;
}

int cglpk_set_basis(cglpk_session *s, const uint8_t *rows, const uint8_t *columns) {
  basis_argument a = {.set_rows = rows, .set_columns = columns};
  return cglpk_carry(s, set_basis_job, &a, NAN);
}

static int get_basis_job(cglpk_session *s, void *argument) {
  basis_argument *a = argument;
  for (int i = 0; i < glp_get_num_rows(s->problem); i++)
    a->get_rows[i] = status_number(glp_get_row_stat(s->problem, i + 1));
  for (int j = 0; j < s->columns; j++)
    a->get_columns[j] = status_number(glp_get_col_stat(s->problem, j + 1));
  return CGLPK_OK;
}

int cglpk_get_basis(cglpk_session *s, uint8_t *rows, uint8_t *columns) {
  basis_argument a = {.get_rows = rows, .get_columns = columns};
  return cglpk_carry(s, get_basis_job, &a, NAN);
}
