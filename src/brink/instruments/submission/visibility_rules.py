"""Who may see which rows: the nota once it is adopted, with the numbers and points that are in it.

Who signed has no rule: nothing reads those rows but the key list, of which is written down who takes it.
"""

from django.db.models import Q

from brink.domain.processes.models import Round
from brink.foundation.visibility import ANYONE, DESK, Rule, register, visible
from brink.instruments.submission.models import Nota, NumberRow, Point, Submission


def _nota() -> Q:
    return Q(adopted_on__isnull=False, round__in=visible(ANYONE, Round.objects.all()))


def _rounds() -> Q:
    return Q(round__in=visible(ANYONE, Nota.objects.all()).order_by().values("round"))


def _points() -> Q:
    return Q(submission__in=visible(ANYONE, Submission.objects.all()), submission__contribution__withdrawn_at=None)


def register_rules() -> None:
    """Register the rule of each model, once."""
    register(Nota, Rule(public=_nota, roles=DESK))
    register(Submission, Rule(public=_rounds, roles=DESK, under_code="contribution_id"))
    register(Point, Rule(public=_points, roles=DESK))
    register(NumberRow, Rule())
