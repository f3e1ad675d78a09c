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
    LANDED = "landed"
    HANDED_OVER = "handed_over"
    MOVED = "moved"
    HIDDEN = "hidden"
    HELD = "held"
    SHOWN = "shown"
    REVISED = "revised"
    APPEAL = "appeal"
    ROOM = "room"
    STANDS_DECIDED = "stands_decided"
    STANDS_WEIGHING = "stands_weighing"
    STANDS_CLOSED = "stands_closed"
    STANDS_OPEN = "stands_open"


KINDS: Mapping[str, Topic] = {
    "landing.made": Topic.LANDED,
    "landing.linked": Topic.LANDED,
    "landing.collective": Topic.LANDED,
    "landing.changed": Topic.CHANGED,
    "answers.sent": Topic.REPLIED,
    "contribution.handed_over": Topic.HANDED_OVER,
    "contribution.moved": Topic.MOVED,
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
}

SENTENCES: Mapping[Topic, Promise] = {
    Topic.OBJECTION: _("U zei dat ons antwoord niet klopte. Wij keken opnieuw en u heeft een nieuw antwoord."),
    Topic.REPLIED: _("U heeft antwoord."),
    Topic.CHANGED: _("Ons antwoord aan u is veranderd. De reden staat erbij."),
    Topic.LANDED: _("Wij besloten wat er met uw woorden gebeurt."),
    Topic.HANDED_OVER: _("Uw woorden liggen nu bij een andere overheid. Uw code blijft dezelfde."),
    Topic.MOVED: _("Uw woorden liggen nu bij een vraag die loopt. De reden staat erbij. Uw code blijft dezelfde."),
    Topic.HIDDEN: _("Uw woorden staan niet meer op de site. De reden staat erbij. U kunt om een tweede blik vragen."),
    Topic.HELD: _("Uw woorden staan even niet op de site. Iemand kijkt ze na."),
    Topic.SHOWN: _("Uw woorden staan op de site."),
    Topic.REVISED: _("De tekst van uw woorden op de site is aangepast. De reden staat erbij."),
    Topic.APPEAL: _("U vroeg om een tweede blik. U heeft antwoord."),
    Topic.ROOM: _("De speelruimte van deze vraag is veranderd. Er staat bij wat anders is en waarom."),
    Topic.STANDS_DECIDED: _("Er is een besluit. U krijgt nog antwoord op wat u zei."),
    Topic.STANDS_WEIGHING: _("Wij wegen nu wat iedereen zei. Daarna volgt het besluit."),
    Topic.STANDS_CLOSED: _("Meedoen kan niet meer. Wij leggen nu bij elkaar wat iedereen zei."),
    Topic.STANDS_OPEN: _("De vraag staat nog open. Wij bewaren uw woorden tot het besluit."),
}

_ANSWERED = frozenset({Topic.REPLIED, Topic.OBJECTION, Topic.CHANGED, Topic.HANDED_OVER})
# What a later topic says already: whoever has an answer need not hear that there will be one.
SAID_BY: Mapping[Topic, frozenset[Topic]] = {
    Topic.LANDED: frozenset({Topic.REPLIED, Topic.OBJECTION, Topic.CHANGED, Topic.HANDED_OVER}),
    Topic.REPLIED: frozenset({Topic.OBJECTION, Topic.CHANGED}),
    Topic.CHANGED: frozenset({Topic.OBJECTION}),
    Topic.HELD: frozenset({Topic.HIDDEN, Topic.SHOWN}),
    Topic.STANDS_DECIDED: frozenset({Topic.LANDED, *_ANSWERED}),
    Topic.STANDS_WEIGHING: frozenset({Topic.LANDED, Topic.STANDS_DECIDED, *_ANSWERED}),
    Topic.STANDS_CLOSED: frozenset({Topic.LANDED, Topic.STANDS_DECIDED, Topic.STANDS_WEIGHING, *_ANSWERED}),
    Topic.STANDS_OPEN: frozenset(
        {Topic.LANDED, Topic.STANDS_DECIDED, Topic.STANDS_WEIGHING, Topic.STANDS_CLOSED, *_ANSWERED}
    ),
}


def telling(topics: set[Topic]) -> list[Topic]:
    """Return what is worth a sentence, most important first."""
    return [topic for topic in Topic if topic in topics and not SAID_BY.get(topic, frozenset()) & topics]
