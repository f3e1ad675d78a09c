"""The instrument meetings, as the domain sees it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.contributions.services.giving import Receipt
from brink.domain.framework.levels import Level
from brink.domain.gatherings.permissions import GATHERING_WRITE
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_entry import Sheet, take_words
from brink.domain.participation.round_page import frame_of
from brink.domain.people.who_may import who_may
from brink.domain.processes.instrument import BaseInstrument, Erasure, InstrumentCard, Lands, OpenTable, Panel
from brink.domain.processes.models import RoomStatement, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.foundation.findings import Finding, Severity
from brink.foundation.visibility import Viewer
from brink.instruments.meetings import queries, services, views
from brink.instruments.meetings.forms import SetupForm
from brink.instruments.meetings.models import Spoken, Stance
from brink.instruments.meetings.open_tables import open_tables
from brink.instruments.meetings.outcome import make_outcome
from brink.instruments.meetings.round_settings import KEY, QUESTION, SAID
from brink.instruments.meetings.seeding import ask_and_say, let_speak
from brink.ui.components import Link


class MeetingsInstrument(BaseInstrument):
    """People ask and say something at a debate, a hearing or an evening; what became of each question stands there."""

    note_kind = SAID
    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="bijeenkomsten",
        name=gettext_lazy("Bijeenkomsten"),
        promise=gettext_lazy("Wij schrijven uw woorden op. Bij elke vraag leest u wat ermee is gedaan."),
        explanation=gettext_lazy(
            "Een debat in de streek, een hoorzitting, een commissie of een informatieavond. Mensen melden zich aan, "
            "stellen vragen en zeggen wat zij vinden. Het helpt als mensen elkaar beter zien dan lezen."
        ),
        phases=frozenset({"F0", "F1", "F2", "F3", "F4", "F5", "F6"}),
        owners=frozenset({"council", "executive", "officer"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE, Level.COPRODUCE}),
        channels=frozenset({"web", "phone", "paper", "table", "visit", "email", "post"}),
        scales=frozenset({"straat", "dorp", "stad", "boven"}),
        lands={QUESTION: Lands.ONE_BY_ONE, SAID: Lands.ONE_BY_ONE},
        counted_openly=frozenset({QUESTION, SAID}),
        icon="table",
    )
    setup_form = SetupForm

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Advise to plan a meeting: a round without one is a form alone."""
        if round.events.exists():
            return ()
        said = _("Plan bij deze ronde een bijeenkomst. Kies daarbij ‘Hoort bij ronde’.")
        return (Finding("meetings.event", said, weight=Severity.ADVICE),)

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Make the outcome that is frozen."""
        return make_outcome(round, frozen=True)

    def outcome(self, round: Round) -> Outcome:
        """Compute what was heard from the rows as they are now."""
        return make_outcome(round)

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Show the meetings with their seats, and the way in. Words stand on the page behind it."""
        frame = frame_of(round)
        context = {
            "frame": frame, "meetings": queries.meetings_of(round), "start_url": frame.address(),
            "ask_url": frame.address("ask"), "say_url": frame.address("say"),
        }  # fmt: skip
        return Panel("meetings/panel.html", context)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Show staff what came in and which questions wait for what became of them."""
        return Panel("meetings/desk.html", {**queries.desk_figures(round), "desk_url": frame_of(round).address("desk")})

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead to the words on the site, when they stand there."""
        shown = contribution.moderation == Moderation.SHOWN and contribution.publicity != Publicity.CLOSED
        if contribution.round is None or not shown:
            return ()
        return (Link(_("Bekijk alle vragen"), frame_of(contribution.round).address()),)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Show the giver at which meeting it was, and what became of the own question."""
        rows = Spoken.objects.select_related("contribution__round__process", "gathering__event")
        spoken = rows.filter(contribution=contribution_id, contribution__withdrawn_at=None).first()
        if spoken is None or spoken.contribution.round is None:
            return None
        return Panel(
            "meetings/follow.html",
            {"spoken": spoken, "question": spoken.contribution.kind == QUESTION,
             "where": queries.named(spoken.gathering) if spoken.gathering else "",
             "url": frame_of(spoken.contribution.round).address()},
        )  # fmt: skip

    def side_of(self, contribution: Contribution) -> int:
        """Return where its giver stands: for, against or neither; a question takes no side."""
        stance = Spoken.objects.filter(contribution=contribution).values_list("stance", flat=True).first()
        return {Stance.AGAINST.value: -1, Stance.NEUTRAL.value: 0}.get(stance or "", 1)

    def paper(self, round: Round) -> PaperForm:
        """Ask in lines for what somebody wants to say; a ticket that lies ready in the hall."""
        text = PaperQuestion("tekst", _("Wat wilt u zeggen?"), lines=7, needed=True, column="text")
        return PaperForm((text,), says_words=True)

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in what was written on paper."""
        return take_words(SAID, self.paper(round), round, answers, sheet)

    def urls(self) -> Sequence[URLPattern]:
        """Return the pages of a round."""
        return (
            path("", views.start, name="start"),
            path("vraag/", views.ask, name="ask"),
            path("zeggen/", views.say, name="say"),
            path("balie/", views.desk, name="desk"),
            path("balie/<uuid:pk>/", who_may(GATHERING_WRITE)(views.handle), name="handle"),
        )

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return the words that anyone may read, without names."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty what was said on a question, and the side; the rows stay and count."""
        return services.erase(contribution_ids)

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people ask and say something."""
        return ask_and_say(round, rng, size)

    def play(self, round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Let people ask and say these written words."""
        return let_speak(round, rng, voices) if voices else ask_and_say(round, rng, size)
