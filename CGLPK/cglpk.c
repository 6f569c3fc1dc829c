/* cglpk.c: the monitor, and the thread of a session.  What the thread is asked
 * to do lies in problem.c (data and bases) and solve.c (solving and reading). */

#include "session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ------------------------------------------------------------- monitor -- */

cglpk_monitor *cglpk_monitor_create(void) {
  cglpk_monitor *m = calloc(1, sizeof *m);
  if (m == NULL) return NULL;
  atomic_store(&m->references, 1);
  atomic_store(&m->incumbent, NAN);
  atomic_store(&m->bound, NAN);
  return m;
}

void cglpk_monitor_release(cglpk_monitor *m) {
  if (m != NULL && atomic_fetch_sub(&m->references, 1) == 1) free(m);
}

void cglpk_monitor_cancel(cglpk_monitor *m) { atomic_store(&m->cancelled, true); }

bool cglpk_monitor_cancelled(const cglpk_monitor *m) { return atomic_load(&m->cancelled); }

cglpk_progress cglpk_monitor_read(const cglpk_monitor *m) {
  return (cglpk_progress){
      .phase = atomic_load(&m->phase),
      .iterations = atomic_load(&m->iterations),
      .nodes = atomic_load(&m->nodes),
      .rows = atomic_load(&m->rows),
      .columns = atomic_load(&m->columns),
      .incumbent = atomic_load(&m->incumbent),
      .bound = atomic_load(&m->bound),
  };
}

void cglpk_monitor_set_phase(cglpk_monitor *m, int32_t phase) { atomic_store(&m->phase, phase); }

void cglpk_monitor_set_size(cglpk_monitor *m, int64_t rows, int64_t columns) {
  atomic_store(&m->rows, rows);
  atomic_store(&m->columns, columns);
}

void cglpk_monitor_add_nodes(cglpk_monitor *m, int64_t nodes) {
  atomic_fetch_add(&m->nodes, nodes);
}

void cglpk_monitor_set_incumbent(cglpk_monitor *m, double v) { atomic_store(&m->incumbent, v); }

void cglpk_monitor_set_bound(cglpk_monitor *m, double v) { atomic_store(&m->bound, v); }

/* ------------------------------------------------------ session thread -- */

enum { TRAP_ERROR = 1, TRAP_STOP = 2, TRAP_MEMORY = 3 };

/* Time a stopping solve is given before its thread is left behind. */
static const double patience = 0.15;
/* Time a solve may overrun its own limit (presolve and factorisation look at no clock). */
static const double overrun = 0.25;
static const long poll_nanoseconds = 20 * 1000000L;
static const size_t stack_bytes = (size_t)64 << 20;

double cglpk_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool cglpk_asked_to_stop(const cglpk_session *s) {
  return atomic_load(&s->stop) || (s->monitor != NULL && cglpk_monitor_cancelled(s->monitor));
}

void cglpk_count_iterations(cglpk_session *s, int64_t count) {
  if (count <= s->counted) return;
  if (s->monitor != NULL) atomic_fetch_add(&s->monitor->iterations, count - s->counted);
  s->counted = count;
}

static void release(cglpk_session *s) {
  if (atomic_fetch_sub(&s->references, 1) != 1) return;
  pthread_mutex_destroy(&s->lock);
  pthread_cond_destroy(&s->turn);
  cglpk_monitor_release(s->monitor);
  free(s->incumbent);
  free(s);
}

/* GLPK is about to abort: leave its frames.  Never runs under a Swift frame,
 * since the session thread holds C frames only. */
static void on_error(void *info) {
  cglpk_session *s = info;
  /* Only its words tell what GLPK failed on: a limit exceeded, none available. */
  if (s->armed) longjmp(s->trap, strstr(s->message, "memory") ? TRAP_MEMORY : TRAP_ERROR);
}

/* Catches every line GLPK prints.  It is also the only place where a running
 * simplex can be left, so it polls for cancellation. */
static int on_output(void *info, const char *text) {
  cglpk_session *s = info;
  /* The place in GLPK's source that follows an error would hide the error. */
  if (strncmp(text, "Error detected", 14) != 0) strncpy(s->message, text, sizeof s->message - 1);
  if (!s->in_tree) {
    char *end;
    const char *digits = text + (*text == '*' || *text == '#');
    long long count = strtoll(digits, &end, 10);
    if (end != digits && *end == ':') cglpk_count_iterations(s, count);
  }
  if (!s->armed || !cglpk_asked_to_stop(s)) return 1;
  /* A tree ends by its own callback and then keeps everything in order; a long
   * relaxation inside it would not, so its patience is short. */
  if (s->in_tree) {
    if (s->cancel_seen == 0) s->cancel_seen = cglpk_now();
    if (cglpk_now() - s->cancel_seen < patience / 2) return 1;
  }
  longjmp(s->trap, TRAP_STOP);
}

static int code_of_trap(int trap) {
  switch (trap) {
  case TRAP_STOP: return CGLPK_CANCELLED;
  case TRAP_MEMORY: return CGLPK_MEMORY;
  default: return CGLPK_BROKEN;
  }
}

