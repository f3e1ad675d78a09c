"""Which acts in the journal are news for a giver, and the sentence for each. Pure, apart from the words of the day.

No sentence holds words, names or reasons: mail is read by others than the giver too. They stand behind the code.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Topic(StrEnum):
    """What happened, in the order in which a mail tells it."""

    OBJECTION = "objection"
    REPLIED = "replied"
    CHANGED = "changed"
    STOPPED = "stopped"
    HANDED_OVER = "handed_over"
    CAME_BACK = "came_back"
    HIDDEN = "hidden"
    HELD = "held"
    SHOWN = "shown"
    REVISED = "revised"
    APPEAL = "appeal"
    ROOM = "room"
    EVENT_OFF = "event_off"
    EVENT_MOVED = "event_moved"
    LONGER = "longer"
    STANDS_STOPPED = "stands_stopped"
    STANDS_DECIDED = "stands_decided"
    STANDS_WEIGHING = "stands_weighing"
    STANDS_CLOSED = "stands_closed"
    STANDS_OPEN = "stands_open"


# An answer that lies ready is no news: it becomes that when it is sent.
KINDS: Mapping[str, Topic] = {
    "landing.linked": Topic.REPLIED,
    "answers.sent": Topic.REPLIED,
    "process.withdrawn": Topic.STOPPED,
    "event.cancelled": Topic.EVENT_OFF,
    "event.changed": Topic.EVENT_MOVED,
    "round.extended": Topic.LONGER,
    "contribution.came_back": Topic.CAME_BACK,
    "contribution.handed_over": Topic.HANDED_OVER,
    "contribution.hidden": Topic.HIDDEN,
    "contribution.waiting": Topic.HELD,
    "contribution.shown": Topic.SHOWN,
    "contribution.revised": Topic.REVISED,
    "appeal.answered": Topic.APPEAL,
    "room.changed": Topic.ROOM,
    "process.stands_decided": Topic.STANDS_DECIDED,
    "process.stands_weighing": Topic.STANDS_WEIGHING,
    "process.stands_closed": Topic.STANDS_CLOSED,
    "process.stands_open": Topic.STANDS_OPEN,
    "process.stands_stopped": Topic.STANDS_STOPPED,
}

SENTENCES: Mapping[Topic, Promise] = {
    Topic.OBJECTION: _("U zei dat ons antwoord niet klopte. Wij keken opnieuw en u heeft een nieuw antwoord."),
    Topic.REPLIED: _("U heeft antwoord."),
    Topic.CHANGED: _("Ons antwoord aan u is veranderd. De reden staat erbij."),
    Topic.STOPPED: _("De vraag is gestopt. De reden staat erbij. Wie nog geen antwoord heeft, krijgt dat van ons."),
    Topic.HANDED_OVER: _("Uw woorden liggen nu bij een andere overheid. Uw code blijft dezelfde."),
    Topic.CAME_BACK: _("De andere overheid gaf uw woorden aan ons terug. U krijgt van ons een nieuw antwoord."),
    Topic.HIDDEN: _("Uw woorden staan niet meer op de site. De reden staat erbij. U kunt om een tweede blik vragen."),
    Topic.HELD: _("Uw woorden staan even niet op de site. Iemand kijkt ze na."),
    Topic.SHOWN: _("Uw woorden staan op de site."),
    Topic.REVISED: _("De tekst van uw woorden op de site is aangepast. De reden staat erbij."),
    Topic.APPEAL: _("U vroeg om een tweede blik. U heeft antwoord."),
    Topic.ROOM: _("De speelruimte van deze vraag is veranderd. Er staat bij wat anders is en waarom."),
    Topic.EVENT_OFF: _("Een bijeenkomst over deze vraag gaat niet door. De reden staat erbij."),
    Topic.EVENT_MOVED: _("Een bijeenkomst over deze vraag is verplaatst. De nieuwe dag en plek staan erbij."),
    Topic.LONGER: _("Meedoen kan langer dan eerst was gezegd. De reden staat erbij."),
    Topic.STANDS_STOPPED: _("De vraag is gestopt. Wij zijn u nog een antwoord schuldig."),
    Topic.STANDS_DECIDED: _("Er is een besluit. U krijgt nog antwoord op wat u zei."),
    Topic.STANDS_WEIGHING: _("Wij wegen nu wat iedereen zei. Daarna volgt het besluit."),
    Topic.STANDS_CLOSED: _("Meedoen kan niet meer. Wij leggen nu bij elkaar wat iedereen zei."),
    Topic.STANDS_OPEN: _("De vraag staat nog open. Wij bewaren uw woorden tot het besluit."),
}

_ANSWERED = frozenset({Topic.REPLIED, Topic.OBJECTION, Topic.CHANGED, Topic.HANDED_OVER})
# What a later topic says already: whoever has an answer need not hear that there will be one.
SAID_BY: Mapping[Topic, frozenset[Topic]] = {
    Topic.REPLIED: frozenset({Topic.OBJECTION, Topic.CHANGED}),
    Topic.CHANGED: frozenset({Topic.OBJECTION}),
    Topic.HELD: frozenset({Topic.HIDDEN, Topic.SHOWN}),
    Topic.EVENT_OFF: frozenset({Topic.STOPPED}),
    Topic.EVENT_MOVED: frozenset({Topic.STOPPED}),
    Topic.LONGER: frozenset({Topic.STOPPED}),
    Topic.STANDS_STOPPED: frozenset({Topic.STOPPED, *_ANSWERED}),
    Topic.STANDS_DECIDED: frozenset({Topic.STOPPED, *_ANSWERED}),
    Topic.STANDS_WEIGHING: frozenset({Topic.STOPPED, Topic.STANDS_DECIDED, *_ANSWERED}),
    Topic.STANDS_CLOSED: frozenset({Topic.STOPPED, Topic.STANDS_DECIDED, Topic.STANDS_WEIGHING, *_ANSWERED}),
    Topic.STANDS_OPEN: frozenset(
        {Topic.STOPPED, Topic.STANDS_DECIDED, Topic.STANDS_WEIGHING, Topic.STANDS_CLOSED, *_ANSWERED}
    ),
}


def telling(topics: set[Topic]) -> list[Topic]:
    """Return what is worth a sentence, most important first."""
    return [topic for topic in Topic if topic in topics and not SAID_BY.get(topic, frozenset()) & topics]
