"""A thin, typed hold on HiGHS: one linear or integer program that can be changed and solved again from where it was.

HiGHS (Huangfu and Hall, Parallelizing the dual revised simplex method, 2018) is the only part of a draw that is not our
own; nothing that it says is believed without a check: panels are checked against the quotas as whole numbers, and the
certificate is checked by `certificate.check`, which needs no solver.
"""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

from brink.methods.unfinished import Unfinished

Floats = NDArray[np.float64]
INFINITY = highspy.kHighsInf
_TOLERANCE = 1e-9


class Infeasible(Exception):
    """No solution keeps all rows and bounds."""


class Undecided(Exception):
    """No solution was found within the number of nodes that was allowed."""


class Program:
    """Maximise `cost @ x` with `low <= x <= high` and `least <= rows @ x <= most`; `whole` makes all x integers.

    With `nodes` an integer program stops after so many nodes, with the best that it has.
    """

    def __init__(
        self, cost: Floats, low: Floats, high: Floats, rows: Floats, least: Floats, most: Floats, *,
        whole: bool = False, nodes: int | None = None,
    ) -> None:  # fmt: skip
        count = len(cost)
        if not (rows.shape == (len(least), count) == (len(most), len(low)) and len(low) == len(high)):
            raise ValueError("a program has a bound for each row and column")
        self.columns, self.rows = count, len(least)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = count, len(least)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = _floats(cost), _floats(low), _floats(high)
        lp.row_lower_, lp.row_upper_ = _floats(least), _floats(most)
        where = np.nonzero(rows.T)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(where[0], minlength=count))]).astype(np.int32)
        lp.a_matrix_.index_ = where[1].astype(np.int32)
        lp.a_matrix_.value_ = rows.T[where].astype(np.float64)
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * count
        self._whole = whole
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (
            ("output_flag", False), ("threads", 1), ("random_seed", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-9),
            ("primal_feasibility_tolerance", _TOLERANCE), ("dual_feasibility_tolerance", _TOLERANCE),
        ):  # fmt: skip
            self._highs.setOptionValue(name, value)
        if nodes is not None:
            self._highs.setOptionValue("mip_max_nodes", nodes)
        self._limited = nodes is not None
        self._highs.passModel(lp)

    def costs(self, cost: Floats) -> None:
        """Set what is maximised."""
        self._highs.changeColsCost(self.columns, np.arange(self.columns, dtype=np.int32), _floats(cost))

    def bounds(self, low: Floats, high: Floats) -> None:
        """Set the bounds of all columns."""
        places = np.arange(self.columns, dtype=np.int32)
        self._highs.changeColsBounds(self.columns, places, _floats(low), _floats(high))

    def add_row(self, least: float, values: Floats, most: float) -> None:
        """Add one row, given over all columns."""
        where = np.flatnonzero(values).astype(np.int32)
        self._highs.addRow(least, most, len(where), where, _floats(values[where]))
        self.rows += 1

    def solve(self) -> tuple[float, Floats]:
        """Return the largest value and where it is reached. Raises Infeasible; Unfinished when HiGHS gives up.

        Raises Undecided when the allowed nodes were too few to find any.
        """
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible
        if self._limited and status == highspy.HighsModelStatus.kSolutionLimit:
            if self._highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
                raise Undecided
            return float(self._highs.getInfo().objective_function_value), np.array(self._highs.getSolution().col_value)
        if status != highspy.HighsModelStatus.kOptimal:
            # A warm start that went astray is tried once more from nothing.
            self._highs.clearSolver()
            self._highs.run()
            status = self._highs.getModelStatus()
            if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
                raise Infeasible
            if status != highspy.HighsModelStatus.kOptimal:
                raise Unfinished(f"the solver stopped: {self._highs.modelStatusToString(status)}")
        values = np.array(self._highs.getSolution().col_value)
        return float(self._highs.getInfo().objective_function_value), values

    def finished(self) -> bool:
        """Tell whether the last solution is the best of all, not the best within the number of nodes."""
        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def prices(self) -> tuple[Floats, Floats]:
        """Return the duals of rows and the reduced costs of columns at the last solution of a linear program."""
        solution = self._highs.getSolution()
        return np.array(solution.row_dual), np.array(solution.col_dual)


def _floats(values: Floats | Sequence[float]) -> Floats:
    return np.ascontiguousarray(values, dtype=np.float64)
