/* solve.c: simplex, branch and cut, and what can be asked of their end. */

#include "session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int glpk_milliseconds(double seconds) {
  if (!(seconds < 2e6)) return INT32_MAX;
  return seconds <= 0 ? 1 : (int)ceil(seconds * 1e3);
}

static const int hook_milliseconds = 50; /* how often GLPK prints, and so polls */

static double deadline_after(double seconds) { return cglpk_now() + seconds; }

static int claim_of(int status) {
  switch (status) {
  case GLP_OPT: return CGLPK_OPTIMAL;
  case GLP_FEAS: return CGLPK_FEASIBLE;
  case GLP_NOFEAS: return CGLPK_INFEASIBLE;
  case GLP_UNBND: return CGLPK_UNBOUNDED;
  default: return CGLPK_UNDEFINED;
  }
}

/* ------------------------------------------------------------- simplex -- */

static void simplex_parameters(const cglpk_simplex_options *o, glp_smcp *p) {
  glp_init_smcp(p);
  p->msg_lev = GLP_MSG_ALL; /* silent lines would not reach the hook that polls */
  p->out_frq = hook_milliseconds;
  p->meth = o->method == CGLPK_PRIMAL ? GLP_PRIMAL : GLP_DUALP;
  p->pricing = o->textbook ? GLP_PT_STD : GLP_PT_PSE;
  p->r_test = o->textbook ? GLP_RT_STD : GLP_RT_HAR;
  p->tol_bnd = p->tol_dj = o->tolerance;
  p->presolve = o->presolve ? GLP_ON : GLP_OFF;
  p->tm_lim = glpk_milliseconds(o->seconds);
}

static int simplex_job(cglpk_session *s, void *unused) {
  (void)unused;
  glp_smcp p;
  simplex_parameters(&s->simplex, &p);
  int code = s->simplex.exact ? glp_exact(s->problem, &p) : glp_simplex(s->problem, &p);
  int status = glp_get_status(s->problem);
  if (code == 0 && s->simplex.presolve) glp_factorize(s->problem);
  cglpk_outcome o = {.glpk_code = code, .bound = NAN, .objective = glp_get_obj_val(s->problem)};
  o.iterations = glp_get_it_cnt(s->problem);
  cglpk_count_iterations(s, o.iterations);
  o.claim = claim_of(status);
  if (code == GLP_ENOPFS) o.claim = CGLPK_INFEASIBLE;
  if (code == GLP_ENODFS) o.claim = CGLPK_UNBOUNDED;
  /* Old values stay readable after a failure; a claim must not. */
  if (code != 0 && code != GLP_ENOPFS && code != GLP_ENODFS && o.claim != CGLPK_FEASIBLE)
    o.claim = CGLPK_UNDEFINED;
  pthread_mutex_lock(&s->lock);
  s->outcome = o;
  pthread_mutex_unlock(&s->lock);
  return cglpk_asked_to_stop(s) ? CGLPK_CANCELLED : CGLPK_OK;
}

static void take_outcome(cglpk_session *s, cglpk_outcome *outcome) {
  pthread_mutex_lock(&s->lock);
  *outcome = s->outcome;
  pthread_mutex_unlock(&s->lock);
}

int cglpk_simplex(cglpk_session *s, const cglpk_simplex_options *options,
                  cglpk_outcome *outcome) {
  *outcome = (cglpk_outcome){.bound = NAN};
  if (cglpk_is_dead(s)) return cglpk_ending(s); /* its thread may still be writing */
  s->simplex = *options;
  s->outcome = (cglpk_outcome){.bound = NAN};
  int code = cglpk_carry(s, simplex_job, NULL, deadline_after(options->seconds));
  take_outcome(s, outcome);
  return code;
}

typedef struct {
  double *primal, *activity, *row_duals, *reduced_costs;
} read_argument;

static int read_job(cglpk_session *s, void *argument) {
  const read_argument *a = argument;
  for (int j = 0; j < s->columns; j++) {
    a->primal[j] = glp_get_col_prim(s->problem, j + 1);
    a->reduced_costs[j] = glp_get_col_dual(s->problem, j + 1);
  }
  for (int i = 0; i < glp_get_num_rows(s->problem); i++) {
    a->activity[i] = glp_get_row_prim(s->problem, i + 1);
    a->row_duals[i] = glp_get_row_dual(s->problem, i + 1);
  }
  return CGLPK_OK;
}

int cglpk_read(cglpk_session *s, double *primal, double *activity, double *row_duals,
               double *reduced_costs) {
  read_argument a = {primal, activity, row_duals, reduced_costs};
  return cglpk_carry(s, read_job, &a, NAN);
}

/* ------------------------------------------------------ branch and cut -- */

