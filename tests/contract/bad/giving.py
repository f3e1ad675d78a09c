"""Bad ways to open, take in, land and erase."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from brink.domain.contributions.services.giving import Receipt
from brink.domain.processes.instrument import Erasure, Panel, SignalAnswer
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.foundation.findings import Finding
from brink.instruments.hands import services, views
from brink.instruments.hands.instrument import Hands
from brink.instruments.hands.models import Hand
from tests.contract.bad import breaks, everywhere


class AnyPhase(frozenset[str]):
    """Phases that agree with whatever is asked."""

    def __contains__(self, key: object) -> bool:
        return True


@breaks("it_opens_only_in_its_phases_and_in_published_room")
class OpensInAForbiddenPhase(Hands):
    card = replace(Hands.card, phases=AnyPhase({"F3"}))


@breaks("the_card_says_what_the_instrument_is")
class PromisesNothing(Hands):
    card = replace(Hands.card, promise="Ja.")


@breaks("its_seed_fills_a_round_with_its_own_kinds")
class SeedsOneKindOnly(Hands):
    def seed(self, round: Round, rng: Random, size: int) -> tuple[str, ...]:
        name = rng.getrandbits(40)
        for number in range(size):
            side = "against" if number % 2 else "for"
            services.raise_hand(round=round, token=f"{name} {number}", side=side)
        return ()


def _at(patch: pytest.MonkeyPatch, late: bool) -> None:
    """Let the service look at another clock: it thinks that the round is open."""
    real = services.give

    def give(*, round: Round, **more: Any) -> Receipt:
        now = clock.now()
        wrong = now >= round.closes_at if late else now < round.opens_at or round.opened_at is None
        if not wrong:
            return real(round=round, **more)
        shown = Round.objects.get(pk=round.pk)
        shown.opened_at = shown.opened_at or shown.opens_at
        with clock.frozen(shown.opens_at + timedelta(minutes=1)):
            return real(round=shown, **more)

    patch.setattr(services, "give", give)


@breaks("nothing_is_taken_after_closing")
def accepts_after_closing_at_the_service(patch: pytest.MonkeyPatch) -> None:
    _at(patch, late=True)


@breaks("nothing_is_taken_before_the_round_opens")
def accepts_before_the_round_opens(patch: pytest.MonkeyPatch) -> None:
    _at(patch, late=False)


@breaks("a_round_by_invitation_takes_in_nobody_without_one")
def lets_in_whoever_comes(patch: pytest.MonkeyPatch) -> None:
    """Takes in words of anybody, as if the round were open to everybody."""
    real = services.give

    def give(*, round: Round, **more: Any) -> Receipt:
        shown = Round.objects.get(pk=round.pk)
        shown.assurance = Round.Assurance.OPEN
        return real(round=shown, **more)

    patch.setattr(services, "give", give)


@breaks("the_same_key_makes_one_row", "a_form_that_is_sent_twice_counts_once")
def writes_a_second_row_on_the_same_key(patch: pytest.MonkeyPatch) -> None:
    real = services.say_why
    everywhere(patch, "say_why", lambda *, key, **more: real(key=None, **more))


@breaks("a_form_that_is_sent_twice_counts_once")
def forgets_the_key_of_the_form(patch: pytest.MonkeyPatch) -> None:
    real = services.say_why
    patch.setattr(views, "say_why", lambda *, key, **more: real(key=None, **more))


@breaks("who_withdrew_is_not_taken_in_again")
def takes_in_who_withdrew(patch: pytest.MonkeyPatch) -> None:
    """Counts the device that stopped as another."""
    real = services.raise_hand

    def raise_hand(*, token: str, **more: Any) -> Receipt:
        try:
            return real(token=token, **more)
        except NotNow:
            return real(token=f"{token} opnieuw", **more)

    everywhere(patch, "raise_hand", raise_hand)


@breaks("erasing_cuts_every_tie")
class ErasesNothing(Hands):
    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        return Erasure(rows=len(contribution_ids))


@breaks("erasing_cuts_every_tie")
class LeavesTheToken(Hands):
    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        rows = Hand.objects.filter(contribution_id__in=contribution_ids)
        return Erasure(rows=rows.update(side="for"), fields=("side",))


@breaks("every_kind_can_be_followed", "what_became_of_each_signal_is_told")
class CannotBeFollowed(Hands):
    def follow(self, contribution_id: UUID) -> Panel | None:
        return None

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        return ()


@breaks("every_kind_can_be_followed")
class FollowsOneKindOnly(Hands):
    def follow(self, contribution_id: UUID) -> Panel | None:
        hand = Hand.objects.get(contribution=contribution_id)
        return super().follow(contribution_id) if hand.participant else None


@breaks("what_became_of_each_signal_is_told")
class TellsNoAnswer(Hands):
    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        return ()


@breaks("every_voice_can_be_answered_from_the_desk", "what_became_of_each_signal_is_told")
class NeverLetsItsVoicesLand(Hands):
    def before_landing(self, round: Round) -> Sequence[Finding]:
        return (Finding("hands.never", "Dit wordt nooit beantwoord."),)
