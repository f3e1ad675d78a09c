"""What is different between two versions that follow each other, as people read it: from the rows to lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.instruments.consultation import queries
from brink.instruments.consultation.comparing import GONE, NEW, SAME, Run, compared
from brink.instruments.consultation.lineage import Turn
from brink.instruments.consultation.models import Credit, Passage, TextVersion


@dataclass(frozen=True, slots=True)
class Change:
    """One piece that is not what it was: what stood there, what stands there now, and why."""

    turn: Turn
    name: str
    was: str
    moved: str
    before: tuple[Run, ...]
    after: tuple[Run, ...]
    reason: str
    credits: int

    @property
    def anchor(self) -> str:
        """Return where it stands on the page."""
        return f"stuk-{self.name.split()[0]}" if self.name else "stuk"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes from one version to the next, with the line that says how many."""

    old: TextVersion
    new: TextVersion
    head: str
    changes: tuple[Change, ...]


def _full(passage: Passage) -> str:
    return f"{passage.heading}\n\n{passage.body}"


@lru_cache(maxsize=4_000)
def _runs(old: str, new: str) -> tuple[Run, ...]:
    """Compare two texts that are published, and so never change: kept, for many people read the same comparison."""
    return compared(old, new)


def _sides(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    runs = _runs(old, new)
    return tuple(one for one in runs if one.kind != NEW), tuple(one for one in runs if one.kind != GONE)


def head_line(total: int, turns: Sequence[Turn], gone: int) -> str:
    """Say in one line how much is different: of how many pieces, how many new ones, and how many went."""
    changed = sum(one in (Turn.EDITED, Turn.SPLIT, Turn.MERGED) for one in turns)
    new, moved = turns.count(Turn.NEW), turns.count(Turn.MOVED)
    said = [
        ngettext(
            "%(n)s van de %(total)s stukken is veranderd", "%(n)s van de %(total)s stukken zijn veranderd", changed
        ) % {"n": changed, "total": total}
    ]  # fmt: skip
    if new:
        said.append(ngettext("%(n)s is nieuw", "%(n)s zijn nieuw", new) % {"n": new})
    if moved:
        said.append(ngettext("%(n)s staat ergens anders", "%(n)s staan ergens anders", moved) % {"n": moved})
    if gone:
        said.append(ngettext("%(n)s is weg", "%(n)s zijn weg", gone) % {"n": gone})
    joined = ", ".join(said[:-1]) + (_(" en ") if len(said) > 1 else "") + said[-1]
    return f"{joined}."


def comparison(old: TextVersion, new: TextVersion) -> Comparison:
    """Compare two versions that follow each other. Four queries."""
    before, after, origins = queries.passages_of(old), queries.passages_of(new), queries.origins_of(new)
    found = queries.turns_between(before, after, origins)
    credits: dict[object, int] = {}
    for pk in Credit.objects.filter(passage__version=new).values_list("passage", flat=True):
        credits[pk] = credits.get(pk, 0) + 1
    by_section = {one.section_id: one for one in before}
    sources: dict[object, list[Passage]] = {}
    for one in origins:
        if one.passage_id is not None and one.old_id in by_section:
            sources.setdefault(one.passage_id, []).append(by_section[one.old_id])
    changes = [
        _changed(turn, passage, sources.get(passage.pk, []), credits.get(passage.pk, 0))
        for passage, turn in zip(after, found.new, strict=True)
        if turn is not Turn.SAME
    ]
    reasons = {one.old_id: one.reason for one in origins if one.passage_id is None}
    dropped = [one for one, turn in zip(before, found.old, strict=True) if turn is Turn.DROPPED]
    changes += [
        Change(Turn.DROPPED, str(one), "", "", (Run(GONE, _full(one)),), (), reasons.get(one.section_id, ""), 0)
        for one in dropped
    ]
    return Comparison(old, new, head_line(len(after), found.new, len(dropped)), tuple(changes))


def _changed(turn: Turn, passage: Passage, sources: Sequence[Passage], credits: int) -> Change:
    was = ", ".join(map(str, sources))
    if turn is Turn.MOVED:
        moved = _("Dit stuk staat nu op een andere plek. De tekst is gelijk gebleven.")
        return Change(turn, str(passage), was, moved, (), (Run(SAME, _full(passage)),), passage.reason, credits)
    gone, fresh = _sides("\n\n".join(map(_full, sources)), _full(passage))
    moved = ""
    if turn is Turn.SPLIT:
        moved = _("Dit stuk is een deel van wat eerst stond in: %(was)s.") % {"was": was}
    elif turn is Turn.MERGED:
        moved = _("Dit stuk komt uit: %(was)s.") % {"was": was}
    return Change(turn, str(passage), was, moved, gone, fresh, passage.reason, credits)
