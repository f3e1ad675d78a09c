"""Raise your hand: one sentence why. No tables of its own: a contribution is enough."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any
from uuid import UUID

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words, give
from brink.domain.framework.levels import Level
from brink.domain.journal.services import SYSTEM
from brink.domain.processes.instrument import BaseInstrument, Erasure, InstrumentCard, Lands, OpenTable, Panel
from brink.domain.processes.outcome import Outcome, OutcomeFinding, ReachCount
from brink.domain.processes.rules import RoundState, round_state
from brink.foundation import clock
from brink.foundation.visibility import Viewer


class Hands(BaseInstrument):
    card = InstrumentCard(
        key="hands",
        segment="handen",
        name=lazy("Hand opsteken"),
        promise=lazy("Wij tellen alle handen en lezen elke zin."),
        explanation=lazy("U steekt uw hand op en zegt in één zin waarom."),
        phases=frozenset({"F3"}),
        owners=frozenset({"executive"}),
        levels=frozenset({Level.CONSULT, Level.ADVISE}),
        channels=frozenset({"web", "table"}),
        scales=frozenset({"dorp"}),
        lands={"hand": Lands.ONE_BY_ONE},
    )

    def _rows(self, round: Any) -> list[Contribution]:
        return list(Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind="hand").order_by("id"))

    def outcome(self, round: Any) -> Outcome:
        rows = self._rows(round)
        finding = OutcomeFinding("hands", _("Handen omhoog"), len(rows), tuple(str(row.pk) for row in rows))
        return Outcome(
            summary=_("Er gingen %(count)d handen omhoog.") % {"count": len(rows)},
            findings=(finding,),
            minority=(),
            minority_reason=_("Bij handen opsteken wordt niet naar groepen gezocht."),
            reach=ReachCount(len(rows)),
        )

    def panel(self, round: Any, viewer: Viewer) -> Panel:
        is_open = round_state(round, clock.now()) is RoundState.OPEN
        action = reverse("hands:raise", args=[round.process.slug, round.slug])
        return Panel("hands/panel.html", {"action": action, "is_open": is_open})

    def desk(self, round: Any, viewer: Viewer) -> Panel:
        return self.panel(round, viewer)

    def urls(self) -> Sequence[URLPattern]:
        from brink.instruments.hands.views import raise_hand

        return [path("", raise_hand, name="raise")]

    def tables(self, round: Any) -> Iterable[OpenTable]:
        yield OpenTable("handen", ("zin",), tuple((row.text,) for row in self._rows(round)))

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        return Erasure(rows=len(contribution_ids))

    def seed(self, round: Any, rng: Random, size: int) -> tuple[str, ...]:
        found = [
            give(
                round=round,
                words=Words(kind="hand", text=f"Want reden {rng.randrange(10**6)}."),
                actor=SYSTEM,
                key=None,
            )
            for _place in range(size)
        ]
        return tuple(one.code for one in found[:1])
