"""Reads of a round of submissions: its term, what came in, what still misses, and the nota."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brink.domain.processes.dates import day_of
from brink.domain.processes.models import Round
from brink.foundation.findings import Finding
from brink.instruments.submission.models import Nota, Point, Ruling, Submission
from brink.instruments.submission.round_settings import Settings
from brink.instruments.submission.term import COUNTS, Term, Timing, legal_term


def term_of(round: Round) -> Term:
    """Return the days that count for a round: those of the round itself, which the setup holds to the law."""
    nominal = round.last_day
    wanted = wanted_term(Settings.of(round.settings))
    if wanted is not None and wanted.last == round.last_day:
        nominal = wanted.nominal
    return Term(day_of(round.opens_at), round.last_day, nominal)


def wanted_term(settings: Settings) -> Term | None:
    """Return the term that follows from the law, or None where an own rule holds or a day misses."""
    if settings.basis != "law" or settings.laid_open_on is None or settings.notice_on is None:
        return None
    return legal_term(settings.laid_open_on, settings.notice_on, settings.weeks)


def submissions_of(round: Round) -> QuerySet[Submission]:
    """Return everything that came in, also what was withdrawn, in the order of the numbers."""
    rows = Submission.objects.filter(tenant_id=round.tenant_id, round=round)
    return rows.select_related("contribution").order_by("year", "number")


def standing(round: Round) -> list[Submission]:
    """Return what was not withdrawn, with its points. Two queries."""
    points = Prefetch("points", queryset=Point.objects.order_by("number"))
    return list(submissions_of(round).filter(contribution__withdrawn_at=None).prefetch_related(points))


def counts(row: Submission) -> bool:
    """Tell whether a submission is answered point by point: in time, or a person said that it counts."""
    if row.ruling:
        return row.ruling == Ruling.COUNTS
    return Timing(row.timing) in COUNTS


def to_judge(row: Submission) -> bool:
    """Tell whether a person must still say if it counts."""
    return not row.ruling and Timing(row.timing) in (Timing.LATE, Timing.TO_JUDGE)


def late_words(row: Submission) -> str:
    """Say of one that was not in time what that means for whoever sent it in; "" for the others."""
    if row.ruling == Ruling.COUNTS:
        return _("Uw zienswijze kwam niet op tijd, maar telt mee.")
    if row.ruling == Ruling.LEFT_OUT:
        return _("Uw zienswijze kwam te laat en telt niet mee.")
    if row.timing == Timing.LATE:
        day = {"day": date_format(row.round.last_day, "l j F Y")}
        said = _("Uw zienswijze is te laat: de termijn liep tot en met %(day)s.")
        return f"{said % day} {_('Kon u er niets aan doen? Laat ons weten waarom. Dan telt zij misschien toch mee.')}"
    if row.timing == Timing.TO_JUDGE:
        return _("Wij kijken nog of uw zienswijze op tijd is gepost. Bewaar het bewijs van verzenden.")
    return ""


def nota_of(round: Round) -> Nota | None:
    """Return the nota of a round, a draft or adopted."""
    return Nota.objects.filter(tenant_id=round.tenant_id, round=round).first()


def adopted(round: Round) -> Nota | None:
    """Return the nota that everybody may read."""
    return Nota.objects.filter(tenant_id=round.tenant_id, round=round, adopted_on__isnull=False).first()


def of_contribution(contribution_id: UUID) -> Submission | None:
    """Return the submission of a contribution that was not withdrawn."""
    rows = Submission.objects.filter(contribution=contribution_id, contribution__withdrawn_at=None)
    return rows.select_related("round__process__tenant", "contribution").first()


def holes(rows: Sequence[Submission], nota: Nota | None) -> list[Finding]:
    """Say by name what the nota still misses. Pure over rows that were read with their points."""
    found = []
    if nota is None:
        said = _("Schrijf eerst de inleiding, het besluit en wat iemand daartegen kan doen.")
        found.append(Finding("submission.nota", said))
    for row in rows:
        name = {"name": row.name}
        if to_judge(row):
            said = _("%(name)s: nog niet gezegd of deze meetelt.")
            found.append(Finding(f"submission.judge.{row.pk}", said % name))
            continue
        if not counts(row):
            continue
        points = list(row.points.all())
        if not points:
            found.append(Finding(f"submission.points.{row.pk}", _("%(name)s: er staat nog geen punt in.") % name))
        for one in points:
            if one.changes is None:
                said = _("%(name)s, punt %(point)s: er is nog geen antwoord.")
                found.append(Finding(f"submission.answer.{one.pk}", said % {**name, "point": one.number}))
    return found


@dataclass(frozen=True, slots=True)
class NotaLine:
    """One submission as the nota tells it: its number, whether it counts, and its points."""

    row: Submission
    counts: bool
    points: Sequence[Point]


def nota_lines(round: Round) -> list[NotaLine]:
    """Return every number of a round for the nota; of a withdrawn one the number alone. Two queries."""
    points = Prefetch("points", queryset=Point.objects.order_by("number"))
    rows = submissions_of(round).prefetch_related(points)
    return [
        NotaLine(one, counts(one), () if one.contribution.withdrawn_at else list(one.points.all())) for one in rows
    ]
