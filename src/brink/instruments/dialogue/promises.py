"""The promise that stands at every form: what we do with an answer, who reads it, when its giver hears."""

from django.utils import formats
from django.utils.translation import gettext as _

from brink.domain.processes.models import RoomStatement, Round
from brink.ui.components import Promise


def room_of(round: Round) -> RoomStatement | None:
    """Return the room statement in force."""
    rows = RoomStatement.objects.filter(tenant=round.tenant_id, process=round.process_id, published_at__isnull=False)
    return rows.select_related("decider", "process__tenant").order_by("-version").first()


def promise_of(round: Round, room: RoomStatement | None) -> Promise:
    """Return the promise of a round in words, from its room."""
    if room is None or room.decider is None or room.reply_on is None:
        return Promise(
            what=_("Elke stelling krijgt een plek, met een reden."),
            who=_("De organisatie die de vraag stelt."),
            when=_("Dat staat bij de vraag. U leest het met uw volgcode."),
        )
    return Promise(
        what=_("Elke stelling krijgt een plek, met een reden."),
        who=_("%(body)s leest de stellingen en de kaart. %(decider)s beslist.")
        % {"body": room.process.tenant.name, "decider": room.decider.name},
        when=_("Uiterlijk %(day)s, met uw volgcode.") % {"day": formats.date_format(room.reply_on, "j F Y")},
    )
