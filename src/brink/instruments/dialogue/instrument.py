"""The instrument: what layers below know of a dialogue."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.urls import URLPattern, URLResolver
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
    Importer,
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
from brink.foundation.findings import Finding, Severity
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import Viewer
from brink.instruments.dialogue import paper, queries
from brink.instruments.dialogue.forms import SetupForm
from brink.instruments.dialogue.hall import Statements
from brink.instruments.dialogue.importing import import_polis
from brink.instruments.dialogue.models import Session
from brink.instruments.dialogue.open_tables import open_tables
from brink.instruments.dialogue.outcome import outcome_of
from brink.instruments.dialogue.panels import desk_items, desk_panel, follow_panel, public_panel
from brink.instruments.dialogue.readable_statements import retold, words_on_page
from brink.instruments.dialogue.round_settings import KEY, LEAST_SEEDS, SESSION, STATEMENT, Settings
from brink.instruments.dialogue.seeding import invent, seeds
from brink.instruments.dialogue.services.answering import correct_sheet_answers
from brink.instruments.dialogue.services.answering_signals import answer_signals
from brink.instruments.dialogue.services.body_answers import before_landing, forget_seed_answers, tell_seed_answers
from brink.instruments.dialogue.services.erasing import erase
from brink.instruments.dialogue.services.mapping import freeze, refresh_due
from brink.instruments.dialogue.services.statements import plant_seeds, revised
from brink.ui.components import Link


class Dialogue(BaseInstrument):
    """People react to short statements with agree, disagree or don't know, and add their own."""

    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="dialoog",
        name=gettext_lazy("Dialoog met zinnen"),
        promise=gettext_lazy("Op elke zin krijgt u antwoord, met uitleg. U leest dat met uw volgcode."),
        explanation=gettext_lazy(
            "U leest zinnen van anderen en zegt: eens, oneens of weet ik niet. U mag zelf een zin toevoegen. "
            "Een kaart laat zien wat iedereen deelt, en wat kleine groepen anders zien."
        ),
        phases=frozenset({"F1", "F3", "F4"}),
        owners=frozenset({"council", "executive"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE, Level.COPRODUCE}),
        channels=frozenset({"web", "paper"}),
        scales=frozenset({"straat", "dorp", "stad", "boven"}),
        lands={SESSION: Lands.WITH_ROUND, STATEMENT: Lands.ONE_BY_ONE},
        counted_openly=frozenset({STATEMENT}),
        methods=("opinion",),
        icon="agree",
    )
    setup_form = SetupForm
    # Devices of before the kit stay the same device.
    older_devices = (("brink-dialoog", "brink dialogue device"),)
    answers_at_once = True
    hall = Statements()

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Ask for enough statements to start with; without any, residents must at least be able to write them."""
        setup = Settings.of(round.settings)
        if len(set(setup.seeds)) >= LEAST_SEEDS:
            return ()
        sentence = _("Zet ten minste %(count)s zinnen klaar om mee te beginnen.") % {"count": LEAST_SEEDS}
        weight = Severity.ADVICE if setup.own_statements else Severity.BLOCKS
        return (Finding("dialogue.seeds", sentence, weight=weight),)

    def open(self, round: Round, *, by: Actor, at: datetime) -> None:
        """Put the first statements in the round."""
        plant_seeds(round, Settings.of(round.settings).seeds)

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Freeze the figures and return the outcome that follows from it."""
        return outcome_of(freeze(round=round, at=at), round, marked=True)

    def retell(self, round: Round, outcome: Outcome) -> Outcome:
        """Fill in the words of the statements that a frozen outcome names, as they may be read now."""
        return retold(outcome, words_on_page(round))

    def outcome(self, round: Round) -> Outcome:
        """Return the outcome of the figures that are public now: the frozen ones, or those of the last edition."""
        return outcome_of(queries.published(round) or queries.nothing_yet(round), round)

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Return the public piece of the process page."""
        return public_panel(round, viewer)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Return the staff piece."""
        return desk_panel(round, viewer)

    def desk_items(self, viewer: Viewer) -> list[QueueItem]:
        """Return the dialogues whose statements wait for an answer."""
        return desk_items(viewer)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Return the own place on the map, for whoever holds the code."""
        return follow_panel(contribution_id)

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead back to the statements of others, and to the map."""
        assert contribution.round is not None
        frame = frame_of(contribution.round)
        on = (Link(_("Ga verder met antwoorden"), frame.address()),) if frame.is_open else ()
        return (*on, Link(_("Bekijk de kaart van meningen"), frame.address("map")))

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return where each statement went that this session answered."""
        return queries.signal_answers(contribution_id)

    def revised(self, contribution: Contribution, text: str, *, reason: str, by: Actor) -> str:
        """Let a sentence read as its writer's words do now, and nowhere what stood there."""
        return revised(contribution, text, reason=reason, by=by)

    def paper(self, round: Round) -> PaperForm:
        """Ask the first statements, each under the number that it keeps."""
        return paper.drawn(round)

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in a sheet: a session without a device."""
        return paper.taken(round, answers, sheet)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return what was taken in of a sheet, by the numbers of the statements."""
        return paper.answers_of(contribution)

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put these answers in the place of what was typed wrongly."""
        correct_sheet_answers(contribution, paper.by_statement(contribution.round, answers))

    def urls(self) -> Sequence[URLPattern | URLResolver]:
        """Return own pages."""
        from brink.instruments.dialogue.urls import urlpatterns

        return urlpatterns

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return statements and, per group, how many agree; no row of anybody's answers."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Cut the tie with the device, take back words, and before closing the answers too."""
        return erase(contribution_ids)

    def before_landing(self, round: Round) -> Sequence[Finding]:
        """Ask for an answer to each statement before those who answered them get theirs."""
        return before_landing(round)

    def after_sending(self, round: Round) -> None:
        """Let people read what became of the body's own statements."""
        tell_seed_answers(round)

    def after_calling_back(self, round: Round) -> None:
        """Let nobody read any more what became of the body's own statements."""
        forget_seed_answers(round)

    def answer_signals(self, round: Round, *, choose: Callable[[str], SignalDraft], reason: str, by: Actor) -> int:
        """Answer the statements that have no answer yet, then everybody's answers to them."""
        return answer_signals(round=round, choose=choose, reason=reason, actor=by)

    def importers(self) -> Mapping[str, Importer]:
        """Offer to bring in a Polis export."""
        return {"polis": import_polis}

    def example_settings(self) -> dict[str, Any]:
        """Return a setup with the first invented statements."""
        return {"seeds": [text for _pattern, text in seeds()[:20]], "own_statements": True, "moderation": "after"}

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Fill the round with an invented conversation of about `size` people; returns a few of their codes."""
        filled = invent(round, rng, size)
        return tuple(receipt.code for receipt in (*filled.people[:2], *filled.writers[-1:]))

    def play(self, round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Let people answer these written statements, those without a writer planted first."""
        filled = invent(round, rng, size, voices)
        return tuple(receipt.code for receipt in (*filled.people[:2], *filled.writers[-1:]))

    def tick(self, *, at: datetime) -> None:
        """Refresh the maps of open rounds whose batch is full; cut old ties between devices and answers."""
        refresh_due(at=at)
        cut_ties(Session, at=at)
