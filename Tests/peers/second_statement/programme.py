"""A mixed-integer programme as sums of columns, and its solution by HiGHS."""

import typing

import highspy
import numpy

INFINITE = highspy.kHighsInf


class Sum:
    """A constant plus columns times figures."""

    __slots__ = ("constant", "terms")

    def __init__(self, constant=0.0, terms=None):
        self.constant, self.terms = float(constant), terms or {}

    def __add__(self, other):
        if not isinstance(other, Sum):
            return Sum(self.constant + other, self.terms)
        terms = dict(self.terms)
        for column, figure in other.terms.items():
            terms[column] = terms.get(column, 0.0) + figure
        return Sum(self.constant + other.constant, terms)

    __radd__ = __add__

    def __mul__(self, figure):
        if figure == 0:
            return Sum()
        return Sum(self.constant * figure, {column: value * figure for column, value in self.terms.items()})

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def value(self, solution):
        return self.constant + sum(figure * solution[column] for column, figure in self.terms.items())


def total(sums):
    """The sum of many, without a copy for each."""
    constant, terms = 0.0, {}
    for each in sums:
        constant += each.constant
        for column, figure in each.terms.items():
            terms[column] = terms.get(column, 0.0) + figure
    return Sum(constant, terms)


class Row(typing.NamedTuple):
    """A sum between a figure and 0, under the name of a rule where that may be asked for."""

    sum: Sum
    low: float
    rule: str


class Programme:
    """Columns and rows as they come."""

    def __init__(self):
        self.lower, self.upper, self.whole = [], [], []
        self.rows = []

    def column(self, lower=0.0, upper=INFINITE, whole=False):
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return Sum(0.0, {len(self.lower) - 1: 1.0})

    def switch(self):
        return self.column(0, 1, whole=True)

    def at_most(self, left, right=0.0, rule=""):
        self.rows.append(Row(left - right, -INFINITE, rule))

    def equal(self, left, right=0.0):
        self.rows.append(Row(left - right, 0.0, ""))

    def product(self, share, amount, most):
        """share * amount, exact where share is 0 or 1 and amount lies between 0 and most."""
        if not share.terms:
            return amount * share.constant
        if not amount.terms:
            return share * amount.constant
        result = self.column(0, most)
        self.at_most(result, amount)
        self.at_most(result, share * most)
        self.at_most(amount - (1 - share) * most, result)
        return result

    def maximise(self, objective, gap, without=()):
        """Value, bound and solution, without the rows of some rules; None where nothing keeps the rows."""
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance", "mip_feasibility_tolerance"):
            solver.setOptionValue(name, 1e-9)
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("mip_abs_gap", 0.0)
        solver.passModel(self.model(objective, [row for row in self.rows if row.rule not in without]))
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        assert status == highspy.HighsModelStatus.kOptimal, solver.modelStatusToString(status)
        info = solver.getInfo()
        value = info.objective_function_value
        return value, info.mip_dual_bound if any(self.whole) else value, list(solver.getSolution().col_value)

    def model(self, objective, rows):
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.lower), len(rows)
        lp.col_lower_, lp.col_upper_ = numpy.array(self.lower, float), numpy.array(self.upper, float)
        lp.col_cost_ = numpy.array([objective.terms.get(column, 0.0) for column in range(len(self.lower))])
        lp.offset_, lp.sense_ = objective.constant, highspy.ObjSense.kMaximize
        lp.row_lower_ = numpy.array([-INFINITE if row.low else -row.sum.constant for row in rows])
        lp.row_upper_ = numpy.array([-row.sum.constant for row in rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = numpy.cumsum([0] + [len(row.sum.terms) for row in rows])
        lp.a_matrix_.index_ = numpy.array([column for row in rows for column in row.sum.terms], int)
        lp.a_matrix_.value_ = numpy.array([figure for row in rows for figure in row.sum.terms.values()], float)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        if any(self.whole):
            lp.integrality_ = [kinds[whole] for whole in self.whole]
        return lp
