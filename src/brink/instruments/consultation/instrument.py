"""The instrument consultation, as the domain sees it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.services.giving import Receipt
from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.round_page import frame_of
from brink.domain.people.who_may import who_may
from brink.domain.processes.instrument import BaseInstrument, Erasure, InstrumentCard, Lands, OpenTable, Panel
from brink.domain.processes.models import RoomStatement, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation.findings import Finding
from brink.foundation.visibility import Viewer
from brink.instruments.consultation import desk_views, panels, paper, queries, views
from brink.instruments.consultation.forms import SetupForm
from brink.instruments.consultation.models import Remark, Wish
from brink.instruments.consultation.open_tables import open_tables
from brink.instruments.consultation.outcome import make_outcome
from brink.instruments.consultation.round_settings import KEY, REMARK, Settings
from brink.instruments.consultation.seeding import example_text, let_speak, say_things
from brink.instruments.consultation.services.opening import publish_first
from brink.instruments.consultation.services.remarks import cut_agreeing_ties, erase
from brink.ui.components import Link


class ConsultationInstrument(BaseInstrument):
    """People read a text piece by piece and say something of it; each new version says what is different and why."""

    note_kind = REMARK
    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="tekst",
        name=gettext_lazy("Meelezen met een tekst"),
        promise=gettext_lazy("U leest wat er met uw opmerking is gedaan, en waar die staat als de tekst verandert."),
        explanation=gettext_lazy(
            "Mensen lezen een tekst in stukken en zeggen iets over een stuk of over één zin. Bij een nieuwe versie "
            "staat wat er stond, wat er nu staat en waarom. Het helpt als er een concept ligt dat nog kan veranderen."
        ),
        phases=frozenset({"F1", "F2", "F3", "F4", "F5", "F6"}),
        owners=frozenset({"council", "executive", "officer", "resident"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE, Level.COPRODUCE, Level.CODECIDE}),
        channels=frozenset({"web", "phone", "paper", "table", "visit", "email", "post"}),
        scales=frozenset({"straat", "dorp", "stad", "boven"}),
        lands={REMARK: Lands.ONE_BY_ONE},
        counted_openly=frozenset({REMARK}),
        changeable=frozenset({REMARK}),
        icon="paper",
    )
    setup_form = SetupForm

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Ask for a text: a draft that was brought in, or one that was pasted in the setup."""
        there = Settings.of(round.settings).text or queries.draft_of(round) or queries.published(round)
        if there:
            return ()
        return (Finding("consultation.text", _("Haal eerst de tekst op, of plak hem bij de instellingen.")),)

    def open(self, round: Round, *, by: Actor, at: datetime) -> None:
        """Publish the first version: what is asked stands fixed from the moment that people may speak."""
        publish_first(round, by=by)

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Make the outcome that is frozen."""
        return make_outcome(round, frozen=True)

    def outcome(self, round: Round) -> Outcome:
        """Compute what was heard from the rows as they are now."""
        return make_outcome(round)

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Show what the text is, what is different in it, and the way in."""
        return panels.public(round)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Show staff which version stands, and the way to the text and its remarks."""
        return panels.desk(round)

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead to the words on the site, when they stand there, or back to the text."""
        if contribution.round is None:
            return ()
        frame, shown = frame_of(contribution.round), contribution.moderation == Moderation.SHOWN
        remark = Remark.objects.filter(contribution=contribution).first()
        piece = remark.section_id if remark is not None and contribution.publicity != Publicity.CLOSED else None
        if shown and piece is not None and piece in queries.section_ids(contribution.round):
            return (Link(_("Bekijk dit stuk"), frame.address("section", section=piece)),)
        return (Link(_("Lees verder in de tekst"), frame.address()),)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Show the giver about which words it was, and where that piece stands in the newest version."""
        return panels.follow(contribution_id)

    def waits_for_moderator(self, round: Round) -> bool:
        """Tell whether a moderator looks at remarks before they stand on the site."""
        return Settings.of(round.settings).before

    def side_of(self, contribution: Contribution) -> int:
        """Return where its giver stands: for keeping the piece, for changing it, or neither."""
        wish = Remark.objects.filter(contribution=contribution).values_list("wish", flat=True).first()
        return {Wish.KEEP.value: -1}.get(wish or "", 1)

    def paper(self, round: Round) -> PaperForm:
        """Ask at which number it is, and what somebody wants to say."""
        return paper.drawn(round)

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in what was written on paper, at the piece with that number."""
        return paper.taken(round, answers, sheet)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return what was taken in of a sheet beside the words: the number, and what is wanted."""
        return paper.answers_of(contribution)

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put another number, or another wish, in the place of what was typed wrongly."""
        paper.corrected(contribution, answers)

    def urls(self) -> Sequence[URLPattern]:
        """Return the pages of a round."""
        writes, enters = who_may(PROCESS_WRITE), who_may(CONTRIBUTION_ENTER)
        return (
            path("", views.start, name="start"),
            path("alles/", views.say_all, name="all"),
            path("verschil/", views.changes, name="changes"),
            path("verschil/<int:number>/", views.changes, name="version"),
            path("afdruk/", views.printed, name="print"),
            path("stuk/<uuid:section>/", views.section, name="section"),
            path("stuk/<uuid:section>/zeggen/", views.say, name="say"),
            path("opmerking/<uuid:remark>/", views.agree, name="agree"),
            path("balie/", desk_views.overview, name="desk"),
            path("balie/stuk/<uuid:pk>/", writes(desk_views.passage), name="desk_section"),
            path("balie/vervallen/<uuid:pk>/", writes(desk_views.dropped), name="desk_dropped"),
            path("balie/publiceren/", writes(desk_views.publish), name="desk_publish"),
            path("balie/weggooien/", writes(desk_views.drop), name="desk_drop"),
            path("balie/opmerkingen/", desk_views.remark_list, name="desk_remarks"),
            path("balie/opmerkingen/<uuid:pk>/", enters(desk_views.place), name="desk_place"),
        )

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return the versions, their pieces, and the remarks that anyone may read."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty at which words a remark stood; the rows stay and count."""
        return erase(contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Cut old ties between devices and what they agreed with."""
        cut_agreeing_ties(at=at)

    def example_settings(self) -> dict[str, Any]:
        """Return a setup with an invented text."""
        return {"text": example_text(), "agreeing": True, "moderation": "after"}

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people say something of the text."""
        return say_things(round, rng, size)

    def play(self, round: Round, rng: Random, size: int, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Let people say these written words, each at the piece with its number."""
        # Written words come at moments of their own: what is invented after them in a demo stays what it was.
        own = Random(round.number)  # noqa: S311 - invented moments, no secret
        return let_speak(round, own, voices) if voices else say_things(round, rng, size)
