"""Words where they should not be, and words nobody understands."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from brink.domain.contributions.models import Contribution
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import OpenTable, Panel
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.foundation.visibility import Viewer
from brink.instruments.hands import outcome
from brink.instruments.hands.instrument import Hands
from brink.instruments.hands.services import REASON
from tests.contract.bad import breaks


def all_reasons(round: Round) -> list[Contribution]:
    """Return every reason with words, whoever may read it."""
    rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=REASON, withdrawn_at=None)
    return list(rows.select_related("hands_hand").order_by("created_at", "id"))


@breaks("open_tables_hold_only_what_anybody_may_read")
class ClosedWordsInOpenTables(Hands):
    def tables(self, round: Round) -> Iterable[OpenTable]:
        yield OpenTable("redenen", ("reden",), tuple((row.text,) for row in all_reasons(round)))


@breaks("open_tables_name_no_person")
class PersonsInOpenTables(Hands):
    def tables(self, round: Round) -> Iterable[OpenTable]:
        yield from super().tables(round)
        yield OpenTable("mensen", ("naam",), ())


@breaks("the_outcome_holds_only_what_anybody_may_read")
def quotes_closed_and_hidden_words(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outcome, "reasons", all_reasons)


@breaks("panels_and_pages_hold_only_what_anybody_may_read")
class HiddenWordsInThePanel(Hands):
    def panel(self, round: Round, viewer: Viewer) -> Panel:
        found = super().panel(round, viewer)
        return Panel(found.template, {**found.context, "reasons": all_reasons(round)})


@breaks("follow_pages_of_others_hold_only_what_anybody_may_read")
class OthersWordsUnderACode(Hands):
    def follow(self, contribution_id: UUID) -> Panel | None:
        found = super().follow(contribution_id)
        round = Contribution.objects.get(pk=contribution_id).round
        if found is None or round is None:
            return found
        return Panel("hands/panel.html", {"reasons": all_reasons(round), "state": "closed"})


@breaks("withdrawing_after_closing_takes_words_and_leaves_figures")
class KeepsACopyOfTheWords(Hands):
    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        kept = [row.text for row in outcome.reasons(round)]
        Round.objects.filter(pk=round.pk).update(settings={**round.settings, "reasons": kept})
        return super().close(round, by=by, at=at)

    def tables(self, round: Round) -> Iterable[OpenTable]:
        yield from super().tables(round)
        kept = Round.objects.get(pk=round.pk).settings.get("reasons", ())
        yield OpenTable("bewaard", ("reden",), tuple((text,) for text in kept))


@breaks("words_that_are_changed_stand_nowhere_as_they_were")
class KeepsWhatWasTakenOut(Hands):
    def revised(self, contribution: Any, text: str, *, reason: str, by: Actor) -> str:
        return f"{text} Eerst: {contribution.text}"


@breaks("its_own_texts_are_plain")
class SpeaksAboveB1(Hands):
    card = replace(
        Hands.card,
        explanation=(
            "Middels participatie wordt conform de vigerende beleidskaders geëvalueerd in hoeverre de voorgenomen "
            "maatregelen binnen de doelgroep op draagvlak kunnen rekenen en welke randvoorwaarden daarbij gelden."
        ),
    )
