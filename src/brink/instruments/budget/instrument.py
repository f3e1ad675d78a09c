"""The budget ballot, as layers below know it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.services.giving import Receipt
from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.participation.counting import answer_with_round
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.round_page import frame_of
from brink.domain.participation.sessions import cut_ties
from brink.domain.people.who_may import who_may
from brink.domain.processes.instrument import (
    BaseInstrument,
    Erasure,
    Importer,
    InstrumentCard,
    Lands,
    OpenTable,
    Panel,
    SignalAnswer,
)
from brink.domain.processes.models import RoomStatement, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.findings import Finding, Severity
from brink.foundation.visibility import Viewer
from brink.instruments.budget import desk_views, paper, views
from brink.instruments.budget.forms import SetupForm
from brink.instruments.budget.importing import import_pabulib
from brink.instruments.budget.models import Ballot
from brink.instruments.budget.open_tables import open_tables
from brink.instruments.budget.outcome import counted_now, outcome_of
from brink.instruments.budget.panels import desk_panel, follow_panel, own_words, public_panel
from brink.instruments.budget.queries import kept_ballot, on_list, plans_of
from brink.instruments.budget.round_settings import BALLOT, KEY, Settings
from brink.instruments.budget.seeding import invented, vote
from brink.instruments.budget.services.closing import freeze
from brink.instruments.budget.services.opening import freeze_terms
from brink.instruments.budget.services.voting import correct, erase, write_down_sheet
from brink.ui.components import Link

LEAST_PLANS = 2


class BudgetInstrument(BaseInstrument):
    """Residents choose which plans an amount is spent on; the rule that counts is fixed before they do."""

    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="buurtbudget",
        name=gettext_lazy("Buurtbudget"),
        promise=gettext_lazy("Wij tellen elke stem volgens de regel die hier staat. Wie wil, rekent de uitslag na."),
        explanation=gettext_lazy(
            "Er is een bedrag en er zijn plannen. Mensen kiezen de plannen die zij willen. Vooraf staat vast hoe wordt "
            "geteld. Het helpt als er echt geld te verdelen is."
        ),
        phases=frozenset({"F3", "F4", "F5"}),
        owners=frozenset({"council", "executive"}),
        levels=frozenset({Level.ADVISE, Level.COPRODUCE, Level.CODECIDE}),
        channels=frozenset({"web", "phone", "paper", "visit"}),
        scales=frozenset({"straat", "dorp", "stad", "boven"}),
        lands={BALLOT: Lands.WITH_ROUND},
        methods=("budgeting",),
        icon="agree",
    )
    setup_form = SetupForm
    # Where the kit finds the rows that a sheet of paper makes.
    sessions = Ballot

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Ask for an amount, for two plans that can be done, and for feasibility of every plan."""
        setup = Settings.of(round.settings)
        if setup.imported:
            return ()
        found = []
        if not setup.amount_cents:
            found.append(Finding("budget.amount", _("Vul in hoeveel geld er te verdelen is.")))
        live = [int(cost or 0) for cost in on_list(round).order_by().values_list("cost_cents", flat=True)]
        if len(live) < LEAST_PLANS and not setup.plans:
            said = _("Zet ten minste %(n)s haalbare plannen met een bedrag op de lijst.") % {"n": LEAST_PLANS}
            found.append(Finding("budget.plans", said))
        if setup.amount_cents and any(cost > setup.amount_cents for cost in live):
            said = _("Een plan kost meer dan het hele bedrag. Het kan nooit winnen.")
            found.append(Finding("budget.dear", said, weight=Severity.ADVICE))
        if plans_of(round).filter(feasibility="", withdrawn_at=None).exists():
            found.append(Finding("budget.unseen", _("Zeg van elk plan of het haalbaar is.")))
        return tuple(found)

    def open(self, round: Round, *, by: Actor, at: datetime) -> None:
        """Freeze the rule and the list."""
        freeze_terms(round)

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Count, keep the ballots for a recount, and return the outcome."""
        return freeze(round)

    def outcome(self, round: Round) -> Outcome:
        """Return what was frozen at closing; before that, what the ballots say now."""
        return frozen_outcome(round) or outcome_of(round, counted_now(round))

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Return the public piece of the page of the question."""
        return public_panel(round, viewer)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Return the staff piece."""
        return desk_panel(round)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Return what somebody chose and which of it won, for whoever holds the code."""
        return follow_panel(contribution_id)

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead back to the ballot, where it can be changed; after closing to the result."""
        assert contribution.round is not None
        frame = frame_of(contribution.round)
        if frame.is_open:
            return (Link(_("Verander mijn stem"), frame.address()),)
        return (Link(_("Bekijk de uitslag"), frame.address("result")),)

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return what became of a ballot: it lands with everybody in its round."""
        ballot = kept_ballot(contribution_id)
        if ballot is None:
            return ()
        return (answer_with_round(contribution_id, ballot.round.title, own_words(ballot)),)

    def paper(self, round: Round) -> PaperForm:
        """Ask for a mark at each plan."""
        return paper.drawn(round)

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Count a sheet; one that does not fit the rule is not repaired but refused."""
        return write_down_sheet(round, paper.as_marks(answers), sheet)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return what was taken in of a sheet, by the numbers of the plans."""
        return paper.answers_of(contribution)

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put these marks in the place of what was typed wrongly."""
        correct(contribution, paper.as_marks(answers))

    def importers(self) -> Mapping[str, Importer]:
        """Offer to bring in an election of Pabulib."""
        return {"pabulib": import_pabulib}

    def urls(self) -> Sequence[URLPattern]:
        """Return the pages of a round."""
        return (
            path("", views.start, name="start"),
            path("uitslag/", views.result, name="result"),
            path("uitslag/stemmen.pb", views.file, name="file"),
            path("balie/", who_may(PROCESS_WRITE)(desk_views.plans), name="desk"),
            path("balie/tabel/", who_may(PROCESS_WRITE)(desk_views.file), name="desk_file"),
            path("balie/telefoon/", who_may(CONTRIBUTION_ENTER)(desk_views.phone), name="phone"),
            path("balie/<uuid:pk>/", who_may(PROCESS_WRITE)(desk_views.plan), name="desk_plan"),
        )

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return the plans, and after closing the result and the counted ballots."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty the choices of these ballots and cut their ties with devices."""
        return erase(contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Cut old ties between devices and ballots."""
        cut_ties(Ballot, at=at)

    def example_settings(self) -> dict[str, Any]:
        """Return an amount, a rule and the invented plans."""
        return {
            "amount_cents": 6_000_000,
            "form": "approval",
            "counting": "equal-shares/add1",
            "plans": invented()["plan"],
        }

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people vote."""
        return vote(round, rng, size)
