"""What a round of meetings brought: what was asked and what became of it, what was said, and the smaller side."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.quotations import quoted
from brink.domain.gatherings.models import Gathering
from brink.domain.participation.counting import counted, readable
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import K, safe_cells
from brink.instruments.meetings.models import Spoken, Stance
from brink.instruments.meetings.queries import named
from brink.instruments.meetings.round_settings import QUESTION, SAID

DISAGREEMENT = 0.2
"""A side of at least this share, and at least ten people, is a minority that a decision has to weigh."""


@dataclass(frozen=True, slots=True)
class _Tally:
    """The rows of a round, read once."""

    round: Round
    questions: list[Contribution]
    said: list[Contribution]
    readable: frozenset[object]
    say: Callable[[Contribution, str], str]

    @property
    def voices(self) -> list[Contribution]:
        """Return all that counts."""
        return [*self.questions, *self.said]


def _read(round: Round, say: Callable[[Contribution, str], str]) -> _Tally:
    rows = {
        kind: list(counted(round, kind).select_related("spoken__gathering__event").order_by("pk"))
        for kind in (QUESTION, SAID)
    }
    open_ids = frozenset(pk for kind in rows for pk in readable(round, kind).order_by().values_list("pk", flat=True))
    return _Tally(round, rows[QUESTION], rows[SAID], open_ids, say)


def _spoken(row: Contribution) -> Spoken | None:
    return getattr(row, "spoken", None)


def _ids(rows: Sequence[Contribution]) -> tuple[str, ...]:
    return tuple(str(one.pk) for one in rows)


def _per_gathering(tally: _Tally) -> list[OutcomeFinding]:
    """Say of each meeting how many questions and statements it brought, with all of them as sources."""
    groups: dict[Gathering, list[Contribution]] = {}
    for one in tally.voices:
        spoken = _spoken(one)
        if spoken is not None and spoken.gathering is not None:
            groups.setdefault(spoken.gathering, []).append(one)
    found = []
    for gathering, rows in sorted(groups.items(), key=lambda pair: str(pair[0].pk)):
        text = ngettext(
            "%(n)s keer is iets gevraagd of gezegd bij: %(name)s.",
            "%(n)s keer is iets gevraagd of gezegd bij: %(name)s.", len(rows),
        )  # fmt: skip
        words = text % {"n": len(rows), "name": named(gathering)}
        found.append(OutcomeFinding(f"gathering-{gathering.pk}", words, len(rows), _ids(rows)))
    return found


def _asked(tally: _Tally) -> list[OutcomeFinding]:
    """Say how many questions were asked, and of how many it is known what became of them."""
    if not tally.questions:
        return []
    told = [one for one in tally.questions if (spoken := _spoken(one)) is not None and spoken.handling]
    number = len(tally.questions)
    text = ngettext("Er is %(n)s vraag gesteld.", "Er zijn %(n)s vragen gesteld.", number) % {"n": number}
    text += " " + _("Bij %(n)s staat wat ermee is gedaan.") % {"n": len(told)}
    return [OutcomeFinding("questions", text, number, _ids(tally.questions))]


def _sides(tally: _Tally) -> dict[str, list[Contribution]]:
    sides: dict[str, list[Contribution]] = {}
    for one in tally.said:
        spoken = _spoken(one)
        if spoken is not None and spoken.stance:
            sides.setdefault(spoken.stance, []).append(one)
    return sides


def _stood(sides: Mapping[str, Sequence[Contribution]]) -> list[OutcomeFinding]:
    """Say how many stand on each side, where that can be told."""
    cells = safe_cells({side: len(rows) for side, rows in sides.items()})
    sentences = {
        Stance.FOR: _("%(n)s mensen zijn voor."), Stance.AGAINST: _("%(n)s mensen zijn tegen."),
        Stance.NEUTRAL: _("%(n)s mensen zijn niet voor en niet tegen."),
    }  # fmt: skip
    return [
        OutcomeFinding(f"side-{side}", sentences[Stance(side)] % {"n": number}, number, _ids(sides[side]))
        for side, number in cells.items()
    ]


def _minority(tally: _Tally, sides: Mapping[str, Sequence[Contribution]]) -> tuple[MinorityView, ...]:
    """Give the word to the smaller of the two sides, when it is large enough to be weighed."""
    sizes = {side: len(sides.get(side, ())) for side in (Stance.FOR, Stance.AGAINST)}
    smaller = min(sizes, key=lambda side: (sizes[side], side))
    rows = [one for one in sides.get(smaller, ()) if one.pk in tally.readable]
    if not rows or sizes[smaller] < max(K, DISAGREEMENT * sum(sizes.values())):
        return ()
    seed = tally.round.seed
    drawn = min(rows, key=lambda row: hashlib.sha256(f"{seed} {row.pk}".encode()).hexdigest())
    title = _("Wie voor is") if smaller == Stance.FOR else _("Wie tegen is")
    return (MinorityView(smaller, title, tally.say(drawn, drawn.text), sizes[smaller], _ids(sides[smaller])),)


def make_outcome(round: Round, *, frozen: bool = False) -> Outcome:
    """Compute the outcome of a round. Same rows and seed, same outcome. What is frozen holds a mark for each quote."""
    tally = _read(round, quoted if frozen else lambda _row, words: words)
    sides = _sides(tally)
    minority = _minority(tally, sides)
    number = len(tally.voices)
    summary = ngettext("Er is %(n)s keer iets gevraagd of gezegd.", "Er is %(n)s keer iets gevraagd of gezegd.", number)
    return Outcome(
        summary=summary % {"n": number},
        findings=(
            OutcomeFinding("voices", summary % {"n": number}, number, _ids(tally.voices), by_design=not number),
            *_asked(tally), *_per_gathering(tally), *_stood(sides),
        ),
        minority=minority,
        minority_reason="" if minority else _("Er was geen kleinere kant van tien mensen of meer die zei waarom."),
        reach=ReachCount(number, channels=safe_cells(Counter(one.channel for one in tally.voices))),
        method=MethodRun("meetings-tally", "1", round.seed, {"k": K, "disagreement": DISAGREEMENT}),
    )  # fmt: skip
