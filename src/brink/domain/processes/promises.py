"""The promise that stands at every form: what we do with the words, who reads them, when the giver hears."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.framework.levels import PROMISES, Level
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.told_facts import reply_day
from brink.foundation.articles import opening
from brink.ui.components import Promise


def promise_of(room: RoomStatement | None, process: Process, *, what: str = "") -> Promise | None:
    """Return the promise of a published room, or None without one. A stopped question promises no decision.

    `what` replaces the promise of the level where an instrument promises something of its own. Reads the contact and
    the decider of the room: select them along.
    """
    if room is None or room.decider is None or (room.reply_on is None and room.reply_within is None):
        return None
    contact = opening(room.contact.name) if room.contact else _("De contactpersoon")
    if process.withdrawn_at is not None:
        return Promise(
            what=_("De vraag is gestopt. Er komt geen besluit."),
            who=_("%(contact)s leest alles.") % {"contact": contact},
            when=_("Wie meedeed, krijgt antwoord. U leest het met uw volgcode."),
        )
    if room.reply_on is None:
        term = ngettext("Binnen %(days)s werkdag", "Binnen %(days)s werkdagen", room.reply_within or 0)
        return Promise(
            what=what or " ".join(filter(None, (_("U krijgt van ons een eigen antwoord."), room.promise))),
            who=_("%(contact)s leest alles. Wie beslist, hangt af van het onderwerp.") % {"contact": contact},
            when=_("%(term)s leest u wat wij met uw woorden doen.") % {"term": term % {"days": room.reply_within}},
        )
    return Promise(
        what=what or " ".join(filter(None, (str(PROMISES[Level(room.level)]), room.promise))),
        who=ngettext(
            "%(contact)s leest alles. %(decider)s beslist.",
            "%(contact)s leest alles. %(decider)s beslissen.",
            room.decider.number,
        )
        % {"contact": contact, "decider": room.decider.opening},
        when=_("Uiterlijk %(date)s leest u wat er met uw woorden is gebeurd.")
        % {"date": date_format(reply_day(process, room) or room.reply_on, "j F Y")},
    )