/* The first cause stays.  Under the lock. */
static void die(cglpk_session *s, int cause) {
  if (s->ending == CGLPK_OK) s->ending = cause;
}

static void perform(cglpk_session *s, job_function job, void *argument) {
  int code;
  int hit = setjmp(s->trap);
  if (hit == 0) {
    s->armed = true;
    code = job(s, argument);
    s->armed = false;
    pthread_mutex_lock(&s->lock);
  } else {
    s->armed = false;
    glp_free_env();
    code = code_of_trap(hit);
    pthread_mutex_lock(&s->lock);
    s->problem = NULL;
    die(s, code);
  }
  s->in_tree = false;
  s->code = code;
  s->pending = false;
  pthread_cond_broadcast(&s->turn);
  pthread_mutex_unlock(&s->lock);
}

static void *serve(void *info) {
  cglpk_session *s = info;
  glp_error_hook(on_error, s);
  glp_term_hook(on_output, s);
  glp_mem_limit(s->megabytes); /* set below what is in use it would wrap around */
  pthread_mutex_lock(&s->lock);
  for (;;) {
    while (!s->pending && !s->closing && !s->abandoned) pthread_cond_wait(&s->turn, &s->lock);
    if (!s->pending) break;
    job_function job = s->job;
    void *argument = s->argument;
    pthread_mutex_unlock(&s->lock);
    perform(s, job, argument);
    pthread_mutex_lock(&s->lock);
  }
  pthread_mutex_unlock(&s->lock);
  if (s->problem != NULL) glp_delete_prob(s->problem);
  glp_free_env();
  release(s);
  return NULL;
}

cglpk_session *cglpk_open(cglpk_monitor *monitor, int megabytes) {
  cglpk_session *s = calloc(1, sizeof *s);
  if (s == NULL) return NULL;
  s->megabytes = megabytes < 1 ? 1 : megabytes;
  atomic_store(&s->references, 2);
  pthread_mutex_init(&s->lock, NULL);
  pthread_condattr_t condition;
  pthread_condattr_init(&condition);
  pthread_condattr_setclock(&condition, CLOCK_MONOTONIC);
  pthread_cond_init(&s->turn, &condition);
  pthread_condattr_destroy(&condition);
  if (monitor != NULL) atomic_fetch_add(&monitor->references, 1);
  s->monitor = monitor;

  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_bytes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  int failed = pthread_create(&thread, &attributes, serve, s);
  pthread_attr_destroy(&attributes);
  if (!failed) return s;
  release(s);
  release(s);
  return NULL;
}

void cglpk_close(cglpk_session *s) {
  pthread_mutex_lock(&s->lock);
  s->closing = true;
  pthread_cond_broadcast(&s->turn);
  pthread_mutex_unlock(&s->lock);
  release(s);
}

int cglpk_ending(cglpk_session *s) {
  pthread_mutex_lock(&s->lock);
  int ending = s->ending;
  pthread_mutex_unlock(&s->lock);
  return ending;
}

int cglpk_give_up(cglpk_session *s, int cause) {
  pthread_mutex_lock(&s->lock);
  die(s, cause);
  pthread_mutex_unlock(&s->lock);
  return cglpk_ending(s);
}

bool cglpk_is_dead(cglpk_session *s) { return cglpk_ending(s) != CGLPK_OK; }

const char *cglpk_message(cglpk_session *s) { return cglpk_is_dead(s) ? "" : s->message; }

/* Waits for the job in hand.  A long job that neither its limit nor a
 * cancellation ends in time is left behind: its thread frees itself later. */
static int await(cglpk_session *s, double deadline) {
  double cancelled_at = 0;
  while (s->pending) {
    if (isnan(deadline)) {
      pthread_cond_wait(&s->turn, &s->lock);
      continue;
    }
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += poll_nanoseconds;
    if (until.tv_nsec >= 1000000000L) until.tv_sec += 1, until.tv_nsec -= 1000000000L;
    pthread_cond_timedwait(&s->turn, &s->lock, &until);
    if (!s->pending) break;
    double t = cglpk_now();
    if (cancelled_at == 0 && s->monitor != NULL && cglpk_monitor_cancelled(s->monitor))
      cancelled_at = t;
    bool late = t > deadline + overrun;
    if (late || (cancelled_at != 0 && t > cancelled_at + patience)) {
      s->abandoned = true;
      atomic_store(&s->stop, true);
      die(s, late ? CGLPK_TIME : CGLPK_CANCELLED);
      return s->ending;
    }
  }
  return s->code;
}

int cglpk_carry(cglpk_session *s, job_function job, void *argument, double deadline) {
  pthread_mutex_lock(&s->lock);
  int code = s->ending;
  if (code == CGLPK_OK) {
    s->job = job;
    s->argument = argument;
    s->pending = true;
    pthread_cond_broadcast(&s->turn);
    code = await(s, deadline);
  }
  pthread_mutex_unlock(&s->lock);
  return code;
}
