"""What an assembly brought, as decisions see it: who took part, what it advises, and who saw it otherwise."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution
from brink.domain.participation.counting import counted, told
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import MethodRun, MinorityView, Outcome, OutcomeFinding, ReachCount
from brink.foundation.disclosure import safe_cells
from brink.instruments.assembly.queries import Point, points_of, standing
from brink.instruments.assembly.round_settings import SIGNUP, TICKETS

VERSION = "1.2.0"


def outcome_of(round: Round) -> Outcome:
    """Return the outcome as the rows are now. Votes of members are counted openly; who voted what stands nowhere."""
    now = standing(round)
    people = [str(pk) for pk in counted(round, SIGNUP).values_list("pk", flat=True)]
    count = told(len(people))
    points = points_of(round) if now.offered else []
    ways = Contribution.objects.filter(pk__in=people).order_by().values_list("channel", flat=True)
    minority = tuple(one for point in points if (one := _minority(point)) is not None)
    method = None
    if now.draw is not None and now.draw.held_at is not None:
        parameters = {"seats": now.draw.seats, "tickets": TICKETS, "ticket": now.draw.ticket or 0}
        method = MethodRun("sortition", VERSION, round.seed, parameters)
    return Outcome(
        summary=_summary(count, len(points), now.draw.seats if method and now.draw else 0),
        findings=(
            OutcomeFinding(
                "participation", _("Mensen die zich aanmeldden"), count, tuple(people) if count else (),
                by_design=not count,
            ),
            *(_finding(point) for point in points),
        ),
        minority=minority,
        minority_reason="" if minority else _why_none(bool(points)),
        reach=ReachCount(count, channels=dict(safe_cells(Counter(ways)))),
        method=method,
    )  # fmt: skip


def _finding(point: Point) -> OutcomeFinding:
    one = point.advice
    return OutcomeFinding(f"advice-{one.number}", f"{one.number}. {one.text}", one.votes_for, by_design=True)


def _minority(point: Point) -> MinorityView | None:
    """Return who saw a recommendation otherwise: with words of their own, or many votes against."""
    one = point.advice
    if not one.minority and not point.many:
        return None
    title = _("Anders over aanbeveling %(n)s") % {"n": one.number}
    said = one.minority or _("Zij stemden tegen. Zij hebben niets opgeschreven.")
    return MinorityView(f"advice-{one.number}", title, said, one.votes_against)


def _why_none(advised: bool) -> str:
    if advised:
        return _("Bij elke aanbeveling is gevraagd wie het anders zag. Niemand wilde iets opschrijven.")
    return _("Er is nog geen advies. Wie het anders ziet, schrijft dat bij elke aanbeveling op.")


def _summary(people: int, points: int, seats: int) -> str:
    parts = [
        _("%(people)s mensen hebben zich aangemeld.") % {"people": people}
        if people
        else _("Er meldden zich nog geen tien mensen aan.")
    ]
    if seats:
        parts.append(_("%(seats)s van hen zijn geloot.") % {"seats": seats})
    if points:
        said = ngettext("Het beraad gaf %(n)s aanbeveling.", "Het beraad gaf %(n)s aanbevelingen.", points)
        parts.append(said % {"n": points})
    return " ".join(parts)
