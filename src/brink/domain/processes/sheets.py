"""What stands on paper: the signpost, the poster and the form, each one sheet of A4."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.framework.levels import PROMISES, Level
from brink.domain.people.reaching import phone_of
from brink.domain.processes.dates import day_of, in_words
from brink.domain.processes.models import Event, Process, RoomStatement, Round
from brink.domain.processes.states import RoundState, round_state
from brink.domain.processes.told_facts import decides, last_to_join, reply_day
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.visibility import Viewer, visible
from brink.ui.components import Arm

# More lines than this do not fit the sheet; the page on the site has them all.
LINES = 3
WIDTH = 64
# A question of more characters is set smaller, so that the rest of the sheet keeps its place.
LONG_QUESTION = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the signpost says; the first `lines` points of each kind fit, `more` did not."""

    question: str
    lead: str
    version: int
    day: str
    arms: list[Arm]
    open_points: list[str]
    movable: list[str]
    fixed: list[str]
    url: str
    spoken_url: str
    promise: str
    contact: str

    @property
    def tight(self) -> bool:
        """Tell whether the question is long, so that the sheet must be set smaller."""
        return len(self.question) > LONG_QUESTION

    @property
    def lines(self) -> int:
        """Return how many points of a kind fit."""
        return LINES - 1 if self.tight else LINES

    @property
    def more(self) -> int:
        """Return how many points did not fit."""
        return sum(max(0, len(one) - self.lines) for one in (self.open_points, self.movable, self.fixed))


def fit(text: str, width: int = WIDTH) -> str:
    """Return a text that fits its place on paper; what is cut ends in an ellipsis, and the site has it whole."""
    return shorten(text, width, placeholder="…") if len(text) > width else text


def address_of(process: Process, round: Round | None = None) -> str:
    """Return the full public address of a process, or of one round on its page."""
    base = f"{settings.BASE_URL}{page_url('process', process.slug)}"
    return f"{base}#ronde-{round.number}" if round is not None else base


def _next_event(process: Process, viewer: Viewer) -> Event | None:
    rows = visible(viewer, Event.objects.select_related("area")).filter(process=process, cancelled_at__isnull=True)
    return rows.filter(starts_at__gt=clock.now()).order_by("starts_at").first()


def _join_arm(process: Process, viewer: Viewer) -> Arm | None:
    """Say until when people can join, or from when."""
    now = clock.now()
    rounds = list(visible(viewer, Round.objects.filter(process=process)).order_by("opens_at"))
    open_now = [one for one in rounds if round_state(one, now) is RoundState.OPEN]
    if open_now:
        until = last_to_join(open_now)
        if until is None:
            return Arm(_("Doe mee"), _("dat kan altijd"), now=True)
        return Arm(_("Doe nu mee"), _("tot en met %(day)s") % {"day": in_words(until)}, now=True)
    for round in rounds:
        if round_state(round, now) is RoundState.PLANNED:
            first, last = in_words(day_of(round.opens_at)), in_words(round.last_day)
            return Arm(_("Doe straks mee"), _("van %(first)s tot en met %(last)s") % {"first": first, "last": last})
    if rounds:
        return Arm(_("Meedoen kon"), _("tot en met %(day)s") % {"day": in_words(rounds[-1].last_day)})
    return None


def _arms(process: Process, room: RoomStatement | None, viewer: Viewer) -> list[Arm]:
    if process.withdrawn_at is not None:
        day = in_words(day_of(process.withdrawn_at))
        return [Arm(_("De vraag is gestopt"), _("op %(day)s") % {"day": day}, now=True)]
    arms = []
    join = _join_arm(process, viewer)
    if join is not None:
        arms.append(join)
    event = _next_event(process, viewer)
    if event is not None:
        start = event.starts_at.astimezone(clock.AMSTERDAM)
        place = ", ".join(filter(None, (event.venue, event.area.name if event.area else "")))
        when = date_format(start, "l j F, H.i")
        arms.append(Arm(fit(event.title), _("%(when)s uur, %(place)s") % {"when": when, "place": fit(place)}))
    if room is not None and room.decider is not None and room.decision_on is not None:
        title = fit(decides(room.decider))
        arms.append(Arm(title, in_words(room.decision_on), now=not arms))
    if answer := reply_day(process, room):
        arms.append(Arm(_("U krijgt antwoord"), _("uiterlijk %(day)s") % {"day": in_words(answer)}))
    if room is not None and room.reply_within is not None:
        term = ngettext("binnen %(days)s werkdag", "binnen %(days)s werkdagen", room.reply_within)
        arms.append(Arm(_("U krijgt antwoord"), term % {"days": room.reply_within}))
    return arms


def _day(moment: date) -> str:
    return date_format(moment, "j F Y")


def signpost_sheet(process: Process, viewer: Viewer) -> Sheet:
    """Gather the signpost of a process, from the room in force. Six queries."""
    rooms = visible(viewer, RoomStatement.objects.select_related("decider", "contact"))
    room = rooms.filter(process=process, published_at__isnull=False).order_by("-version").first()
    limits = list(room.boundaries.all()) if room else []
    movable = [one.subject + (_(" (%(mover)s kan dit veranderen)") % {"mover": one.mover} if one.mover else "")
               for one in limits if one.kind == "movable"]  # fmt: skip
    fixed = [one.subject for one in limits if one.kind == "hard"]
    points: list[str] = list(room.open_points) if room else []
    contact = room.contact if room and room.contact else process.owner
    ways = ", ".join(filter(None, (contact.phone or phone_of(process.tenant), contact.email or process.tenant.email)))
    published = room.published_at if room and room.published_at else clock.now()
    return Sheet(
        question=room.question if room else process.title,
        lead=fit(process.title, 100) if room else _("Wij schrijven nog op wat open ligt en wie beslist."),
        version=room.version if room else 0,
        day=_day(day_of(published)),
        arms=_arms(process, room, viewer),
        open_points=[fit(one) for one in points],
        movable=[fit(one) for one in movable],
        fixed=[fit(one) for one in fixed],
        url=address_of(process),
        spoken_url=address_of(process).split("//")[-1].rstrip("/"),
        promise=str(PROMISES[Level(room.level)]) if room and room.level else "",
        contact=f"{contact.name}, {ways}" if ways else contact.name,
    )
