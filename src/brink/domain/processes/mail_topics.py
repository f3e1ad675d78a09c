"""What givers hear of the question that they spoke about."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brink.domain.journal.mail_topics import NOBODY, MailTopic, of_process
from brink.domain.journal.models import Entry

STOPPED = frozenset({"stopped"})


def _moved(entry: Entry) -> Q:
    """Return everybody for a meeting that moved; other changes of one are no news."""
    return of_process(entry) if entry.data.get("moved") else NOBODY


TOPICS = {
    "stopped": MailTopic(
        _("De vraag is gestopt. De reden staat erbij. Wie nog geen antwoord heeft, krijgt dat van ons."),
        ("process.withdrawn",),
        of_process,
    ),
    "room": MailTopic(
        _("De speelruimte van deze vraag is veranderd. Er staat bij wat anders is en waarom."),
        ("room.changed",),
        of_process,
    ),
    "event_off": MailTopic(
        _("Een bijeenkomst over deze vraag gaat niet door. De reden staat erbij."),
        ("event.cancelled",),
        of_process,
        said_by=STOPPED,
        state="event",
    ),
    "event_moved": MailTopic(
        _("Een bijeenkomst over deze vraag is verplaatst. De nieuwe dag en plek staan erbij."),
        ("event.changed",),
        _moved,
        said_by=STOPPED,
        state="event",
    ),
    "longer": MailTopic(
        _("Meedoen kan langer dan eerst was gezegd. De reden staat erbij."),
        ("round.extended",),
        of_process,
        said_by=STOPPED,
    ),
    "paused": MailTopic(
        _("Meedoen kan even niet. De reden staat erbij. Uw woorden blijven bewaard."),
        ("round.paused",),
        of_process,
        said_by=STOPPED | {"resumed", "shorter"},
    ),
    "resumed": MailTopic(
        _("Meedoen kan weer. Op de pagina staat tot wanneer."),
        ("round.resumed",),
        of_process,
        said_by=STOPPED | {"shorter"},
    ),
    "shorter": MailTopic(
        _("Meedoen is eerder gestopt dan was gezegd. De reden staat erbij. Uw woorden tellen mee."),
        ("round.closed_early",),
        of_process,
        said_by=STOPPED,
    ),
}

# Where a question stands, the furthest first: of several in one mail only that one is told.
_STANDING = (
    ("stands_stopped", _("De vraag is gestopt. Wij zijn u nog een antwoord schuldig.")),
    ("stands_decided", _("Er is een besluit. U krijgt nog antwoord op wat u zei.")),
    ("stands_weighing", _("Wij wegen nu wat iedereen zei. Daarna volgt het besluit.")),
    ("stands_closed", _("Meedoen kan niet meer. Wij leggen nu bij elkaar wat iedereen zei.")),
    ("stands_open", _("De vraag staat nog open. Wij bewaren uw woorden tot het besluit.")),
)
STANDING = {
    name: MailTopic(
        sentence,
        (f"process.{name}",),
        of_process,
        until_answered=True,
        said_by=STOPPED | {further for further, _sentence in _STANDING[1:place]},
    )
    for place, (name, sentence) in enumerate(_STANDING)
}