static void note_bound(cglpk_session *s, glp_tree *tree) {
  int best = glp_ios_best_node(tree);
  if (best == 0) return; /* nothing open: the incumbent is the bound */
  double bound = glp_ios_node_bound(tree, best);
  pthread_mutex_lock(&s->lock);
  if (isnan(s->outcome.bound) || bound > s->outcome.bound) s->outcome.bound = bound;
  pthread_mutex_unlock(&s->lock);
}

/* Copied at once, so that it outlives whatever happens to the tree. */
static void note_incumbent(cglpk_session *s, glp_tree *tree) {
  glp_prob *p = glp_ios_get_prob(tree);
  pthread_mutex_lock(&s->lock);
  s->outcome.has_incumbent = true;
  s->outcome.objective = glp_get_obj_val(p);
  for (int j = 0; j < s->columns; j++) s->incumbent[j] = glp_get_col_prim(p, j + 1);
  pthread_mutex_unlock(&s->lock);
}

static void note_nodes(cglpk_session *s, int total) {
  pthread_mutex_lock(&s->lock);
  if (s->monitor != NULL) cglpk_monitor_add_nodes(s->monitor, total - s->outcome.nodes);
  s->outcome.nodes = total;
  pthread_mutex_unlock(&s->lock);
}

static void on_tree(glp_tree *tree, void *info) {
  cglpk_session *s = info;
  int total;
  glp_ios_tree_size(tree, NULL, NULL, &total);
  note_nodes(s, total);
  note_bound(s, tree);
  if (glp_ios_reason(tree) == GLP_IBINGO) note_incumbent(s, tree);
  if (cglpk_asked_to_stop(s) || total >= s->tree.node_limit) glp_ios_terminate(tree);
}

static int tree_job(cglpk_session *s, void *unused) {
  (void)unused;
  glp_iocp p;
  glp_init_iocp(&p);
  p.msg_lev = GLP_MSG_ALL;
  p.out_frq = hook_milliseconds;
  p.out_dly = 0;
  p.tm_lim = glpk_milliseconds(s->tree.seconds);
  p.mip_gap = s->tree.relative_gap;
  p.tol_int = 1e-7; /* 1e-5, the default, lets a big M leak */
  p.br_tech = GLP_BR_DTH;
  p.bt_tech = GLP_BT_BLB;
  p.mir_cuts = p.gmi_cuts = p.clq_cuts = GLP_ON;
  p.cov_cuts = GLP_OFF; /* static variables: not for two threads */
  p.ps_heur = GLP_OFF;  /* obeys no time limit */
  p.cb_func = on_tree;
  p.cb_info = s;
  s->cancel_seen = 0;
  s->in_tree = true;
  int code = glp_intopt(s->problem, &p);
  int status = glp_mip_status(s->problem);
  cglpk_count_iterations(s, glp_get_it_cnt(s->problem));
  pthread_mutex_lock(&s->lock);
  s->outcome.glpk_code = code;
  s->outcome.claim = claim_of(status);
  if (code == 0 && status == GLP_OPT) s->outcome.bound = s->outcome.objective;
  s->outcome.iterations = glp_get_it_cnt(s->problem);
  pthread_mutex_unlock(&s->lock);
  return cglpk_asked_to_stop(s) ? CGLPK_CANCELLED : CGLPK_OK;
}

int cglpk_branch_and_cut(cglpk_session *s, const cglpk_tree_options *options,
                         cglpk_outcome *outcome, double *incumbent) {
  *outcome = (cglpk_outcome){.bound = NAN};
  if (cglpk_is_dead(s)) return cglpk_ending(s);
  s->tree = *options;
  s->outcome = (cglpk_outcome){.bound = NAN};
  free(s->incumbent);
  s->incumbent = calloc((size_t)s->columns + 1, sizeof *s->incumbent);
  if (s->incumbent == NULL) return cglpk_give_up(s, CGLPK_MEMORY);
  int code = cglpk_carry(s, tree_job, NULL, deadline_after(options->seconds));
  pthread_mutex_lock(&s->lock);
  *outcome = s->outcome;
  memcpy(incumbent, s->incumbent, sizeof *incumbent * (size_t)s->columns);
  pthread_mutex_unlock(&s->lock);
  return code;
}

/* ------------------------------------------------- rays and directions -- */

/* One equation links every row and column: r_i - sum a_ij x_j = 0.  A tableau
 * row x_k - sum alpha_n x_n = 0 is a combination of them, and since r_i occurs in
 * its own equation alone, the multiplier of row i is the coefficient of r_i. */
static int multipliers_from_tableau(cglpk_session *s, int basic, double *multipliers) {
  int rows = glp_get_num_rows(s->problem), all = rows + s->columns;
  int *index = glp_alloc(all + 1, sizeof *index);
  double *value = glp_alloc(all + 1, sizeof *value);
  int count = glp_eval_tab_row(s->problem, basic, index, value);
  memset(multipliers, 0, sizeof *multipliers * (size_t)rows);
  if (basic <= rows) multipliers[basic - 1] = 1;
  for (int e = 1; e <= count; e++)
    if (index[e] <= rows) multipliers[index[e] - 1] -= value[e];
  glp_free(index);
  glp_free(value);
  return CGLPK_OK;
}

