"""What a consultation brought: remarks per piece, what people want with it, and the smaller side. As `Outcome`."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.quotations import quoted
from brink.domain.participation.counting import counted, readable
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import K, safe_cells
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Remark, Wish
from brink.instruments.consultation.round_settings import REMARK

DISAGREEMENT = 0.2
"""A side of at least this share, and at least ten people, is a minority that a decision has to weigh."""


@dataclass(frozen=True, slots=True)
class _Tally:
    """The rows of a round, read once."""

    round: Round
    voices: list[Contribution]
    readable: frozenset[object]
    names: Mapping[object, str]
    say: Callable[[Contribution, str], str]


def _read(round: Round, say: Callable[[Contribution, str], str]) -> _Tally:
    voices = list(counted(round, REMARK).select_related("remark").order_by("pk"))
    open_ids = frozenset(readable(round, REMARK).order_by().values_list("pk", flat=True))
    names: dict[object, str] = {}
    for version in queries.published(round):
        names |= {one.section_id: str(one) for one in queries.passages_of(version)}
    return _Tally(round, voices, open_ids, names, say)


def _remark(row: Contribution) -> Remark | None:
    return getattr(row, "remark", None)


def _ids(rows: Sequence[Contribution]) -> tuple[str, ...]:
    return tuple(str(one.pk) for one in rows)


def _by_section(tally: _Tally) -> dict[str, list[Contribution]]:
    groups: dict[str, list[Contribution]] = {}
    for one in tally.voices:
        remark = _remark(one)
        if remark is not None and remark.section_id is not None:
            groups.setdefault(str(remark.section_id), []).append(one)
    return groups


def _sides(rows: Sequence[Contribution]) -> dict[str, list[Contribution]]:
    sides: dict[str, list[Contribution]] = {Wish.KEEP.value: [], Wish.CHANGE.value: []}
    for one in rows:
        remark = _remark(one)
        if remark is not None and remark.wish:
            sides[remark.wish].append(one)
    return sides


def _per_section(tally: _Tally, groups: Mapping[str, Sequence[Contribution]]) -> list[OutcomeFinding]:
    """Say of each piece how many remarks it got and what is wanted with it, where that can be told."""
    found = []
    names = {str(key): name for key, name in tally.names.items()}
    for section, number in safe_cells({key: len(rows) for key, rows in groups.items()}).items():
        text = _("%(n)s opmerkingen gaan over: %(name)s.") % {"n": number, "name": names.get(section, "")}
        told = safe_cells({side: len(rows) for side, rows in _sides(groups[section]).items()})
        if told.get(Wish.KEEP.value):
            text += " " + _("%(n)s mensen willen dit zo houden.") % {"n": told[Wish.KEEP.value]}
        if told.get(Wish.CHANGE.value):
            text += " " + _("%(n)s mensen willen dit veranderen.") % {"n": told[Wish.CHANGE.value]}
        found.append(OutcomeFinding(f"section-{section}", text, number, _ids(groups[section])))
    return sorted(found, key=lambda one: (-one.count, one.key))


def _minority(tally: _Tally, groups: Mapping[str, Sequence[Contribution]]) -> tuple[MinorityView, ...]:
    """Give the word to the smaller side at each piece where both sides are large enough to be weighed."""
    views = []
    names = {str(key): name for key, name in tally.names.items()}
    for section, rows in sorted(groups.items()):
        sides = _sides(rows)
        smaller = min(sides, key=lambda side: (len(sides[side]), side))
        size = len(sides[smaller])
        can_be_read = [one for one in sides[smaller] if one.pk in tally.readable]
        if not can_be_read or size < max(K, DISAGREEMENT * sum(map(len, sides.values()))):
            continue
        seed = tally.round.seed
        drawn = min(can_be_read, key=lambda row: hashlib.sha256(f"{seed} {row.pk}".encode()).hexdigest())
        said = _("Houd dit zo: %(name)s") if smaller == Wish.KEEP else _("Verander dit: %(name)s")
        title = said % {"name": names.get(section, "")}
        words = tally.say(drawn, drawn.text)
        views.append(MinorityView(f"{smaller}-{section}", title, words, size, _ids(sides[smaller])))
    return tuple(sorted(views, key=lambda view: (-view.size, view.key)))


def make_outcome(round: Round, *, frozen: bool = False) -> Outcome:
    """Compute the outcome of a round. Same rows and seed, same outcome. What is frozen holds a mark for each quote."""
    tally = _read(round, quoted if frozen else lambda _row, words: words)
    groups = _by_section(tally)
    minority = _minority(tally, groups)
    number = len(tally.voices)
    summary = ngettext("Er is %(n)s opmerking gemaakt.", "Er zijn %(n)s opmerkingen gemaakt.", number) % {"n": number}
    return Outcome(
        summary=summary,
        findings=(
            OutcomeFinding("voices", summary, number, _ids(tally.voices), by_design=not number),
            *_per_section(tally, groups),
        ),
        minority=minority,
        minority_reason="" if minority else _(
            "Bij geen enkel stuk waren er twee kanten van tien mensen of meer."
        ),
        reach=ReachCount(number, channels=safe_cells(Counter(one.channel for one in tally.voices))),
        method=MethodRun("consultation-tally", "1", round.seed, {"k": K, "disagreement": DISAGREEMENT}),
    )  # fmt: skip
