"""The instrument, as layers below know it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import ClassVar
from uuid import UUID

from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.contributions.services.giving import Receipt
from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.participation.counting import answer_with_round, taken_part
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
from brink.domain.processes.paper_form import PaperForm, PaperQuestion
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.findings import Finding
from brink.foundation.visibility import Viewer
from brink.instruments.hands import services, views
from brink.instruments.hands.models import Hand, Side
from brink.instruments.hands.outcome import reasons, retold, tally
from brink.instruments.hands.seeding import fill

NEWEST = 5


class Hands(BaseInstrument):
    """People raise a hand for or against; who wants says why."""

    card: ClassVar[InstrumentCard] = InstrumentCard(
        key="hands",
        segment="handen",
        name=gettext_lazy("Hand opsteken"),
        promise=gettext_lazy("Wij tellen alle handen. Iedereen die zegt waarom, krijgt een antwoord met een reden."),
        explanation=gettext_lazy(
            "Mensen steken hun hand op: voor of tegen. Wie wil, zegt waarom. Het helpt als er één plan ligt en u wilt "
            "weten wie het een goed plan vindt."
        ),
        phases=frozenset({"F3", "F4"}),
        owners=frozenset({"council", "executive"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE}),
        channels=frozenset({"web", "paper"}),
        scales=frozenset({"straat", "dorp", "stad"}),
        lands={services.HAND: Lands.WITH_ROUND, services.REASON: Lands.ONE_BY_ONE},
    )
    note_kind = services.REASON

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Ask for something to be for or against."""
        return () if round.prompt else (Finding("hands.prompt", _("Schrijf op waar mensen voor of tegen zijn.")),)

    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        """Freeze the figures, with marks in the place of words."""
        return tally(round)

    def retell(self, round: Round, outcome: Outcome) -> Outcome:
        """Fill in the words that may still be read."""
        return retold(outcome, round)

    def outcome(self, round: Round) -> Outcome:
        """Return what was frozen at closing; before that, what the hands say now."""
        return frozen_outcome(round) or retold(tally(round), round)

    def _figures(self, round: Round) -> dict[str, object]:
        """Return what may be told now. While the round is open that is how many took part, in whole tens; the sides
        come at closing: a figure of a side that moves tells where the last person stands."""
        frozen = frozen_outcome(round)
        if frozen is None:
            state = round_state(round, clock.now())
            return {"state": state.value, "people": taken_part(round, services.HAND), **_named({})}
        sides = {one.key: one.count for one in frozen.findings if one.key in Side.values}
        return {"state": RoundState.CLOSED.value, "people": frozen.reach.people, **_named(sides)}

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Show the way in, the figures and the newest reasons."""
        context = {**self._figures(round), "reasons": reasons(round)[-NEWEST:], "url": _address(round)}
        return Panel("hands/panel.html", context)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Show staff the same figures, and how many reasons wait for a moderator."""
        waiting = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, moderation=Moderation.WAITING)
        return Panel("hands/desk.html", {**self._figures(round), "waiting": waiting.count(), "url": _address(round)})

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Show the giver on which side the own hand stands, or whether the own reason is on the site."""
        hand = _kept(contribution_id)
        if hand is None:
            return None
        is_hand, closed = hand.contribution.kind == services.HAND, hand.contribution.publicity == Publicity.CLOSED
        context = {"side": hand.get_side_display(), "is_hand": is_hand, "closed": closed, "url": _address(hand.round)}
        return Panel("hands/follow.html", context)

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return what became of a hand: hands are answered together, with their round."""
        hand = _kept(contribution_id)
        if hand is None or hand.contribution.kind != services.HAND:
            return ()
        return (answer_with_round(contribution_id, hand.round.title, hand.get_side_display()),)

    def paper(self, round: Round) -> PaperForm:
        """Ask for a hand: for or against."""
        boxes = tuple((value, label) for value, label in Side.choices)
        return PaperForm((PaperQuestion("hand", _("Bent u voor of tegen?"), boxes, needed=True),))

    def take_paper(self, round: Round, answers: Mapping[str, str], sheet: Sheet) -> Receipt:
        """Count a hand that was raised on paper."""
        return services.raise_hand_on_paper(round=round, side=answers["hand"], sheet=sheet)

    def paper_answers(self, contribution: Contribution) -> Mapping[str, str]:
        """Return the side that was taken in."""
        hand = _kept(contribution.pk)
        return {"hand": hand.side} if hand is not None else {}

    def correct_paper(self, contribution: Contribution, answers: Mapping[str, str]) -> None:
        """Put the hand on the side that was ticked."""
        Hand.objects.filter(contribution=contribution).update(side=answers["hand"])

    def urls(self) -> Sequence[URLPattern]:
        """Return own pages."""
        return (
            path("", views.start, name="start"),
            path("op/", views.hand, name="hand"),
            path("waarom/", views.reason, name="reason"),
        )

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return the figures that may be told, and the reasons that anybody may read."""
        figures = self._figures(round)
        yield OpenTable("handen", ("kant", "mensen"), tuple((side, figures[side]) for side in Side.values))
        yield OpenTable("redenen", ("kant", "reden"), tuple((row.hands_hand.side, row.text) for row in reasons(round)))

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Empty side and device of these contributions."""
        return services.erase(contribution_ids)

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people take part."""
        return fill(round, rng, size)


instrument = Hands()


def _kept(contribution_id: UUID) -> Hand | None:
    """Return the row of a contribution that was not withdrawn."""
    rows = Hand.objects.filter(contribution=contribution_id, contribution__withdrawn_at=None)
    return rows.select_related("contribution", "round__process").first()


def _named(sides: dict[str, int]) -> dict[str, int]:
    return {side: sides.get(side, 0) for side in Side.values}


def _address(round: Round) -> str:
    return frame_of(round).address()