static int farkas_job(cglpk_session *s, void *unused) {
  (void)unused;
  for (int j = 0; j <= s->columns; j++) glp_set_obj_coef(s->problem, j, 0);
  glp_smcp p;
  simplex_parameters(&s->simplex, &p);
  p.meth = GLP_DUAL; /* any basis is dual feasible for a zero objective */
  glp_simplex(s->problem, &p);
  return cglpk_asked_to_stop(s) ? CGLPK_CANCELLED : CGLPK_OK;
}

static int farkas_read_job(cglpk_session *s, void *argument) {
  if (glp_get_prim_stat(s->problem) != GLP_NOFEAS) return CGLPK_REFUSED;
  int basic = glp_get_unbnd_ray(s->problem);
  if (basic == 0) return CGLPK_REFUSED;
  if (!glp_bf_exists(s->problem) && glp_factorize(s->problem) != 0) return CGLPK_REFUSED;
  return multipliers_from_tableau(s, basic, argument);
}

int cglpk_farkas(cglpk_session *s, double seconds, double *multipliers) {
  if (cglpk_is_dead(s)) return cglpk_ending(s);
  s->simplex = (cglpk_simplex_options){.tolerance = 1e-7, .seconds = seconds};
  int code = cglpk_carry(s, farkas_job, NULL, deadline_after(seconds));
  return code == CGLPK_OK ? cglpk_carry(s, farkas_read_job, multipliers, NAN) : code;
}

static int direction_job(cglpk_session *s, void *argument) {
  double *columns = argument;
  int rows = glp_get_num_rows(s->problem);
  int moving = glp_get_unbnd_ray(s->problem);
  if (moving == 0 || rows == 0) return CGLPK_REFUSED;
  if (!glp_bf_exists(s->problem) && glp_factorize(s->problem) != 0) return CGLPK_REFUSED;
  int *index = glp_alloc(rows + 1, sizeof *index);
  double *value = glp_alloc(rows + 1, sizeof *value);
  int count = glp_eval_tab_col(s->problem, moving, index, value);
  memset(columns, 0, sizeof *columns * (size_t)s->columns);
  if (moving > rows) columns[moving - rows - 1] = 1;
  for (int e = 1; e <= count; e++)
    if (index[e] > rows) columns[index[e] - rows - 1] = value[e];
  glp_free(index);
  glp_free(value);
  return CGLPK_OK;
}

int cglpk_unbounded_direction(cglpk_session *s, double *columns) {
  return cglpk_carry(s, direction_job, columns, NAN);
}

typedef struct {
  int count;
  const int32_t *rows;
  const double *rates;
  double *row_rates, *column_rates;
} rates_argument;

/* With (I | -A)(r; x) = 0, moving non-basic r_i at rate v_i asks of the basic
 * ones B w = -sum v_i e_i. */
static int rates_job(cglpk_session *s, void *argument) {
  const rates_argument *a = argument;
  int rows = glp_get_num_rows(s->problem);
  if (rows == 0 || glp_get_status(s->problem) != GLP_OPT) return CGLPK_REFUSED;
  if (!glp_bf_exists(s->problem) && glp_factorize(s->problem) != 0) return CGLPK_REFUSED;
  double *work = glp_alloc(rows + 1, sizeof *work);
  memset(work, 0, sizeof *work * ((size_t)rows + 1));
  for (int e = 0; e < a->count; e++) work[a->rows[e] + 1] -= a->rates[e];
  glp_ftran(s->problem, work);
  memset(a->row_rates, 0, sizeof(double) * (size_t)rows);
  memset(a->column_rates, 0, sizeof(double) * (size_t)s->columns);
  for (int k = 1; k <= rows; k++) {
    int basic = glp_get_bhead(s->problem, k);
    if (basic <= rows)
      a->row_rates[basic - 1] = work[k];
    else
      a->column_rates[basic - rows - 1] = work[k];
  }
  glp_free(work);
  return CGLPK_OK;
}

int cglpk_basic_rates(cglpk_session *s, int count, const int32_t *rows, const double *rates,
                      double *row_rates, double *column_rates) {
  rates_argument a = {count, rows, rates, row_rates, column_rates};
  return cglpk_carry(s, rates_job, &a, NAN);
}

static int provoke_job(cglpk_session *s, void *unused) {
  (void)unused;
  glp_set_row_bnds(s->problem, -1, GLP_FR, 0, 0);
  return CGLPK_OK;
}

int cglpk_provoke_error(cglpk_session *s) { return cglpk_carry(s, provoke_job, NULL, NAN); }
