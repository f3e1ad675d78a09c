"""The instrument petition, as the domain sees it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, ClassVar
from uuid import UUID

from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt
from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.participation.counting import answer_with_round
from brink.domain.participation.paper_entry import Sheet
from brink.domain.participation.round_page import frame_of
from brink.domain.people.who_may import who_may
from brink.domain.processes.instrument import (
    BaseInstrument,
    Erasure,
    InstrumentCard,
    Lands,
    OpenTable,
    Panel,
    SignalAnswer,
)
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.foundation.visibility import Viewer
from brink.instruments.petition import queries
from brink.instruments.petition.forms import SetupForm
from brink.instruments.petition.models import Collection, Support
from brink.instruments.petition.open_tables import open_tables
from brink.instruments.petition.outcome import make_outcome
from brink.instruments.petition.permissions import PETITION_RULE, PETITION_WRITE
from brink.instruments.petition.round_settings import KEY, SUPPORT, Settings
from brink.instruments.petition.seeding import invented, sign
from brink.instruments.petition.services import control as checking
from brink.instruments.petition.services import paper as on_paper
from brink.instruments.petition.services import retention, supporting
from brink.instruments.petition.support_mail import send_waiting
from brink.instruments.petition.views import control, desk, support
from brink.ui.components import Link


class PetitionInstrument(BaseInstrument):
    """Residents ask for a place on the agenda; with enough support somebody decides about it, with a reason."""

    card: ClassVar[InstrumentCard] = InstrumentCard(
        key=KEY,
        segment="steun",
        name=gettext_lazy("Agenderingsrecht"),
        promise=gettext_lazy("Is er genoeg steun? Dan volgt een besluit over de agenda. U leest het, met de reden."),
        explanation=gettext_lazy(
            "Een inwoner vraagt om over iets te praten. Anderen steunen dat, op internet of op papier. Met genoeg "
            "steun wordt beslist of het op de agenda komt."
        ),
        phases=frozenset({"F1"}),
        owners=frozenset({"council"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE}),
        channels=frozenset({"web", "paper"}),
        scales=frozenset({"straat", "dorp", "stad", "boven"}),
        lands={SUPPORT: Lands.WITH_ROUND},
        icon="table",
    )
    setup_form = SetupForm

    def open(self, round: Round, *, by: Actor, at: datetime) -> None:
        """Begin to count at nought."""
        Collection.objects.get_or_create(round=round, defaults={"tenant_id": round.tenant_id, "created_at": at})

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Freeze the list and make the outcome."""
        checking.freeze(round)
        return make_outcome(round)

    def outcome(self, round: Round) -> Outcome:
        """Return what was frozen at closing; before that, who supports it now."""
        return frozen_outcome(round) or make_outcome(round)

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Show how many people support it, until when, and the way in."""
        frame, now = frame_of(round), queries.standing(round)
        context = {"frame": frame, "now": now, "start_url": frame.address(), "support_url": frame.address("support")}
        return Panel("petition/panel.html", context)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Show staff where it stands and what comes next."""
        now = queries.standing(round)
        context = {"now": now, "step": queries.step_for(now), "desk_url": frame_of(round).address("desk")}
        return Panel("petition/desk.html", context)

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Show a supporter where the petition stands."""
        rows = Support.objects.select_related("round__process").filter(contribution__withdrawn_at=None)
        found = rows.filter(contribution=contribution_id).first()
        if found is None:
            return None
        now = queries.standing(found.round)
        return Panel("petition/follow.html", {"now": now, "support": found, "url": frame_of(found.round).address()})

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return what became of the support: it lands with everybody in its round."""
        rows = Support.objects.filter(contribution=contribution_id, contribution__withdrawn_at=None)
        found = rows.select_related("round").first()
        if found is None:
            return ()
        return (answer_with_round(contribution_id, found.round.title, _("U steunt dit voorstel.")),)

    def way_on(self, contribution: Contribution) -> Sequence[Link]:
        """Lead back to the petition."""
        if contribution.round is None:
            return ()
        return (Link(_("Naar het voorstel"), frame_of(contribution.round).address()),)

    def paper(self, round: Round) -> PaperForm:
        """Ask on paper what the rules ask, and no more."""
        lines = (("naam", _("Uw naam")), ("woonplaats", _("Uw woonplaats")), ("geboren", _("Uw geboortedatum")))
        return PaperForm(tuple(PaperQuestion(key, text, lines=1, needed=True) for key, text in lines))

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Take in the form of one person."""
        return on_paper.take_sheet(round=round, answers=answers, sheet=sheet, actor=sheet.actor, key=sheet.key)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return what was typed over from a form."""
        found = Support.objects.filter(contribution=contribution).first()
        return {} if found is None else {"naam": found.name, "woonplaats": found.place, "geboren": found.born}

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put right what was typed wrongly."""
        row = Support.objects.select_related("round").get(contribution=contribution)
        on_paper.correct_sheet(row.round, row, answers)

    def urls(self) -> Sequence[URLPattern]:
        """Return the pages of a round."""
        writes, rules = who_may(PETITION_WRITE), who_may(PETITION_RULE)
        checks = [
            path(f"balie/controle/{name}/", writes(control.check), {"which": which}, name=f"control_{which}")
            for name, which in (("opzij", "aside"), ("trek", "draw"), ("vond", "registrations"), ("klaar", "finish"))
        ]
        scheduled = [
            path(f"balie/besluit/{which}/", rules(control.scheduling), {"which": which}, name=f"scheduling_{which}")
            for which in ("besluit", "vertel")
        ]
        return (
            path("", support.start, name="start"),
            path("steun/", support.support, name="support"),
            path("mail/", support.mailed, name="mailed"),
            path("bevestig/<str:token>/", support.confirm, name="confirm"),
            path("lijst/", support.printed_list, name="list"),
            path("balie/", control.overview, name="desk"),
            path("balie/papier/", writes(desk.typed_list), name="typed"),
            path("balie/controle/", writes(control.check), name="control"),
            *checks,
            path("balie/controle/weer/<uuid:pk>/", control.restore, name="restore"),
            path("balie/besluit/", rules(control.scheduling), name="scheduling"),
            *scheduled,
        )

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return how many people support it, and what became of it; nothing of anybody."""
        return open_tables(round)

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty who these people are; before closing they count no more."""
        return supporting.erase(contribution_ids)

    def tick(self, *, at: datetime) -> None:
        """Mail who waits for a link, forget what nobody confirmed, and destroy what is no longer needed."""
        send_waiting()
        retention.forget_pending(at)
        retention.destroy_due(at)

    def example_settings(self) -> dict[str, Any]:
        """Return rules that an invented petition may have."""
        return Settings(threshold=400, why=invented()["why"]).as_data()

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people support it."""
        return sign(round, rng, size)
