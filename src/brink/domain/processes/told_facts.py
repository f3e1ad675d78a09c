"""What is claimed about a question, computed once: by when everybody has an answer, and how it says that it stopped.

Page, path, mail, calendar file, signpost and export all ask here, so that none can say another day. No queries beyond
the columns of the rows given.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.processes.dates import day_of

if TYPE_CHECKING:
    from brink.domain.people.models import Body, Organ
    from brink.domain.processes.models import Process, RoomStatement, Round


def earliest_reply(promised: date | None, decided_at: datetime | None, days: int) -> date | None:
    """Return the last good day for an answer: within the body's days after the decision, never after the promise."""
    days_of = [promised] if promised else []
    if decided_at is not None:
        days_of.append(day_of(decided_at) + timedelta(days=days))
    return min(days_of) if days_of else None


def reply_day(process: "Process", room: "RoomStatement | None") -> date | None:
    """Return by when everybody has an answer, or None where no day is promised: on a standing or a stopped question."""
    if room is None or room.reply_on is None or process.withdrawn_at is not None:
        return None
    days = process.tenant.reply_days if process.decided_at is not None else 0
    return earliest_reply(room.reply_on, process.decided_at, days)


def decision_day(process: "Process", room: "RoomStatement | None") -> date | None:
    """Return when is decided, or None where no decision comes."""
    return room.decision_on if room is not None and process.withdrawn_at is None else None


def last_to_join(rounds: Iterable["Round"]) -> date | None:
    """Return the last day on which one can take part in one of these rounds, or None when one of them never ends."""
    days = [None if one.endless else one.last_day for one in rounds]
    known = [one for one in days if one is not None]
    return max(known) if known and len(known) == len(days) else None


def decides(organ: "Organ") -> str:
    """Say who decides: "De gemeenteraad besluit"."""
    return ngettext("%(organ)s besluit", "%(organ)s besluiten", organ.number) % {"organ": organ.opening}


def decides_on(organ: "Organ", on: date) -> str:
    """Say who decides on which day, in a sentence: "De gemeenteraad besluit op 3 februari 2027."."""
    words = ngettext("%(organ)s besluit op %(date)s.", "%(organ)s besluiten op %(date)s.", organ.number)
    return words % {"organ": organ.opening, "date": date_format(on, "j F Y")}


def who_asks(process: "Process", others: Sequence["Body"] = ()) -> str:
    """Say who puts the question, as its kicker: what residents lead is never something that a government asks (H07)."""
    body = process.tenant
    if process.lead == process.Lead.SOCIETY:
        return _("Inwoners vragen, %(body)s doet mee") % {"body": body.told}
    if process.lead == process.Lead.TOGETHER:
        return _("%(body)s en inwoners vragen dit samen") % {"body": body.opening}
    if others:
        with_whom = {"body": body.opening, "others": get_text_list([one.told for one in others], _("en"))}
        return _("%(body)s vraagt, samen met %(others)s") % with_whom
    return _("%(body)s vraagt") % {"body": body.opening}
