"""What the host of a hall does: put a question, and close it."""

from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.participation.hall_queries import hall_part, question_of
from brink.domain.participation.models import Hall, HallQuestion
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow

MOST = 8
"""So many questions in one hall: after that people are tired, and nobody talks any more (instruments_weighed §5)."""


@act("hall.asked", Hall, on=("hall.round", "hall"))
def ask(*, hall: Hall, asked: UUID, actor: Actor, key: str | None = None) -> Done[Hall]:
    """Put a question to a hall: it stands on every phone and on the big screen, till it is closed.

    Raises NotNow when the hall or its round is over, while another question is open, or after eight; BadInput for what
    is no question of this round. The same question may be put once more: what people answer then takes the place.
    """
    now, part = clock.now(), hall_part(hall.round)
    if part is None or hall.ends_at <= now or not hall.code:
        raise NotNow(_("Deze zaal is al dicht."))
    if round_state(hall.round, now) is not RoundState.OPEN:
        raise NotNow(_("Deze ronde is niet open. In de zaal kan nu niets worden gevraagd."))
    if question_of(part, hall.round, asked) is None:
        raise BadInput(_("Deze vraag doet niet meer mee. Kies een andere."), field="asked")
    before = list(hall.questions.order_by("number"))
    if any(one.closed_at is None for one in before):
        raise NotNow(_("Er staat nog een vraag open. Sluit die eerst."))
    if len(before) >= MOST:
        said = _("Er zijn in deze zaal al %(most)s vragen gesteld. Meer is te veel voor één avond.")
        raise NotNow(said % {"most": MOST})
    number = len(before) + 1
    HallQuestion.objects.create(tenant_id=hall.tenant_id, created_at=now, hall=hall, number=number, asked=asked)
    return Done(hall, {"number": number})


@act("hall.question_closed", HallQuestion, on=("question.hall", "question"))
def close_question(*, question: HallQuestion, actor: Actor, key: str | None = None) -> Done[HallQuestion]:
    """Close a question for good: nobody in the hall answers it any more, and its result may be told."""
    if question.closed_at is not None:
        raise NotNow(_("Deze vraag is al gesloten. Wilt u nog een keer horen wat mensen vinden? Stel hem dan opnieuw."))
    question.closed_at = clock.now()
    question.save(update_fields=("closed_at",))
    return Done(question, {"number": question.number})
