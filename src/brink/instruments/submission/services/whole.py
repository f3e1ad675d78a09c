"""Answering everything that has no answer yet in one go, and then everybody: what the desk does with a small round."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import SignalDraft
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.submission.models import Point, Ruling, Submission
from brink.instruments.submission.queries import adopted, counts, standing, to_judge
from brink.instruments.submission.services.nota import NotaFacts, adopt_nota, tell, write_nota

Choose = Callable[[str], SignalDraft]


def _fill(row: Submission, choose: Choose, reason: str) -> int:
    """Give each point without an answer what is chosen for it; a submission without points gets one for the whole."""
    if to_judge(row):
        row.ruling, row.ruling_reason = Ruling.LEFT_OUT, reason
        row.save(update_fields=("ruling", "ruling_reason"))
    if not counts(row):
        return 0
    points = list(row.points.all())
    if not points:
        points = [Point(
            tenant_id=row.tenant_id, created_at=clock.now(), submission=row, number=1, summary=_("De hele zienswijze.")
        )]  # fmt: skip
    todo = [one for one in points if one.changes is None]
    for one in todo:
        one.answer, one.changes = choose(str(one.summary)).reason, False
        one.save()
    return len(todo)


@act("submission.answered", Round, on=("round.process", "round"))
def fill_all(*, round: Round, choose: Choose, reason: str, actor: Actor, key: str | None) -> Done[int]:
    """Answer every point that has no answer yet; returns how many."""
    number = sum(_fill(row, choose, reason) for row in standing(round))
    return Done(number, {"round": str(round.pk), "points": number}, public=False, row=round)


def answer_all(round: Round, choose: Choose, reason: str, by: Actor) -> int:
    """Answer what has no answer yet, adopt the nota and tell everybody; returns how many points got an answer."""
    number = 0
    if adopted(round) is None:
        number = fill_all(round=round, choose=choose, reason=reason, actor=by, key=None)
        facts = NotaFacts(reason, reason, reason)
        write_nota(round=round, facts=facts, actor=by, key=None)
        adopt_nota(round=round, adopted_on=clock.today(), actor=by, key=None)
    if standing(round):
        tell(round=round, actor=by, key=part_key(None, "told"))
    return number
