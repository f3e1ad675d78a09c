"""Dialogue groups, as layers below know them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
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
from brink.domain.processes.instrument import BaseInstrument, Erasure, InstrumentCard, Lands, OpenTable, Panel
from brink.domain.processes.models import RoomStatement, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation import clock
from brink.foundation.findings import Finding, Severity
from brink.foundation.visibility import Viewer
from brink.instruments.dialogue_groups import panels, paper
from brink.instruments.dialogue_groups.forms import SetupForm
from brink.instruments.dialogue_groups.models import Reaction
from brink.instruments.dialogue_groups.open_tables import open_tables
from brink.instruments.dialogue_groups.outcome import make_outcome
from brink.instruments.dialogue_groups.round_settings import KEY, REACTION, LineKind, Settings
from brink.instruments.dialogue_groups.seeding import example, fill
from brink.instruments.dialogue_groups.services.checking import release_declined
from brink.instruments.dialogue_groups.services.members import destroy_due
from brink.instruments.dialogue_groups.services.opening import council_of, open_frame
from brink.instruments.dialogue_groups.services.reactions import erase
from brink.instruments.dialogue_groups.urls import patterns
from brink.ui.components import Link


class GroupsInstrument(BaseInstrument):
    """Groups make proposals inside a frame of the council: what fits goes ahead, and the council names each one."""

    note_kind = REACTION
    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="dialooggroepen",
        name=gettext_lazy("Dialooggroepen binnen een kader"),
        promise=gettext_lazy(
            "Wat in het kader past, gaat door. Over elk ander voorstel besluit de raad, met een reden."
        ),
        explanation=gettext_lazy(
            "De raad zet vooraf het geld en de grenzen vast. Inwoners, instellingen en bedrijven maken samen "
            "voorstellen. Zolang zij bezig zijn, praat de raad niet mee. Het helpt als de raad echt ruimte wil geven."
        ),
        phases=frozenset({"F2", "F3", "F4"}),
        owners=frozenset({"council"}),
        levels=frozenset({Level.ADVISE, Level.COPRODUCE, Level.CODECIDE}),
        channels=frozenset({"web", "phone", "paper", "table", "visit", "email", "post"}),
        scales=frozenset({"straat", "dorp", "stad"}),
        lands={REACTION: Lands.ONE_BY_ONE},
        counted_openly=frozenset({REACTION}),
        changeable=frozenset({REACTION}),
        icon="table",
    )
    setup_form = SetupForm

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Ask for a frame that the council set before the first day, with at least one amount, and for groups."""
        setup, found = Settings.of(round.settings), []
        if not setup.adopted_on or not setup.reference or council_of(round) is None:
            found.append(Finding("groups.frame", _("Vul in met welk besluit de raad het kader vaststelde.")))
        elif date.fromisoformat(setup.adopted_on) > round.opens_at.astimezone(clock.AMSTERDAM).date():
            found.append(Finding("groups.late", _("De raad stelt het kader vast vóór de eerste dag van de groepen.")))
        if not any(one.kind == LineKind.MONEY for one in setup.lines):
            found.append(Finding("groups.money", _("Zet ten minste één bedrag in het kader.")))
        if not setup.groups:
            found.append(Finding("groups.none", _("Schrijf ten minste één groep op.")))
        if room is not None and room.level != Level.CODECIDE:
            said = _("Past een voorstel in het kader, dan gaat het door. Daar hoort het niveau meebeslissen bij.")
            found.append(Finding("groups.level", said, weight=Severity.ADVICE))
        return tuple(found)

    def open(self, round: Round, *, by: Actor, at: datetime) -> None:
        """Write down the frame and the groups: from here on the frame only becomes wider."""
        open_frame(round)

    def outcome(self, round: Round) -> Outcome:
        """Return what was frozen at closing; before that, where the proposals stand now."""
        return frozen_outcome(round) or make_outcome(round)

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Make the outcome that is frozen: what lies before the council."""
        return make_outcome(round)

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Return the public piece of the page of the question."""
        return panels.public_panel(round, viewer)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Return the staff piece."""
        return panels.desk_panel(round)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Return about which proposal somebody reacted, and where it stands."""
        return panels.follow_panel(contribution_id)

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead back to the proposal, or to all of them."""
        if contribution.round is None:
            return ()
        frame = frame_of(contribution.round)
        row = Reaction.objects.filter(contribution=contribution).select_related("proposal").first()
        if row is not None and row.proposal is not None and row.proposal.checked_at is not None:
            return (Link(_("Terug naar het voorstel"), frame.address("proposal", number=row.proposal.number)),)
        return (Link(_("Terug naar de voorstellen"), frame.address()),)

    def waits_for_moderator(self, round: Round) -> bool:
        """Tell whether somebody of the desk reads reactions before they stand on the site."""
        return Settings.of(round.settings).before

    def paper(self, round: Round) -> PaperForm:
        """Ask for the number of a proposal, and what somebody wants to say."""
        return paper.drawn(round)

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in a reaction on paper."""
        return paper.taken(round, answers, sheet)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return what was taken in of a sheet beside the words."""
        return paper.answers_of(contribution)

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put another number in the place of what was typed wrongly."""
        paper.corrected(contribution, answers)

    def urls(self) -> Sequence[URLPattern]:
        """Return the pages of a round."""
        return patterns()

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return the frame, the proposals with their checks and answers, and how it goes."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty about which proposal these reactions were."""
        return erase(contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Let go of money of what was not adopted, and destroy who the members were when the term is over."""
        release_declined()
        destroy_due(at)

    def example_settings(self) -> dict[str, Any]:
        """Return an invented frame with groups."""
        return example()

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented groups make proposals, and invented people react."""
        return fill(round, rng, size)

    def play(self, round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Let people say these written words, each about the proposal with its number."""
        # Written words come at moments of their own: what is invented after them in a demo stays what it was.
        own = Random(round.number)  # noqa: S311 - invented moments, no secret
        return fill(round, own, size, voices)
