"""A device says yes to what somebody said, or no longer: a row a device, numbers that move by ten, ties cut in time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Model, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.admitting import admitted
from brink.domain.journal.acts import Done, Performed
from brink.domain.participation.device_token import known_as
from brink.domain.participation.line_signs import forget_line, note_line
from brink.domain.participation.sessions import TIES_LAST
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import still_open
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.crypto import every
from brink.foundation.disclosure import follow
from brink.foundation.errors import NotNow

CUT = "cut-"
"""How a row stands that is no device's any more."""


class AsWished(NotNow):
    """It is so already: another request of the same device was first."""


def wait_for_closing(round: Round) -> None:
    """Let the closing of a round wait for this signal, before any row is held. Raises NotNow when it is not open."""
    if not still_open(round) or round_state(round, clock.now()) is not RoundState.OPEN:
        raise NotNow(_("Deze ronde is niet open. Uw keuze is niet geteld."))


def wished(round: Round | None, token: str | None, perform: Callable[[], Performed[Any]]) -> bool:
    """Do the act of somebody who may take part; return whether anything changed. What is so already changes nothing."""
    if round is not None:
        admitted(round, token)
    try:
        return not perform().repeated
    except AsWished:
        return False


@dataclass(frozen=True, slots=True)
class Agreeing:
    """Where one instrument keeps who agrees, and where the number stands that people read.

    `rows` has one row a device with a contribution, and the hash of the device in `column`. `shown` is the column of
    `detail`, the row beside a contribution, that follows the real number by tens. `said` and `taken_back` are the
    kinds of the act.
    """

    rows: type[Model]
    column: str
    detail: type[Model]
    shown: str
    said: str
    taken_back: str


def write_wish(kept: Agreeing, voice: Contribution, device: str, *, wanted: bool) -> Done[Contribution]:
    """Write or take away that a device agrees. Not public: moments would tell who did to whoever watches.

    `voice` is held, so that equal requests at one moment count once. Raises AsWished when it is so already.
    """
    all_rows = kept.rows._default_manager.filter(tenant=voice.tenant_id)
    mine = all_rows.filter(contribution=voice, **{f"{kept.column}__in": every(device)})
    if mine.exists() == wanted:
        raise AsWished("")
    if wanted:
        known = known_as(all_rows.filter(contribution__process_id=voice.process_id), kept.column, device)
        common = {"tenant_id": voice.tenant_id, "created_at": clock.now(), "contribution": voice}
        made = kept.rows._default_manager.create(**common, **{kept.column: known})
        if voice.round is not None:
            note_line(round=voice.round, what=kept.said, subject=voice.pk, act=made.pk)
    else:
        gone = list(mine.values_list("pk", flat=True))
        mine.delete()
        forget_line(tenant_id=voice.tenant_id, what=kept.said, subject=voice.pk, acts=gone)
    _move(kept, voice, 1 if wanted else -1)
    return Done(voice, kind="" if wanted else kept.taken_back)


def _move(kept: Agreeing, voice: Contribution, step: int) -> None:
    """Move the stored number by one, and what is shown when it is time."""
    Contribution.objects.filter(pk=voice.pk).update(support_count=F("support_count") + step)
    common = {"tenant_id": voice.tenant_id, "created_at": clock.now()}
    row, _made = kept.detail._default_manager.get_or_create(contribution=voice, defaults=common)
    stood = getattr(row, kept.shown)
    shown = follow(voice.support_count + step, stood)
    if shown != stood:
        kept.detail._default_manager.filter(pk=row.pk).update(**{kept.shown: shown})


def cut_ties(kept: Agreeing, *, at: datetime) -> int:
    """Cut the ties between devices and what they agreed with in rounds closed thirty days ago; returns how many.

    One row stays one yes: a name of its own, which no device has. Runs inside the exemption of an instrument.
    """
    rows = kept.rows._default_manager.filter(contribution__round__closed_at__lt=at - TIES_LAST)
    rows = rows.exclude(**{f"{kept.column}__startswith": CUT})
    return rows.update(**{kept.column: Concat(Value(CUT), Cast("id", CharField()))})
