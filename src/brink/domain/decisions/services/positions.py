"""Taking a position on a question, as a fractie or for oneself. A change of mind says why; the old one stays."""

from django.utils.translation import gettext as _

from brink.domain.decisions.models import Position
from brink.domain.decisions.models.group_reason import MOST_WORDS
from brink.domain.decisions.position_queries import positions_of
from brink.domain.journal.acts import Done, act, still_newest
from brink.domain.journal.services import Actor
from brink.domain.people.models import Membership
from brink.domain.people.queries import current
from brink.domain.processes.models import Process
from brink.domain.processes.services.preconditions import clean_line
from brink.domain.processes.states import is_public
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.visibility import ELECTED, Role

LONGEST = 2_000


def _sits(seat: Membership, actor: Actor, as_group: bool) -> None:
    """Raise NotAllowed unless somebody speaks from a seat of their own, for their own fractie."""
    mine = Membership.objects.filter(
        current(clock.today()), pk=seat.pk, person__account=actor.id, role__in=ELECTED, person__account__isnull=False
    )
    if not mine.exists():
        raise NotAllowed(_("Alleen wie hier zelf een zetel heeft, schrijft een standpunt op."))
    if as_group and (seat.group_id is None or seat.role != Role.COUNCIL):
        raise NotAllowed(_("U zit in geen fractie. Schrijf uw eigen standpunt op."))


def _words(text: str, field: str, empty: str) -> str:
    text = clean_line(text, limit=LONGEST, field=field, empty=empty)
    if len(text.split()) > MOST_WORDS:
        raise BadInput(_("Maak dit korter: ten hoogste 80 woorden."), field=field)
    return text


# The seat is held: of two people of one fractie at the same moment the second finds the number taken.
@act("position.taken", Position, on=("process", "seat"))
def take_position(
    *, process: Process, seat: Membership, as_group: bool, stance: str, text: str, actor: Actor, reason: str = "",
    key: str | None = None, checked: bool = False, before: Position | None = None,
) -> Done[Position]:  # fmt: skip
    """Say where one stands on a public question. `checked` compares the newest with `before`, which the person saw.

    Of a change of mind the reason is told: "van mening veranderd, omdat". The same again is refused.
    """
    _sits(seat, actor, as_group)
    if process.tenant_id != seat.tenant_id or not is_public(process):
        raise NotNow(_("Deze vraag staat niet op de site. Kies een andere vraag."))
    whose = {"group_id": seat.group_id} if as_group else {"person_id": seat.person_id}
    held = positions_of(process, **whose)
    if checked:
        still_newest(before, held)
    last = held.order_by("-number").first()
    if stance not in Position.Stance.values:
        raise BadInput(_("Kies waar u staat: voor, tegen of nog niet zeker."), field="stance")
    text = _words(text, "text", _("Schrijf op waarom u dit vindt."))
    if last is not None:
        if (last.stance, last.text) == (stance, text):
            raise BadInput(_("Dit staat er al zo. Verander iets, of laat het staan."), field="text")
        empty = _("Schrijf op waarom u van mening veranderde. Uw eerdere standpunt blijft staan.")
        reason = _words(reason, "reason", empty)
    position = Position.objects.create(
        tenant_id=process.tenant_id, created_at=clock.now(), process=process, stance=stance, text=text,
        number=last.number + 1 if last else 1, reason=reason if last else "", since=clock.today(), **whose,
    )  # fmt: skip
    return Done(position, {"process": str(process.pk), "number": position.number}, public=True)
