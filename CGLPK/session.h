/* session.h: what the C files of this target share; not for callers. */

#ifndef CGLPK_SESSION_H
#define CGLPK_SESSION_H

#include "cglpk.h"

#include <glpk.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>

struct cglpk_monitor {
  atomic_int references;
  atomic_bool cancelled;
  _Atomic int32_t phase;
  _Atomic int64_t iterations, nodes, rows, columns;
  _Atomic double incumbent, bound;
};

typedef int (*job_function)(cglpk_session *session, void *argument);

struct cglpk_session {
  pthread_mutex_t lock;
  pthread_cond_t turn;
  atomic_int references; /* the caller's and the thread's */
  cglpk_monitor *monitor;

  /* Under the lock. */
  job_function job;
  void *argument;
  int code;
  int ending; /* what the session died of, CGLPK_OK while it lives */
  bool pending, closing, abandoned;
  cglpk_outcome outcome;
  double *incumbent;

  /* The thread's own. */
  glp_prob *problem;
  int megabytes, kind; /* the memory limit; which scaling or basis */
  jmp_buf trap;
  bool armed;
  atomic_bool stop;
  double cancel_seen; /* when the tree was first asked to end, 0 before */
  bool in_tree;
  int columns;
  int64_t counted; /* iterations the monitor knows of */
  char message[256];
  cglpk_simplex_options simplex;
  cglpk_tree_options tree;
};

/* Carries `job` to the session thread and waits.  A NaN deadline means a short
 * job that is waited for whatever happens; its argument may live on the
 * caller's stack.  A job with a deadline can be left behind, so its argument
 * must lie in the session. */
int cglpk_carry(cglpk_session *session, job_function job, void *argument, double deadline);

/* Makes it dead of `cause`, unless it is already; returns what it died of. */
int cglpk_give_up(cglpk_session *session, int cause);

bool cglpk_asked_to_stop(const cglpk_session *session);
double cglpk_now(void); /* monotonic seconds */

/* Adds what is new of this session's iteration count to the monitor's, which
 * runs over all sessions of a solve. */
void cglpk_count_iterations(cglpk_session *session, int64_t count);

#endif
