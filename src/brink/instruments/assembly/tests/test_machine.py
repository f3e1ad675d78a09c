"""People sign up, withdraw and come again, seats come free and are filled, in any order: the group keeps its quotas."""

import json
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.self_service import withdraw
from brink.foundation.errors import NotNow, Refusal
from brink.instruments.assembly.models import Draw, PanelSeat, Replacement, Target, Volunteer
from brink.instruments.assembly.pools import volunteers_of
from brink.instruments.assembly.services import drawing, freezing, seating
from brink.instruments.assembly.services.drawing import contents, split
from brink.instruments.assembly.services.freezing import FreezeFacts
from brink.instruments.assembly.services.signing_up import SignUpFacts, sign_up
from brink.instruments.assembly.tests.making import CLERK, OFFICER, WORPEN, make_beraad
from brink.methods.files.draw_checking import verify_draw

SITS = ("drawn", "confirmed")


class Assembled(RuleBasedStateMachine):
    """`inside` holds the receipts of who is on the list, by the name that they gave."""

    @initialize()
    def start(self) -> None:
        self.beraad = make_beraad(people=16)
        self.inside: dict[str, Any] = {}
        self.gone: set[str] = set()

    @property
    def draw(self) -> Draw | None:
        rows = Draw.objects.filter(round=self.beraad.round, test=False, withdrawn_at=None)
        return rows.select_related("round__process__tenant").first()

    @property
    def held(self) -> bool:
        return self.draw is not None and self.draw.held_at is not None

    @rule(name=st.sampled_from("abcdef"), old=st.booleans(), man=st.booleans())
    def sign_up(self, name: str, old: bool, man: bool) -> None:
        features = {"Leeftijd": "oud" if old else "jong", "Geslacht": "man" if man else "vrouw"}
        try:
            receipt = sign_up(
                round=self.beraad.round, said=SignUpFacts(f"Mens {name}", f"9401 AC {ord(name)}", features), key=None
            )
        except NotNow:
            assert self.draw is not None or name in self.inside or name in self.gone
            return
        assert self.draw is None
        assert name not in self.inside
        assert name not in self.gone
        self.inside[name] = receipt

    @rule(name=st.sampled_from("abcdef"))
    def leave(self, name: str) -> None:
        receipt = self.inside.pop(name, None)
        if receipt is None:
            return
        withdraw(contribution=Contribution.objects.get(pk=receipt.contribution.pk), code=receipt.code)
        self.gone.add(name)

    @precondition(lambda self: self.draw is None)
    @rule()
    def hold(self) -> None:
        people = {one.pk for one in volunteers_of(self.beraad.round)}
        before = self.beraad.round.settings
        self.beraad.end_signup()
        draw = freezing.freeze_pool(round=self.beraad.round, facts=FreezeFacts("worpen"), actor=CLERK, key=None)
        assert draw.people == len(people)
        drawing.prepare_waiting()
        fresh = self.draw
        assert fresh is not None
        if fresh.failed:
            freezing.thaw_pool(draw=fresh, reason="Het lukt niet.", actor=CLERK, key=None)
            type(self.beraad.round).objects.filter(pk=self.beraad.round.pk).update(settings=before)
            self.beraad.again()
            return
        for one in self.beraad.two:
            assert self.draw is not None
            self.beraad.hear(self.draw, one, WORPEN)

    @precondition(lambda self: self.held)
    @rule(place=st.integers(0, 3), outcome=st.sampled_from(["missed", "yes", "no", "left"]))
    def call(self, place: int, outcome: str) -> None:
        seats = list(PanelSeat.objects.filter(draw=self.draw, state__in=SITS).select_related("draw").order_by("number"))
        if place >= len(seats):
            return
        try:
            seating.call(seat=seats[place], outcome=outcome, actor=OFFICER, key=None)
        except Refusal:
            assert seats[place].state not in seating.FROM[outcome]

    @precondition(lambda self: self.held)
    @rule()
    def fill_seats(self) -> None:
        assert self.draw is not None
        one, two = self.beraad.two
        free = seating.free_seats(self.draw)
        try:
            asked = seating.ask_replacement(draw=self.draw, reason="Kan niet.", by=one, actor=CLERK, key=None)
        except NotNow:
            assert not free
            return
        seating.confirm_replacement(replacement=asked, by=two, actor=CLERK, key=None)
        seating.replace_waiting()
        done = Replacement.objects.get(pk=asked.pk)
        if done.failed:
            assert done.failed.startswith("Niemand kan invallen")
            assert {one.pk for one in seating.free_seats(self.draw)} >= {one.pk for one in free}

    @invariant()
    def the_record_holds(self) -> None:
        if not hasattr(self, "beraad") or not self.held:
            return
        assert self.draw is not None
        commitment, files, later = split(contents(self.draw))
        report = verify_draw(commitment, files, later)
        members = {name: features for name, features, _home in json.loads(files["pool.json"])["members"]}
        sits = Counter(feature for name in report.panel for feature in members[name])
        for one in Target.objects.filter(round=self.beraad.round):
            assert one.least <= sits[one.feature] <= one.most
        seats = PanelSeat.objects.filter(draw=self.draw)
        assert seats.filter(state__in=SITS).count() <= self.draw.seats
        assert seats.count() == seats.values("volunteer").distinct().count()

    @invariant()
    def who_left_is_forgotten(self) -> None:
        if hasattr(self, "beraad"):
            rows = Volunteer.objects.filter(contribution__withdrawn_at__isnull=False)
            assert not rows.exclude(person_key="", salt="", features={}).exists()


class InTransaction(Assembled):
    """Each run in a transaction that is rolled back."""

    def __init__(self) -> None:
        self.around = transaction.atomic()
        self.around.__enter__()
        super().__init__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)


@pytest.mark.django_db
def test_any_order_of_signing_up_leaving_drawing_and_filling(db: None) -> None:
    few = settings(max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(InTransaction, settings=few)
