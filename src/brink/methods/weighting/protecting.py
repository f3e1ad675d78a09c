"""Tables of counts that may be published: small groups hidden, and nothing that is shown tells what they are.

`protect` is for one table with its totals, `protect_all` for tables about the same people, `protect_later` for tables
about some of the same people after others were published. Each result is proved before it is handed over: for every
group under the threshold there are two whole tables that agree with all that is shown and hold that group far enough
apart. `check` verifies this by addition and comparison alone; what is not proved is withheld.

The rule for a small group: as far as anybody can tell it may reach the threshold, and it may have at least as many
different sizes as the threshold. These are an upper protection level of threshold - count and a sliding one of
threshold - 1 (Fischetti and Salazar, Management Science 47, 2001; Hundepool et al., Statistical Disclosure Control,
2012). Zeros are shown, for a group in which nobody takes part has nobody to protect; then outsiders know that a hidden
figure is not zero, and the proof allows for that. In a table that crosses an answer a zero does tell something of the
others in its row: `hide_zeros` treats it as any small count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from brink.methods.weighting.attack import Tables, agrees, figures_of, wide
from brink.methods.weighting.disclosure import LEAST_COUNT, may_show_share
from brink.methods.weighting.figures import Bools, Crossing, Figure, Plan, Table, TooLarge, crossing_of, plan_of
from brink.methods.weighting.margins import Floats, Ints
from brink.methods.weighting.suppression import CannotProtect, choose, loss

_MOMENT = "moment"  # the variable that tells in which publications somebody counts
HIDDEN = -1


class NotProtected(Exception):
    """A proof does not hold: a small group could be narrowed down."""


@dataclass(frozen=True)
class ProtectedTable:
    """A table as it may be published: counts per category with totals last on each axis, -1 where hidden."""

    table: Table
    categories: tuple[tuple[str, ...], ...]
    counts: Ints

    @property
    def shown(self) -> Bools:
        """Return where a count is shown."""
        return np.asarray(self.counts != HIDDEN)

    def published(self) -> Floats:
        """Return the counts as numbers, not a number where hidden."""
        return np.where(self.shown, self.counts, np.nan)

    def may_show_share(self, place: tuple[int, ...], effective: float) -> bool:
        """Tell whether a share or mean may be shown at a place: its count is, and it rests on enough people.

        `effective` is the effective number of answers there. Nothing may be told of a hidden count in another way.
        """
        return bool(self.shown[place]) and may_show_share(int(self.counts[place]), effective)


@dataclass(frozen=True)
class Proof:
    """Why a choice protects: per watched figure two whole tables. It holds the truth, so it is never published.

    `lost` is what hiding figures besides the small ones costs (the sum of log(1 + count)); no choice loses less than
    `least_lost`.
    """

    plan: Plan
    shown: Bools
    ends: Mapping[int, tuple[Ints, Ints]]
    lost: float
    least_lost: float


@dataclass(frozen=True)
class Protected:
    """Tables that may be published together, the proofs, and the names of the tables withheld for want of proof."""

    tables: tuple[ProtectedTable, ...]
    proofs: tuple[Proof, ...]
    withheld: tuple[str, ...]

    def __getitem__(self, name: str) -> ProtectedTable:
        return next(one for one in self.tables if one.table.name == name)


@dataclass(frozen=True)
class Publication:
    """Tables about people: per person (by an own name or number) the category of each variable.

    `out` holds what was published of them, once it was.
    """

    variables: tuple[str, ...]
    people: Mapping[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    out: tuple[ProtectedTable, ...] = ()


def protect(
    counts: Ints, *, threshold: int = LEAST_COUNT, hide_zeros: bool = False, impossible: Bools | None = None
) -> Protected:
    """Protect one table of counts (one axis per variable) that is published with all its totals.

    Its only table has one place more on each axis, for the totals. `impossible` marks structural zeros. Raises
    ValueError for counts that are negative or without axes.
    """
    counts = np.asarray(counts, np.int64)
    names = tuple(f"variable {at}" for at in range(counts.ndim))
    categories = tuple(tuple(str(at) for at in range(size)) for size in counts.shape)
    crossing = Crossing(names, categories, counts, impossible)
    return protect_all(crossing, (Table("table", names),), threshold=threshold, hide_zeros=hide_zeros)


def protect_all(
    crossing: Crossing, tables: Sequence[Table], *, threshold: int = LEAST_COUNT, hide_zeros: bool = False
) -> Protected:
    """Protect tables about the same people: what is one figure in two tables is hidden in both, and proved together.

    Protected is each group under the threshold that can be named with the variables of tables that hang together (by a
    variable they share), published or not. Tables that share no variable say nothing of each other beyond the number
    of all people. Raises ValueError for a table that does not fit the crossing.
    """
    _named_once(tables)
    for table in tables:
        table.check(crossing)
    lots = _hanging_together(tables, crossing.variables) if crossing.known_total else [(crossing.variables, [*tables])]
    parts = [_protected(crossing.onto(used), own, {}, threshold, hide_zeros) for used, own in lots]
    return _together(tables, parts)


def protect_people(
    columns: Mapping[str, Sequence[str]], tables: Sequence[Table], *, threshold: int = LEAST_COUNT,
    hide_zeros: bool = False,
) -> Protected:  # fmt: skip
    """Protect tables about people of whom `columns` holds each one's category, as `protect_all` does.

    No crossing of all columns is made, only of those of tables that hang together. A table without variables is the
    number of all. Raises ValueError for columns that are not equally long and for a table that does not fit them,
    TooLarge for tables that together cross more than memory should hold.
    """
    _named_once(tables)
    parts = []
    for used, own in _hanging_together(tables, tuple(columns)):
        if set(used) - set(columns):
            raise ValueError("a table has variables that the people have not")
        crossing = crossing_of({name: columns[name] for name in used})
        for table in own:
            table.check(crossing)
        parts.append(_protected(crossing, own, {}, threshold, hide_zeros))
    return _together(tables, parts)


def protect_later(
    earlier: Sequence[Publication], now: Publication, *, threshold: int = LEAST_COUNT, hide_zeros: bool = False
) -> Protected:
    """Protect the tables of a publication against the earlier ones: who came, left or changed must not stand out.

    All publications need the same variables, and `out` of the earlier ones what was shown then, with the same choice of
    `hide_zeros`. A number that outsiders know in another way, as that of all people at each moment, belongs in a table
    too (one without variables), or it is not reckoned with. People are the same when name and categories are; whoever
    changed has left and come. Raises ValueError for variables that differ. Tables are withheld where the earlier ones
    leave no room for them.
    """
    _named_once(now.tables)
    rounds = [*earlier, now]
    if len({one.variables for one in rounds}) != 1 or _MOMENT in now.variables:
        raise ValueError("publications about the same people need the same variables")
    kinds = [set(one.people.items()) for one in rounds]
    everybody = sorted(set().union(*kinds))
    moments = ["".join("1" if person in kind else "0" for kind in kinds) for person in everybody]
    columns = {name: [cells[at] for _who, cells in everybody] for at, name in enumerate(now.variables)}
    crossing = _without(crossing_of({**columns, _MOMENT: moments}, known_total=False), earlier)
    known: dict[Figure, bool] = {}
    for turn, one in enumerate(earlier):
        for result in one.out:
            for place, figure in _then(result, crossing, turn):
                known[figure] = known.get(figure, False) or bool(result.shown[place])
    for table in now.tables:
        table.check(crossing)
    then = tuple(sorted({moment for moment in moments if moment[-1] == "1"}))
    tables = [Table(one.name, one.variables, {**one.where, _MOMENT: then}, one.totals) for one in now.tables]
    found = _protected(crossing, tables, known, threshold, hide_zeros)
    back = tuple(replace(one, table=own) for own, one in zip(now.tables, found.tables, strict=True))
    return replace(found, tables=back)


def check(proof: Proof) -> None:
    """Verify a proof by addition and comparison, without a solver. Raises NotProtected when it does not hold."""
    plan = proof.plan
    if (proof.shown & (plan.small | (plan.watched & plan.wanted))).any():
        raise NotProtected("a small figure is shown")
    for figure in np.flatnonzero(plan.watched).tolist():
        if figure not in proof.ends:
            raise NotProtected("a small figure has no proof")
        low, high = proof.ends[figure]
        if not (agrees(plan, proof.shown, low) and agrees(plan, proof.shown, high)):
            raise NotProtected("a table of the proof does not agree with what is shown")
        ends = [figures_of(plan, one)[figure] for one in (low, high)]
        if not wide(ends[0], ends[1], plan.threshold):
            raise NotProtected("a small figure can be narrowed down")


def _protected(
    crossing: Crossing, tables: Sequence[Table], known: Mapping[Figure, bool], threshold: int, hide_zeros: bool
) -> Protected:
    """Choose, prove and fill in; withhold all but what is known already when there is no proof."""
    wanted = [[figure for _place, figure in table.figures(crossing)] for table in tables]
    withheld: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    everything = [figure for own in wanted for figure in own]
    visible: dict[Figure, bool] = dict(known)
    try:
        plan = plan_of(crossing, everything, known, threshold=threshold, hide_zeros=hide_zeros)
        shown, found, bound = choose(plan)
        proof = Proof(plan, shown, _ends(plan, found), loss(plan, shown), bound)
        check(proof)
        proofs = (proof,)
        visible = dict(zip(plan.figures, shown.tolist(), strict=True))
    except (CannotProtect, NotProtected, TooLarge):
        withheld = tuple(table.name for table in tables)
        whole = tuple(tuple(range(len(own))) for own in crossing.categories)
        visible[whole] = visible.get(whole, False) or (crossing.known_total and crossing.counts.sum() >= threshold)
    made = []
    for table, own in zip(tables, wanted, strict=True):
        counts = [int(crossing.counts[np.ix_(*one)].sum()) if visible.get(one) else HIDDEN for one in own]
        categories = table.categories(crossing)
        shape = [len(names) + table.totals for names in categories]
        made.append(ProtectedTable(table, categories, np.array(counts, np.int64).reshape(shape)))
    return Protected(tuple(made), proofs, withheld)


def _ends(plan: Plan, found: Tables) -> dict[int, tuple[Ints, Ints]]:
    return {figure: found.ends(figure) for figure in np.flatnonzero(plan.watched).tolist()}


def _hanging_together(tables: Sequence[Table], variables: tuple[str, ...]) -> list[tuple[tuple[str, ...], list[Table]]]:
    """Return tables that share variables together, each lot with its variables."""
    lots: list[tuple[set[str], list[Table]]] = []
    for table in tables:
        used = table.used() or {variables[0]}
        near = [lot for lot in lots if lot[0] & used]
        lots = [lot for lot in lots if not lot[0] & used]
        lots.append((used.union(*(lot[0] for lot in near)), [*(one for lot in near for one in lot[1]), table]))
    return [(tuple(sorted(used)), own) for used, own in lots]


def _together(tables: Sequence[Table], parts: Sequence[Protected]) -> Protected:
    made = {one.table.name: one for part in parts for one in part.tables}
    proofs = tuple(proof for part in parts for proof in part.proofs)
    withheld = tuple(name for part in parts for name in part.withheld)
    return Protected(tuple(made[table.name] for table in tables), proofs, withheld)


def _named_once(tables: Sequence[Table]) -> None:
    if len({table.name for table in tables}) != len(tables):
        raise ValueError("each table needs a name of its own")


def _without(crossing: Crossing, earlier: Sequence[Publication]) -> Crossing:
    """Return the crossing with what earlier tables did not list known as empty then."""
    impossible = np.zeros(crossing.counts.shape, bool)
    for turn, publication in enumerate(earlier):
        there = [moment[turn] == "1" for moment in crossing.categories[-1]]
        for result in publication.out:
            for name, listed in zip(result.table.variables, result.categories, strict=True):
                axis = crossing.variables.index(name)
                away = [category not in listed for category in crossing.categories[axis]]
                shape = [1] * crossing.counts.ndim
                shape[axis] = len(away)
                impossible |= np.reshape(away, shape) & np.array(there)
    return replace(crossing, impossible=impossible)


def _then(result: ProtectedTable, crossing: Crossing, turn: int) -> list[tuple[tuple[int, ...], Figure]]:
    """Return each place of a table that is out, with its figure in the crossing of all: who counted then."""
    there = {moment for moment in crossing.categories[-1] if moment[turn] == "1"}
    found = []
    for place in product(*(range(size) for size in result.counts.shape)):
        chosen: dict[str, set[str]] = {_MOMENT: there, **{name: set(own) for name, own in result.table.where.items()}}
        for name, listed, at in zip(result.table.variables, result.categories, place, strict=True):
            if at < len(listed):
                chosen[name] = {listed[at]}
        own = zip(crossing.variables, crossing.categories, strict=True)
        figure = tuple(
            tuple(at for at, category in enumerate(names) if category in chosen.get(name, names)) for name, names in own
        )
        if all(figure):
            found.append((place, figure))
    return found
