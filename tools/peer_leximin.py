"""The published leximin loop (Nature 2021, as sortition-algorithms has it) on open solvers, for the bench alone.

    PEER_PYTHON tools/peer_leximin.py FOLDER SEATS maximin|leximin

That package asks for a commercial solver for one linear program of its loop. Here HiGHS takes its place, by interior
points without crossover as the package sets it; panels come from CBC. Run with the interpreter that has the peers;
prints CPU seconds.
"""

import importlib.machinery
import json
import resource
import sys
import time
import types
from pathlib import Path

import highspy


class Expression:
    """A sum of variables times numbers, plus a number."""

    def __init__(self, terms=None, constant=0.0):
        self.terms, self.constant = dict(terms or {}), constant

    def _plus(self, other, sign):
        made = Expression(self.terms, self.constant)
        if isinstance(other, Expression):
            for variable, factor in other.terms.items():
                made.terms[variable] = made.terms.get(variable, 0.0) + sign * factor
            made.constant += sign * other.constant
        else:
            made.constant += sign * other
        return made

    def __add__(self, other):
        return self._plus(other, 1.0)

    __radd__ = __add__

    def __sub__(self, other):
        return self._plus(other, -1.0)

    def __rsub__(self, other):
        return (self * -1.0)._plus(other, 1.0)

    def __mul__(self, factor):
        return Expression({variable: value * factor for variable, value in self.terms.items()}, self.constant * factor)

    __rmul__ = __mul__

    def __le__(self, other):
        return (self - other, -highspy.kHighsInf, 0.0)

    def __ge__(self, other):
        return (self - other, 0.0, highspy.kHighsInf)

    def __eq__(self, other):
        return (self - other, 0.0, 0.0)

    __hash__ = None


class Variable(Expression):
    """One column of a model; `x` is its value in the solution."""

    def __init__(self, model, column):
        super().__init__({column: 1.0})
        self.model, self.column = model, column

    @property
    def x(self):
        return self.model.values[self.column]


class Model:
    """The part of the commercial package's interface that the loop uses, over HiGHS."""

    def __init__(self):
        self.solver, self.count, self.status = highspy.Highs(), 0, None
        for option, value in (("output_flag", False), ("threads", 1), ("solver", "ipm"), ("run_crossover", "off")):
            self.solver.setOptionValue(option, value)

    def addVar(self, vtype=None, lb=0.0):  # noqa: N802
        self.solver.addCol(0.0, lb, highspy.kHighsInf, 0, [], [])
        self.count += 1
        return Variable(self, self.count - 1)

    def addConstr(self, constraint):  # noqa: N802
        expression, low, high = constraint
        columns, factors = list(expression.terms), list(expression.terms.values())
        self.solver.addRow(low - expression.constant, high - expression.constant, len(columns), columns, factors)

    def setObjective(self, expression, sense):  # noqa: N802
        for column, factor in expression.terms.items():
            self.solver.changeColCost(column, factor)

    def setParam(self, name, value):  # noqa: N802
        """Barrier and no crossover are set already."""

    def optimize(self):
        self.solver.run()
        # Without crossover the solver calls an answer that is near enough unknown; the loop takes it as it would there.
        near = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnknown)
        self.status = 2 if self.solver.getModelStatus() in near else 3
        self.values = list(self.solver.getSolution().col_value)
        self.objVal = self.solver.getInfo().objective_function_value


def quicksum(parts):
    """Add many expressions without copying at each step."""
    made = Expression()
    for part in parts:
        for variable, factor in part.terms.items():
            made.terms[variable] = made.terms.get(variable, 0.0) + factor
        made.constant += part.constant
    return made


stand_in = types.ModuleType("gurobipy")
stand_in.__spec__ = importlib.machinery.ModuleSpec("gurobipy", None)
stand_in.Model, stand_in.quicksum, stand_in.setParam = Model, quicksum, lambda name, value: None
stand_in.GRB = types.SimpleNamespace(CONTINUOUS="C", MINIMIZE=1, OPTIMAL=2)
sys.modules["gurobipy"] = stand_in

from sortition_algorithms import CSVStringDataSource, SelectionData, Settings, run_stratification  # noqa: E402


def main() -> None:
    """Solve one pool and print the CPU seconds."""
    folder, seats, algorithm = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    data = SelectionData(CSVStringDataSource((folder / "f.csv").read_text(), (folder / "p.csv").read_text()))
    settings = Settings(id_column="id", columns_to_keep=[], selection_algorithm=algorithm, solver_backend="mip")
    features, _ = data.load_features(seats)
    people, _ = data.load_people(settings, features)
    start = time.process_time()
    done, _panels, _ = run_stratification(features, people, seats, settings, max_seconds=600)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"cpu": time.process_time() - start + children.ru_utime, "done": bool(done)}))


if __name__ == "__main__":
    main()
