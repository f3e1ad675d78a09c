"""The assembly, as layers below know it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.participation.counting import answer_with_round
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.round_page import frame_of
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
from brink.foundation import clock
from brink.foundation.articles import in_sentence
from brink.foundation.findings import Finding
from brink.foundation.visibility import Viewer
from brink.instruments.assembly import paper
from brink.instruments.assembly.demo import tell_advice
from brink.instruments.assembly.forms import SetupForm
from brink.instruments.assembly.open_tables import open_tables
from brink.instruments.assembly.outcome import outcome_of
from brink.instruments.assembly.panels import desk_panel, follow_panel, public_panel
from brink.instruments.assembly.pools import targets_of
from brink.instruments.assembly.queries import commissions_of, own_of, points_of
from brink.instruments.assembly.round_settings import KEY, SIGNUP, Settings
from brink.instruments.assembly.seeding import fill, invented
from brink.instruments.assembly.services import drawing, seating, signing_up, undrawn
from brink.instruments.assembly.services.commissioning import sums_wrong
from brink.instruments.assembly.services.opening import begin
from brink.instruments.assembly.urls import round_urls
from brink.ui.components import Link


class AssemblyInstrument(BaseInstrument):
    """Residents drawn by lot think a question over together and advise; each point gets a reply."""

    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="beraad",
        name=gettext_lazy("Burgerberaad"),
        promise=gettext_lazy("Iedereen kan de loting narekenen. Elke aanbeveling krijgt een antwoord, met een reden."),
        explanation=gettext_lazy(
            "Een groep mensen wordt geloot en lijkt op alle inwoners. Zij praten een paar dagen over één vraag en "
            "geven advies. Wie de opdracht heeft gegeven, antwoordt op elk punt. Het kost tijd: reken op een half jaar."
        ),
        phases=frozenset({"F3"}),
        owners=frozenset({"council", "executive"}),
        levels=frozenset({Level.ADVISE, Level.COPRODUCE}),
        channels=frozenset({"web", "phone", "paper", "visit", "post"}),
        scales=frozenset({"stad", "boven"}),
        lands={SIGNUP: Lands.WITH_ROUND},
        methods=("sortition",),
        icon="table",
    )
    setup_form = SetupForm

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Ask for a commission with a promise, and for quotas that can add up to the seats."""
        setup, found = Settings.of(round.settings), list[Finding]()
        commissions, targets = commissions_of(round), targets_of(round)
        if not commissions and not setup.commissions:
            said = _("Schrijf op welk orgaan de opdracht geeft, en wat het met het advies doet.")
            found.append(Finding("assembly.commission", said))
        if any(one.reply_by <= round.last_day for one in commissions):
            said = _("Kies een dag van antwoord na de laatste dag van de ronde.")
            found.append(Finding("assembly.reply_by", said))
        if not targets and not setup.targets:
            found.append(Finding("assembly.targets", _("Geef de quota: hoe moet de groep eruitzien?")))
        found += [Finding(f"assembly.sums_{n}", said) for n, said in enumerate(sums_wrong(targets, setup.seats))]
        until = setup.last_signup_day
        if until is not None and not clock.start_of_day(until) < round.closes_at:
            said = _("Aanmelden kan tot na de laatste dag van de ronde. Kies een eerdere dag.")
            found.append(Finding("assembly.signup_until", said))
        return tuple(found)

    def open(self, round: Round, *, by: Actor, at: datetime) -> None:
        """Make the row of the assembly; from here the commission is firm."""
        begin(round)

    def outcome(self, round: Round) -> Outcome:
        """Return what was frozen at closing; before that, what the rows say now."""
        return frozen_outcome(round) or outcome_of(round)

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Return the public piece of the page of the question."""
        return public_panel(round, viewer)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Return the staff piece."""
        return desk_panel(round)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Return where somebody stands, for whoever holds the code."""
        return follow_panel(contribution_id)

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead on to the page of the assembly."""
        assert contribution.round is not None
        return (Link(_("Naar het burgerberaad"), frame_of(contribution.round).address()),)

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return what became of a sign-up: it lands with everybody in its round."""
        own = own_of(contribution_id)
        if own is None:
            return ()
        return (answer_with_round(contribution_id, own.volunteer.round.title, _("U heeft zich aangemeld.")),)

    def before_landing(self, round: Round) -> Sequence[Finding]:
        """Ask for a reply of each organ to each recommendation first."""
        open_ones = [
            (point.advice.number, in_sentence(cell.commission.organ.name))
            for point in points_of(round) for cell in point.cells if cell.reply is None
        ]  # fmt: skip
        said = _("Aanbeveling %(n)s heeft nog geen antwoord van %(organ)s.")
        return tuple(
            Finding(f"assembly.reply_{n}_{place}", said % {"n": n, "organ": organ})
            for place, (n, organ) in enumerate(open_ones)
        )

    def paper(self, round: Round) -> PaperForm:
        """Ask on paper what is asked on the web."""
        return paper.drawn(round)

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in a sheet."""
        return paper.take_sheet(round, answers, sheet)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return what was taken in of a sheet."""
        return paper.answers_of(contribution)

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put right what was typed wrongly."""
        paper.put_right(contribution, answers)

    def urls(self) -> Sequence[URLPattern]:
        """Return the pages of a round."""
        return round_urls()

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return quotas, draw, advice and replies; nothing of anybody."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty who these people are."""
        return signing_up.erase(contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Let the method work on what waits, mail who was not drawn, and destroy what is no longer needed."""
        undrawn.mail_waiting()
        undrawn.destroy_due(at)
        drawing.prepare_waiting()
        seating.replace_waiting()

    def example_settings(self) -> dict[str, Any]:
        """Return a setup with which an invented round may open."""
        return dict(invented()["example"])

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people sign up."""
        return fill(round, rng, size)

    def play(self, round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Let invented people sign up; where recommendations were written, hold the draw and let the organs reply."""
        codes = fill(round, rng, size)
        if voices:
            tell_advice(round, voices)
        return codes
