"""Bad figures and findings."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from brink.domain.contributions.models import Contribution
from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome, ReachCount
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.hands import outcome
from brink.instruments.hands.instrument import Hands
from brink.instruments.hands.models import Hand
from brink.instruments.hands.services import HAND, REASON
from tests.contract.bad import breaks, everywhere


@breaks("no_number_of_people_under_ten_is_told", "paper_that_comes_late_changes_no_outcome")
class CountsUnderTen(Hands):
    """Counts who there is now, also after closing."""

    def outcome(self, round: Round) -> Outcome:
        found, people = super().outcome(round), sum(outcome.counted(round).values())
        return found if found.reach.people or not people else replace(found, reach=ReachCount(people))


@breaks("no_number_of_people_under_ten_is_told")
class SaysAFewInWords(Hands):
    def outcome(self, round: Round) -> Outcome:
        found, people = super().outcome(round), sum(outcome.counted(round).values())
        return found if found.reach.people else replace(found, summary=f"Er deden {people} mensen mee.")


@breaks("two_figures_never_tell_one_person")
def tells_one_person_by_two_looks(patch: pytest.MonkeyPatch) -> None:
    """Tells while the round is open how many people there are now, from ten on."""
    everywhere(patch, "taken_part", lambda round, _kind: outcome.told(sum(outcome.counted(round).values())))


@breaks("withdrawing_before_closing_lowers_the_outcome")
class CountsWithdrawnVoices(Hands):
    """Keeps the hand of who withdrew, without the device, and counts it."""

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        return Erasure(Hand.objects.filter(contribution_id__in=contribution_ids).update(participant=None))

    def outcome(self, round: Round) -> Outcome:
        found, people = super().outcome(round), Hand.objects.filter(round=round, contribution__kind=HAND).count()
        return replace(found, reach=ReachCount(people)) if people >= 10 else found


@breaks("withdrawing_after_closing_takes_words_and_leaves_figures")
def counts_anew_after_closing(patch: pytest.MonkeyPatch) -> None:
    """Looks past what was frozen."""
    everywhere(patch, "frozen_outcome", lambda _round: None)


@breaks("every_finding_names_its_sources")
class FindingsWithoutSources(Hands):
    def outcome(self, round: Round) -> Outcome:
        found = super().outcome(round)
        return replace(found, findings=tuple(replace(one, sources=(), by_design=False) for one in found.findings))


@breaks("every_finding_reaches_its_givers")
class FindingsThatReachNobody(Hands):
    """Names its own rows as sources, of which no giver holds a code."""

    def outcome(self, round: Round) -> Outcome:
        found = super().outcome(round)
        own = tuple(str(pk) for pk in Hand.objects.filter(round=round).order_by("pk").values_list("pk", flat=True))
        return replace(found, findings=tuple(replace(one, sources=own) for one in found.findings))


@breaks("the_minority_is_filled_or_reasoned")
class NoMinorityAndNoReason(Hands):
    def close(self, round: Round, *, by: Actor, at: datetime) -> Outcome:
        return replace(super().close(round, by=by, at=at), minority=(), minority_reason="-")

    def outcome(self, round: Round) -> Outcome:
        return replace(super().outcome(round), minority=(), minority_reason="-")


@breaks("the_same_rows_and_seed_give_the_same_outcome")
def draws_without_a_seed(patch: pytest.MonkeyPatch) -> None:
    turn = itertools.count()

    def drawn(_round: Round, rows: Sequence[Contribution]) -> Contribution:
        return rows[next(turn) % len(rows)]

    patch.setattr(outcome, "_drawn", drawn)


@breaks("the_same_rows_and_seed_give_the_same_outcome")
def depends_on_the_order_of_rows(patch: pytest.MonkeyPatch) -> None:
    def unordered(round: Round) -> list[Contribution]:
        rows = Contribution.objects.filter(tenant_id=round.tenant_id, round=round, kind=REASON).order_by()
        return list(visible(ANYONE, rows).select_related("hands_hand"))

    patch.setattr(outcome, "reasons", unordered)
    patch.setattr(outcome, "_drawn", lambda _round, rows: rows[0])


@breaks("its_outcome_can_be_frozen")
class CannotBeFrozen(Hands):
    def outcome(self, round: Round) -> Outcome:
        return replace(super().outcome(round), details={"sides": ("for", "against")})
