"""The instrument, as layers below know it."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import ClassVar
from uuid import UUID

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.contributions.models import Contribution, Landing, Moderation, Publicity
from brink.domain.framework.levels import Level
from brink.domain.processes.instrument import BaseInstrument, Erasure, Fate, InstrumentCard, Lands, OpenTable, Panel
from brink.domain.processes.models import RoomStatement, Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.findings import Finding
from brink.foundation.visibility import Viewer
from brink.instruments.hands import services
from brink.instruments.hands.models import Hand, Side
from brink.instruments.hands.outcome import counted, outcome_of, reasons, told
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
        channels=frozenset({"web"}),
        scales=frozenset({"straat", "dorp", "stad"}),
        lands={services.HAND: Lands.WITH_ROUND, services.REASON: Lands.ONE_BY_ONE},
    )
    note_kind = services.REASON

    def readiness(self, round: Round, room: RoomStatement | None) -> Sequence[Finding]:
        """Ask for something to be for or against."""
        return () if round.prompt else (Finding("hands.prompt", _("Schrijf op waar mensen voor of tegen zijn.")),)

    def outcome(self, round: Round) -> Outcome:
        """Return what the hands said."""
        return outcome_of(round)

    def _figures(self, round: Round) -> dict[str, object]:
        """Return what may be told now. While the round is open that is how many take part, in whole tens; the sides
        come at closing: a figure of a side that moves tells where the last person stands."""
        state = round_state(round, clock.now())
        if state is not RoundState.CLOSED:
            return {"state": state.value, "people": told(sum(counted(round).values())), **_named({})}
        outcome = outcome_of(round)
        sides = {one.key: one.count for one in outcome.findings if one.key in Side.values}
        return {"state": state.value, "people": outcome.reach.people, **_named(sides)}

    def panel(self, round: Round, viewer: Viewer) -> Panel:
        """Show the way in, the figures and the newest reasons."""
        context = {**self._figures(round), "round": round, "reasons": reasons(round)[-NEWEST:], "url": _address(round)}
        return Panel("hands/panel.html", context)

    def desk(self, round: Round, viewer: Viewer) -> Panel:
        """Show staff the same figures, and how many reasons wait for a moderator."""
        waiting = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, moderation=Moderation.WAITING)
        return Panel("hands/desk.html", {**self._figures(round), "waiting": waiting.count(), "url": _address(round)})

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Show the giver on which side the own hand stands, or whether the own reason is on the site."""
        hands = Hand.objects.select_related("contribution", "round__process")
        hand = hands.filter(contribution=contribution_id).first()
        if hand is None:
            return None
        closed = hand.contribution.publicity == Publicity.CLOSED
        context = {"side": hand.get_side_display(), "kind": hand.contribution.kind, "closed": closed}
        return Panel("hands/follow.html", {**context, "url": _address(hand.round)})

    def fates(self, contribution_id: UUID) -> Sequence[Fate]:
        """Return what became of a hand, once the body sent its answer: hands are answered together."""
        hands = Hand.objects.filter(contribution=contribution_id, contribution__kind=services.HAND)
        hand = hands.select_related("round").first()
        if hand is None:
            return ()
        landings = Landing.objects.filter(contribution=contribution_id, current=True, answer__sent_at__isnull=False)
        landing = landings.select_related("answer").first()
        outcome = landing.answer.get_outcome_display() if landing else ""
        return (Fate(hand.round.title, hand.get_side_display(), outcome, landing.answer.reason if landing else ""),)

    def urls(self) -> Sequence[URLPattern]:
        """Return own pages."""
        from brink.instruments.hands import views

        return (
            path("", views.page, name="page"),
            path("op/", views.hand, name="hand"),
            path("waarom/", views.reason, name="reason"),
        )

    def tables(self, round: Round) -> Iterable[OpenTable]:
        """Return the figures that may be told, and the reasons that anybody may read."""
        figures = self._figures(round)
        yield OpenTable("handen", ("kant", "mensen"), tuple((side, figures[side]) for side in Side.values))
        yield OpenTable("redenen", ("kant", "reden"), tuple((row.hand.side, row.text) for row in reasons(round)))

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Delete side and device of these contributions."""
        return services.erase(contribution_ids)

    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        """Let invented people take part."""
        return fill(round, rng, size)


def _named(sides: dict[str, int]) -> dict[str, int]:
    return {side: sides.get(side, 0) for side in Side.values}


def _address(round: Round) -> str:
    return reverse("hands:page", args=[round.process.slug, round.slug])
