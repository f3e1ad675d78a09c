"""The instrument survey, as the domain sees it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.contributions.services.landing import land_round
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
from brink.foundation.errors import NotNow
from brink.foundation.findings import Finding
from brink.foundation.visibility import Viewer
from brink.instruments.survey import filling, panels, paper, services
from brink.instruments.survey.codebook import open_tables
from brink.instruments.survey.forms import SetupForm
from brink.instruments.survey.models import FilledSurvey
from brink.instruments.survey.outcome import make_outcome
from brink.instruments.survey.queries import questions_of, words_answered, wrote
from brink.instruments.survey.round_settings import FILLED, KEY, planned_questions
from brink.instruments.survey.seeding import fill_in
from brink.instruments.survey.soundness import findings
from brink.instruments.survey.starts import questions_to_start_with
from brink.ui.components import Link


class Survey(BaseInstrument):
    """Many people are asked the same questions; each counts, and so does what they do not know."""

    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="vragenlijst",
        name=gettext_lazy("Vragenlijst"),
        promise=gettext_lazy("Uw antwoord telt mee in de uitkomst. U leest wat wij ermee deden."),
        explanation=gettext_lazy(
            "Veel mensen krijgen dezelfde vragen. Ook wie iets niet weet of niet kent, telt mee. Na de laatste dag "
            "staat er per vraag hoeveel mensen wat zeiden, en wie er anders over denkt."
        ),
        phases=frozenset({"F0", "F1", "F3", "F7"}),
        owners=frozenset({"council", "executive"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE, Level.COPRODUCE}),
        channels=frozenset({"web", "paper"}),
        scales=frozenset({"straat", "dorp", "stad", "boven"}),
        lands={FILLED: Lands.WITH_ROUND},
        methods=("weighting",),
        icon="screen",
    )
    setup_form = SetupForm
    sessions = FilledSurvey

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Say what is wrong with the questions, as long as they can be changed."""
        return findings(planned_questions(round.settings))

    def open(self, round: Round, *, by: Actor, at: datetime) -> None:
        """Freeze the questions."""
        services.freeze_questions(round)

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Count what was sent, forget what was not, and return the outcome."""
        return make_outcome(round, stopped=filling.forget_drafts(round))

    def outcome(self, round: Round) -> Outcome:
        """Return what was frozen at closing; before that, what the answers say now."""
        return frozen_outcome(round) or make_outcome(round)

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Return the public piece of the process page."""
        return panels.public_panel(round, viewer)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Return the staff piece."""
        return panels.desk_panel(round, viewer)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Return the own answers, for whoever holds the code."""
        return panels.follow_panel(contribution_id)

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return what became of each answer."""
        return panels.signal_answers(contribution_id)

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead back to the questions while answers can be changed."""
        assert contribution.round is not None
        frame = frame_of(contribution.round)
        return (Link(_("Verander mijn antwoorden"), frame.address()),) if frame.is_open else ()

    def before_landing(self, round: Round) -> Sequence[Finding]:
        """Ask what was read in the own words, at each question where somebody wrote."""
        numbers, known = questions_of(round).numbers, words_answered(round)
        where = frame_of(round).address("words")
        said = _("Schrijf op wat mensen zelf schreven bij vraag %(number)s, en wat u ermee doet.")
        return [
            Finding("survey.words", said % {"number": numbers[key]}, where=where)
            for key in sorted(wrote(round), key=lambda one: numbers[one]) if key not in known
        ]  # fmt: skip

    def answer_signals(self, round: Round, *, choose: Callable[[str], SignalDraft], reason: str, by: Actor) -> int:
        """Say the same of all own words that nothing was said of, then land everybody's answers."""
        known = words_answered(round)
        open_ones = sorted(key for key in wrote(round) if key not in known)
        for key in open_ones:
            services.answer_words(round=round, question=key, text=reason, actor=by, key=None)
        with suppress(NotNow):
            land_round(round=round, reason=reason, actor=by, key=None)
        return len(open_ones)

    def paper(self, round: Round) -> PaperForm:
        """Draw the questions on paper."""
        return paper.drawn(round)

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in a sheet: a session without a device, that counts like any other."""
        return filling.take_sheet(round=round, answers=paper.read(round, answers), sheet=sheet)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return what was taken in of a sheet."""
        return paper.answers_of(contribution)

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put these answers in the place of what was typed wrongly."""
        assert contribution.round is not None
        filling.correct_sheet(contribution, paper.read(contribution.round, answers))

    def urls(self) -> Sequence[URLPattern | URLResolver]:
        """Return own pages."""
        from brink.instruments.survey.urls import urlpatterns

        return urlpatterns

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return figures and codebook, once they are frozen; no row of anybody's answers."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty the answers and cut the ties with devices."""
        return filling.erase(contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Cut the ties with devices of rounds that were closed long enough ago."""
        cut_ties(FilledSurvey, at=at)

    def example_settings(self) -> dict[str, Any]:
        """Return questions with which an invented round may open."""
        return {"questions": questions_to_start_with("example").as_data()}

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people fill it in."""
        return fill_in(round, rng, size)
