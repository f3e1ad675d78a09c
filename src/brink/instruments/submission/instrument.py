"""The legal submission, as layers below know it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.services.giving import Receipt
from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.round_page import frame_of
from brink.domain.people.who_may import who_may
from brink.domain.processes.dates import day_of
from brink.domain.processes.instrument import (
    BaseInstrument,
    Erasure,
    InstrumentCard,
    Lands,
    OpenTable,
    Panel,
    SignalAnswer,
)
from brink.domain.processes.models import RoomStatement, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services.timeline import set_term
from brink.foundation import clock, workdays
from brink.foundation.findings import Finding, Severity
from brink.foundation.visibility import Viewer
from brink.instruments.submission import desk_views, panels, paper, queries, views
from brink.instruments.submission.forms import SetupForm
from brink.instruments.submission.open_tables import open_tables
from brink.instruments.submission.outcome import make_outcome, with_nota
from brink.instruments.submission.permissions import SUBMISSION_DECIDE, SUBMISSION_WRITE
from brink.instruments.submission.receipt_mail import send_waiting
from brink.instruments.submission.round_settings import KEY, SUBMISSION, Basis, Settings
from brink.instruments.submission.seeding import invented, let_send, send_in
from brink.instruments.submission.services import nota as notas
from brink.instruments.submission.services.whole import answer_all
from brink.ui.components import Link


class SubmissionInstrument(BaseInstrument):
    """People react to a draft as the law gives: within a term, with name and address, answered point by point."""

    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="zienswijze",
        name=gettext_lazy("Zienswijze (uw mening over een plan)"),
        promise=gettext_lazy("U krijgt op elk punt antwoord, uiterlijk bij het besluit."),
        explanation=gettext_lazy(
            "Een ontwerp van een besluit ligt ter inzage. Wie wil, reageert met naam en adres, binnen de termijn van "
            "de wet. In de nota staat op elk punt een antwoord. Dit is iets anders dan een idee of een opmerking."
        ),
        phases=frozenset({"F3", "F4", "F5"}),
        owners=frozenset({"council", "executive"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE}),
        channels=frozenset({"web", "phone", "paper", "visit", "email", "post"}),
        scales=frozenset({"straat", "dorp", "stad", "boven"}),
        lands={SUBMISSION: Lands.WITH_ROUND},
        counted_openly=frozenset({SUBMISSION}),
        icon="paper",
    )
    setup_form = SetupForm

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Hold the days of the round to the law, and ask by which ways people may send something in."""
        settings, found = Settings.of(round.settings), []
        wanted = queries.wanted_term(settings)
        if settings.basis == Basis.LAW and wanted is None:
            said = _("Kies de dag van de terinzagelegging en die van de kennisgeving (het officiële bericht).")
            found.append(Finding("submission.days", said))
        if wanted is not None and (day_of(round.opens_at) != wanted.first or round.last_day < wanted.last):
            said = _("De termijn van de wet loopt van %(first)s tot en met %(last)s. Zet de ronde op die dagen.")
            days = {"first": date_format(wanted.first, "l j F Y"), "last": date_format(wanted.last, "l j F Y")}
            found.append(Finding("submission.term", said % days))
        if wanted is not None and wanted.last.year > workdays.last_year():
            said = _("Kijk na of er in %(year)s nog dagen met een feestdag gelijkgesteld zijn.")
            found.append(Finding("submission.decree", said % {"year": wanted.last.year}, weight=Severity.ADVICE))
        if not (settings.post or settings.desk):
            said = _("Schrijf op waar een brief heen kan, of hoe iemand mondeling reageert.")
            found.append(Finding("submission.ways", said))
        return tuple(found)

    def open(self, round: Round, *, by: Actor, at: datetime) -> None:
        """Put the term of the law on the calendar: other forms of the question then say what they are not."""
        if Settings.of(round.settings).basis == Basis.LAW:
            set_term(process=round.process, name=_("zienswijzen"), closes_on=round.last_day, actor=by, key=None)

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Freeze how many came in."""
        return make_outcome(round)

    def outcome(self, round: Round) -> Outcome:
        """Return what was frozen at closing, with what an adopted nota says; before closing, what came in until now."""
        return with_nota(round, frozen_outcome(round) or make_outcome(round))

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Show until when, by which ways, and the nota."""
        return panels.public(round)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Show staff how many came in, and what still misses."""
        return panels.desk(round)

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return the answer on each point."""
        return panels.signal_answers(contribution_id)

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead back to the draft, and to the nota once it is there."""
        if contribution.round is None:
            return ()
        frame = frame_of(contribution.round)
        if queries.adopted(contribution.round) is not None:
            return (Link(_("Lees de nota van zienswijzen"), frame.address("nota")),)
        return (Link(_("Lees wanneer u antwoord krijgt"), frame.address()),)

    def before_landing(self, round: Round) -> Sequence[Finding]:
        """Hold answers back until the nota is adopted, and name what it misses."""
        if queries.adopted(round) is not None:
            return ()
        last = Finding("submission.adopt", _("Stel de nota van zienswijzen vast."))
        return (*queries.holes(queries.standing(round), queries.nota_of(round)), last)

    def after_sending(self, round: Round) -> None:
        """Note when everybody was told: from then on the time runs after which names are destroyed."""
        self._told(round, clock.now())

    def after_calling_back(self, round: Round) -> None:
        """Note that nobody was told after all."""
        self._told(round, None)

    def _told(self, round: Round, at: datetime | None) -> None:
        nota = queries.adopted(round)
        if nota is not None and (at is None or nota.told_at is None):
            nota.told_at = at
            nota.save(update_fields=("told_at",))

    def answer_signals(self, round: Round, *, choose: Any, reason: str, by: Actor) -> int:
        """Answer every point without an answer, adopt the nota, and tell everybody."""
        return answer_all(round, choose, reason, by)

    def paper(self, round: Round) -> PaperForm:
        """Ask on paper for the words, the name and the address."""
        return paper.drawn()

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in a sheet."""
        return paper.taken(round, answers, sheet)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return what was taken in of a sheet beside its words."""
        return paper.answers_of(contribution)

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put right who signed."""
        paper.corrected(contribution, answers)

    def urls(self) -> Sequence[URLPattern]:
        """Return the pages of a round."""
        writes, enters, decides = who_may(SUBMISSION_WRITE), who_may(CONTRIBUTION_ENTER), who_may(SUBMISSION_DECIDE)
        return (
            path("", views.start, name="start"),
            path("geven/", views.send, name="send"),
            path("nota/", views.nota, name="nota"),
            path("nota/nota.odt", views.nota_text, name="nota_text"),
            path("nota/nota.xlsx", views.nota_list, name="nota_list"),
            path("balie/", desk_views.overview, name="desk"),
            path("balie/nieuw/", enters(desk_views.take_in), name="take_in"),
            path("balie/nota/", writes(desk_views.nota), name="desk_nota"),
            path("balie/namen/", decides(desk_views.key_list), name="key_list"),
            path("balie/<uuid:pk>/", writes(desk_views.one), name="desk_one"),
            path("balie/<uuid:pk>/<uuid:point>/", writes(desk_views.point), name="desk_point"),
        )

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return the points of an adopted nota."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty who signed and what was said; the number stays."""
        return notas.erase(contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Mail who waits for a proof of receipt, and destroy names that are no longer needed."""
        send_waiting()
        notas.destroy_due(at)

    def example_settings(self) -> dict[str, Any]:
        """Return a setup by an own rule, so that an invented round may last as long as it likes."""
        return {"basis": Basis.OWN.value, "electronic": True, **invented()["setup"]}

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people send something in."""
        return send_in(round, rng, size)

    def play(self, round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Let people send in these written words."""
        return let_send(round, voices) if voices else send_in(round, rng, size)
