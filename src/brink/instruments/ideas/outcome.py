"""What a round of ideas brought: most supported ideas, themes and places, and what a minority saw."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.contributions.quotations import quoted
from brink.domain.participation.line_signs import line_words, lines_of_round
from brink.domain.places.models import Area, AreaKind
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import K, batched, follow, safe_cells
from brink.instruments.ideas.headline import headline
from brink.instruments.ideas.models import Stance, Support
from brink.instruments.ideas.round_settings import COMMENT, IDEA, SUPPORTED

TOP = 10
DISAGREEMENT = 0.2
"""A side of at least this share, and at least ten people, is a minority that a decision has to weigh."""


def _drawn(seed: int, ids: Iterable[object]) -> dict[str, str]:
    """Give each id a place that follows from the seed alone: breaks ties, the same on every machine."""
    return {str(one): hashlib.sha256(f"{seed} {one}".encode()).hexdigest() for one in ids}


@dataclass
class _Tally:
    """The rows of a round, read once."""

    round: Round
    ideas: list[Contribution]
    comments: list[Contribution]
    supporters: int
    sides: dict[object, dict[str, list[Contribution]]] = field(default_factory=dict)
    order: dict[str, str] = field(default_factory=dict)
    lines: Mapping[tuple[str, UUID], int] = field(default_factory=dict)
    # The words of somebody, or what stands for them in what is frozen.
    say: Callable[[Contribution, str], str] = lambda _row, words: words

    def first(self, rows: Sequence[Contribution]) -> Contribution:
        """Return the row that the seed puts first among equals."""
        return min(rows, key=lambda row: (-row.support_count, self.order[str(row.pk)]))


def _quotable(row: Contribution) -> bool:
    """Tell whether the words of a contribution may be repeated in public."""
    return row.moderation == Moderation.SHOWN and row.publicity != Publicity.CLOSED


def told_support(idea: Contribution) -> int:
    """Return the support of an idea as it may be told, which is what its page tells (ADR 16)."""
    detail = getattr(idea, "idea", None)
    return follow(idea.support_count, detail.support_shown if detail is not None else 0)


def _read(round: Round) -> _Tally:
    """Read what counts: everything that was not withdrawn and came in time. Four queries."""
    rows = Contribution.objects.filter(
        tenant_id=round.tenant_id, round=round, kind__in=(IDEA, COMMENT), withdrawn_at__isnull=True,
        late_letter=None,
    )
    rows = rows.select_related("idea", "idea_comment", "theme", "area__parent").order_by("pk")
    ideas: list[Contribution] = []
    comments: list[Contribution] = []
    for row in rows:
        (ideas if row.kind == IDEA else comments).append(row)
    supporters = (
        Support.objects.filter(contribution__round=round, contribution__withdrawn_at__isnull=True)
        .order_by().values("supporter").distinct().count()
    )  # fmt: skip
    order = _drawn(round.seed, (row.pk for row in (*ideas, *comments)))
    tally = _Tally(round, ideas, comments, supporters, order=order, lines=lines_of_round(round))
    for comment in comments:
        if hasattr(comment, "idea_comment"):
            sides = tally.sides.setdefault(comment.parent_id, {})
            sides.setdefault(comment.idea_comment.stance, []).append(comment)
    return tally


def municipality(area: Area | None) -> str:
    """Return the name of the municipality an area lies in, or of the area itself when it lies in none; "" for none."""
    if area is None:
        return ""
    if area.kind == AreaKind.VILLAGE and area.parent is not None:
        return area.parent.name
    return area.name


def _supporters(tally: _Tally, idea: Contribution) -> str:
    """Say how many support an idea, and how many of them came from one line."""
    count, title = told_support(idea), tally.say(idea, headline(idea.title, idea.text, 160))
    said = _("Ongeveer {n} mensen steunen het idee: {title}").format(n=number_format(count), title=title)
    one_line = line_words(count, tally.lines.get((SUPPORTED, idea.pk), 0))
    return f"{said} ({one_line})" if one_line else said


def _supported(tally: _Tally) -> list[OutcomeFinding]:
    """Name the ideas that ten or more people support, most support first."""
    chosen = [idea for idea in tally.ideas if told_support(idea) and _quotable(idea)]
    chosen.sort(key=lambda idea: (-told_support(idea), tally.order[str(idea.pk)]))
    return [
        OutcomeFinding(
            key=f"idea-{idea.pk}",
            text=_supporters(tally, idea),
            count=told_support(idea),
            sources=(str(idea.pk),),
        )
        for idea in chosen[:TOP]
    ]


def _grouped(tally: _Tally, kind: str) -> list[OutcomeFinding]:
    """Name the themes or places of ten or more ideas, each with all its ideas as sources."""
    groups: dict[str, list[Contribution]] = defaultdict(list)
    for idea in tally.ideas:
        name = (idea.theme.name if idea.theme else "") if kind == "theme" else municipality(idea.area)
        if name:
            groups[name].append(idea)
    kept = safe_cells({name: len(ideas) for name, ideas in groups.items()})
    sentence = _("{n} ideeën gaan over {name}.") if kind == "theme" else _("{n} ideeën gaan over een plek in {name}.")
    if kind == "theme" and len(groups) < 2:
        return []
    return [
        OutcomeFinding(
            key=f"{kind}-{name}",
            text=sentence.format(n=number_format(number), name=name),
            count=number,
            sources=tuple(str(idea.pk) for idea in groups[name]),
        )
        for name, number in kept.items()
    ]


def _argument(tally: _Tally, quotable: Sequence[Contribution]) -> str:
    said = tally.first(quotable)
    return tally.say(said, said.text)


def _disputed(tally: _Tally) -> list[MinorityView]:
    """Find ideas on which people strongly disagree, and give the word to the smaller side."""
    views = []
    for idea in tally.ideas:
        sides = tally.sides.get(idea.pk, {})
        against, favour = sides.get(Stance.AGAINST, []), sides.get(Stance.FOR, [])
        sizes = {Stance.AGAINST: len(against), Stance.FOR: len(favour) + idea.support_count}
        smaller = min(sizes, key=lambda stance: (sizes[stance], stance))
        quotable = [row for row in (against if smaller == Stance.AGAINST else favour) if _quotable(row)]
        strong = sizes[smaller] >= max(K, DISAGREEMENT * sum(sizes.values()))
        if not (strong and quotable and _quotable(idea)):
            continue
        voices = against if smaller == Stance.AGAINST else [*favour, idea]
        title = _("Tegen het idee: {title}") if smaller == Stance.AGAINST else _("Voor het idee: {title}")
        views.append(
            MinorityView(
                key=f"{smaller}-{idea.pk}",
                title=title.format(title=tally.say(idea, headline(idea.title, idea.text))),
                argument=_argument(tally, quotable),
                # Comments can be read and counted by anybody; support is told in whole tens.
                size=sizes[smaller] if smaller == Stance.AGAINST else batched(sizes[smaller]),
                sources=tuple(str(row.pk) for row in voices),
            )
        )
    return sorted(views, key=lambda view: (-view.size, view.key))


def _seldom_heard(tally: _Tally) -> list[MinorityView]:
    """Give the word to municipalities from which few ideas came, together when they are ten or more."""
    groups: dict[str, list[Contribution]] = defaultdict(list)
    for idea in tally.ideas:
        if name := municipality(idea.area):
            groups[name].append(idea)
    few = [idea for ideas in groups.values() if len(ideas) < K for idea in ideas]
    quotable = [idea for idea in few if _quotable(idea)]
    if len(few) < K or not quotable or len(few) == sum(map(len, groups.values())):
        return []
    return [
        MinorityView(
            key="seldom-heard",
            title=_("Uit gemeenten waar wij weinig van hoorden"),
            argument=_argument(tally, quotable),
            size=len(few),
            sources=tuple(sorted(str(idea.pk) for idea in few)),
        )
    ]


def _reach(tally: _Tally) -> ReachCount:
    """Count voices by channel and by municipality, only cells of ten and more."""
    voices = (*tally.ideas, *tally.comments)
    return ReachCount(
        people=len(voices),
        channels=safe_cells(Counter(row.channel for row in voices)),
        areas=safe_cells(Counter(filter(None, (municipality(row.area) for row in tally.ideas)))),
    )


def make_outcome(round: Round, *, frozen: bool = False) -> Outcome:
    """Compute the outcome of a round. Same rows and seed, same outcome.

    What is frozen holds a mark for each word of a giver, however short: they may be taken back.
    """
    tally = _read(round)
    if frozen:
        tally.say = quoted
    findings = (*_supported(tally), *_grouped(tally, "theme"), *_grouped(tally, "area"))
    minority = (*_disputed(tally), *_seldom_heard(tally))
    ideas, comments = len(tally.ideas), len(tally.comments)
    summary = " ".join(
        (
            ngettext("Wij hebben {n} idee gekregen.", "Wij hebben {n} ideeën gekregen.", ideas).format(
                n=number_format(ideas)
            ),
            ngettext("Er is {n} reactie.", "Er zijn {n} reacties.", comments).format(n=number_format(comments)),
            _("Ongeveer {n} mensen steunden een idee.").format(n=number_format(batched(tally.supporters)))
            if tally.supporters >= K
            else _("Minder dan 10 mensen steunden een idee."),
        )
    )
    return Outcome(
        summary=summary,
        findings=findings,
        minority=minority,
        minority_reason=""
        if minority
        else _(
            "Bij geen enkel idee stonden aan beide kanten 10 mensen of meer. Ook waren er geen gemeenten waar wij "
            "samen 10 ideeën of meer van hebben gekregen en die toch achterbleven."
        ),
        reach=_reach(tally),
        method=MethodRun("ideas-tally", "1", round.seed, {"k": K, "top": TOP, "disagreement": DISAGREEMENT}),
        details={"ideas": ideas, "comments": comments, "supporters": batched(tally.supporters)},
    )
