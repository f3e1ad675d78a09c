"""The seat of who decides, as layers below know it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.round_page import frame_of
from brink.domain.participation.sessions import cut_ties
from brink.domain.processes.instrument import (
    BaseInstrument,
    Erasure,
    InstrumentCard,
    Lands,
    OpenTable,
    Panel,
    SignalAnswer,
    SignalDraft,
)
from brink.domain.processes.models import RoomStatement, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.findings import Finding
from brink.foundation.visibility import Viewer
from brink.instruments.valuation import panels, paper
from brink.instruments.valuation.desk_forms import SetupForm
from brink.instruments.valuation.models import Advice
from brink.instruments.valuation.open_tables import open_tables
from brink.instruments.valuation.opening_findings import findings
from brink.instruments.valuation.outcome import counted_now, outcome_of, retold
from brink.instruments.valuation.queries import planned_task
from brink.instruments.valuation.round_settings import ADVICE, KEY
from brink.instruments.valuation.seeding import advise_many, example_task
from brink.instruments.valuation.services import advising, answering
from brink.instruments.valuation.services.closing import find_groups
from brink.instruments.valuation.services.setting_up import freeze_task
from brink.ui.components import Link


class ValuationInstrument(BaseInstrument):
    """Residents get the choice of the body, with its limit and what each option does, and compose their advice."""

    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="stoel",
        name=gettext_lazy("In de stoel van de bestuurder"),
        promise=gettext_lazy("Wij tellen elk advies. Bij elke optie leest u wat het bestuur ermee doet, en waarom."),
        explanation=gettext_lazy(
            "U legt mensen uw eigen keuze voor: opties, wat ze kosten en doen, en een grens. Ieder maakt een eigen "
            "pakket en zegt waarom. Het helpt als niet alles kan."
        ),
        phases=frozenset({"F3", "F4"}),
        owners=frozenset({"council", "executive"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE}),
        channels=frozenset({"web", "phone", "paper", "visit"}),
        scales=frozenset({"dorp", "stad", "boven"}),
        lands={ADVICE: Lands.WITH_ROUND},
        methods=("portfolio", "budgeting"),
        icon="agree",
    )
    setup_form = SetupForm
    # Where the kit finds the rows that a sheet of paper makes.
    sessions = Advice

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Say what is wrong with the question, as long as it can be changed."""
        return findings(planned_task(round)) if round.opened_at is None else ()

    def open(self, round: Round, *, by: Actor, at: datetime) -> None:
        """Freeze the question."""
        freeze_task(round)

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Count, and return the outcome; groups in a large question are found afterwards (`tick`)."""
        return outcome_of(round, counted_now(round))

    def retell(self, round: Round, outcome: Outcome) -> Outcome:
        """Add the groups that were found after closing."""
        return retold(round, outcome)

    def outcome(self, round: Round) -> Outcome:
        """Return what was frozen at closing; before that, what the advices say now."""
        return frozen_outcome(round) or outcome_of(round, counted_now(round))

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Return the public piece of the page of the question."""
        return panels.public_panel(round, viewer)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Return the staff piece."""
        return panels.desk_panel(round)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Return what somebody advised, for whoever holds the code."""
        return panels.follow_panel(contribution_id)

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead back to the advice, where it can be changed; after closing to what came of it."""
        assert contribution.round is not None
        frame = frame_of(contribution.round)
        if frame.is_open:
            return (Link(_("Verander mijn advies"), frame.address()),)
        return (Link(_("Bekijk de uitkomst"), frame.address("result")),)

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return per option what somebody said of it and what the body does with it."""
        return panels.signal_answers(contribution_id)

    def before_landing(self, round: Round) -> Sequence[Finding]:
        """Ask what the body does with each option, before everybody gets an answer."""
        return answering.before_landing(round)

    def answer_signals(self, round: Round, *, choose: Callable[[str], SignalDraft], reason: str, by: Actor) -> int:
        """Say of every option without an answer what `choose` says of it, then land everybody's advice."""
        return answering.answer_signals(round=round, choose=choose, reason=reason, actor=by)

    def after_sending(self, round: Round) -> None:
        """Let people read what the body does with each option."""
        answering.tell_answers(round)

    def after_calling_back(self, round: Round) -> None:
        """Let nobody read that any more."""
        answering.forget_answers(round)

    def paper(self, round: Round) -> PaperForm:
        """Ask for a way of taking part, a box at each option, and why."""
        return paper.drawn(round)

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in a sheet; one that breaks the limit is not repaired, and stands in no calculation."""
        return advising.write_down_sheet(round, paper.read(answers), sheet)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return what was taken in of a sheet."""
        return paper.answers_of(contribution)

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put these in the place of what was typed wrongly."""
        advising.correct(contribution, paper.read(answers))

    def urls(self) -> Sequence[URLPattern]:
        """Return the pages of a round."""
        from brink.instruments.valuation.urls import urlpatterns

        return urlpatterns

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return the options, and after closing the figures; no row of anybody."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty choices and words, and cut the ties with devices."""
        return advising.erase(contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Cut old ties between devices and advices; look for groups that closing left for later."""
        cut_ties(Advice, at=at)
        find_groups(at=at)

    def example_settings(self) -> dict[str, Any]:
        """Return the invented question."""
        return {"task": example_task().as_data()}

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people give advice."""
        return advise_many(round, rng, size)

    def play(self, round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Let invented people give advice, some of them with these written reasons."""
        return advise_many(round, rng, size, voices)
