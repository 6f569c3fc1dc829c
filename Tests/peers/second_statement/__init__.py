"""The planning problem stated a second time, for HiGHS: written from the pages under docs, never from the sources.

calendar, case: days, periods and tables as they stand in a folder; paths: who calls what, when, and how likely that is;
tranches: what is there and what it costs, whatever is decided; choices: what is decided, by whoever knows so much and
no more; work, money, lettings: rows and booked amounts; programme: sums of columns, and HiGHS; statement: all of it.
"""

from .statement import best

__all__ = ["best"]
