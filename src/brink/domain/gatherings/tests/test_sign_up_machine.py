"""Whatever people and the desk do, in whatever order: no seat is given twice, each is told once, needs go in time."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.core import mail
from django.db.models import Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.builders import make_process, make_world
from tests.sampling import examples

from brink.domain.gatherings import queries
from brink.domain.gatherings.mailing import tell_signups
from brink.domain.gatherings.models import Gathering, Minutes, Presence, SignUp
from brink.domain.gatherings.services import (
    Attended,
    Comer,
    GatheringFacts,
    ReportFacts,
    Taken,
    cancel_signup,
    forget_signups,
    mark_called,
    note_presence,
    publish_report,
    set_gathering,
    sign_up,
)
from brink.domain.gatherings.services.retention import SIGNUPS_KEPT
from brink.domain.gatherings.tests.gathering_facts import make_gathering
from brink.domain.journal.services import Actor
from brink.domain.processes.services.timeline import EventFacts, cancel_event, change_event
from brink.foundation import clock
from brink.foundation.errors import Refusal

worlds = count()
numbers = st.integers(0, 20)
NEEDS = "Een tolk"


class SigningUp(RuleBasedStateMachine):
    """One event with few seats; every rule is one act of somebody, refused or done, or the clock that ticks."""

    @initialize(capacity=st.sampled_from([1, 3, 6, None]))
    def begin(self, capacity: int | None) -> None:
        self.at = datetime.fromisoformat("2026-03-02T12:00:00+00:00")
        mail.outbox.clear()
        with clock.frozen(self.at):
            world = make_world(f"g{next(worlds)}")
            self.event = make_gathering(make_process(world), days=8, capacity=capacity).event
            self.person = world.contact
        self.officer = Actor(id=world.officer.pk, role="officer")
        self.taken: list[tuple[Taken, Comer, str]] = []
        self.keys = count()

    def do(self, act: Callable[[], object]) -> None:
        """Do one act at the present moment; a refusal is an answer too."""
        with clock.frozen(self.at), suppress(Refusal):
            act()

    @property
    def gathering(self) -> Gathering:
        return Gathering.objects.select_related("event__process").get(event=self.event)

    def rows(self, **only: object) -> list[SignUp]:
        return list(SignUp.objects.filter(gathering__event=self.event, **only).order_by("number"))

    def key(self) -> str:
        return f"sleutel-van-de-machine-{next(self.keys)}"

    @rule(party=st.integers(1, 4), mails=st.booleans(), resend=st.booleans())
    def somebody_signs_up(self, party: int, mails: bool, resend: bool) -> None:
        name = f"Persoon {len(self.taken)}"
        comer = Comer(party=party, name=name, email=f"p{len(self.taken)}@voorbeeld.nl" if mails else "", needs=NEEDS)
        key = self.key()
        for _time in range(1 + resend):
            with clock.frozen(self.at), suppress(Refusal):
                made = sign_up(gathering=self.gathering, comer=comer, key=key)
                if not any(one.signup.pk == made.signup.pk for one, _comer, _key in self.taken):
                    self.taken.append((made, comer, key))

    @rule(number=numbers)
    def somebody_signs_off(self, number: int) -> None:
        if living := self.rows(cancelled_at=None):
            self.do(lambda: cancel_signup(signup=living[number % len(living)], key=self.key()))

    @rule(seats=st.sampled_from([1, 2, 4, 8, None]))
    def the_desk_changes_the_seats(self, seats: int | None) -> None:
        now = self.gathering
        facts = GatheringFacts(kind=now.kind, takes_signups=True, capacity=seats)
        self.do(lambda: set_gathering(
            event=now.event, gathering=now, facts=facts, actor=self.officer, key=self.key()
        ))  # fmt: skip

    @rule(hours=st.integers(1, 30))
    def the_desk_moves_the_day(self, hours: int) -> None:
        event = self.gathering.event
        by = timedelta(hours=hours)
        facts = EventFacts(event.title, event.starts_at + by, event.ends_at + by, event.venue)
        self.do(lambda: change_event(event=event, facts=facts, actor=self.officer, key=self.key()))

    @rule()
    def the_desk_calls_it_off(self) -> None:
        self.do(lambda: cancel_event(
            event=self.gathering.event, reason="Storm.", actor=self.officer, key=self.key()
        ))  # fmt: skip

    @rule(number=numbers)
    def the_desk_calls_somebody(self, number: int) -> None:
        if calls := queries.to_call(self.gathering):
            self.do(lambda: mark_called(signup=calls[number % len(calls)], actor=self.officer, key=self.key()))

    @rule(there=st.booleans())
    def the_desk_notes_who_was_there(self, there: bool) -> None:
        attended = (Attended(self.person, "officer", there, "" if there else "Ziek."),)
        self.do(lambda: note_presence(
            gathering=self.gathering, attended=attended, actor=self.officer, key=self.key()
        ))  # fmt: skip

    @rule()
    def the_desk_reports(self) -> None:
        facts = ReportFacts("Er is gepraat.", "Notulen", "Griffie", "Een naam.")
        self.do(lambda: publish_report(gathering=self.gathering, facts=facts, actor=self.officer, key=self.key()))

    @rule(hours=st.sampled_from([1, 30, 100, 200]))
    def time_goes_by(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule()
    def the_clock_ticks(self) -> None:
        with clock.frozen(self.at):
            forget_signups()
            tell_signups()
            assert tell_signups() == 0

    @invariant()
    def no_seat_is_given_twice_and_none_is_kept_from_who_is_next(self) -> None:
        now = self.gathering
        living = self.rows(cancelled_at=None)
        assert now.seats_held == sum(one.party for one in living if one.confirmed_at)
        waits = [one for one in living if not one.confirmed_at]
        if now.capacity is None:
            assert not waits
        else:
            assert now.seats_held <= now.capacity
            assert not waits or now.seats_held + waits[0].party > now.capacity

    @invariant()
    def each_sign_up_is_there_once_under_its_code(self) -> None:
        assert len(self.rows()) == len(self.taken)
        for made, comer, key in self.taken:
            row = queries.under_code(made.code)
            assert row is not None
            assert (row.pk, row.party) == (made.signup.pk, comer.party)
            with clock.frozen(self.at), suppress(Refusal):
                assert sign_up(gathering=self.gathering, comer=comer, key=key).code == made.code

    @invariant()
    def what_somebody_needs_is_gone_when_they_signed_off(self) -> None:
        gone = Q(name="", email="", phone="", needs="")
        assert not SignUp.objects.filter(cancelled_at__isnull=False).exclude(gone).exists()

    @invariant()
    def nothing_is_reported_before_the_end_nor_without_who_was_there(self) -> None:
        event = self.gathering.event
        present = Presence.objects.filter(gathering__event=event)
        assert not present.exists() or self.at >= event.starts_at
        report = Minutes.objects.filter(gathering__event=event)
        assert not report.exists() or (self.at >= event.ends_at and present.exists())

    def teardown(self) -> None:
        """After a week all is forgotten but how many came, and whoever left an address had a mail about each stand."""
        if not hasattr(self, "event"):
            return
        event = self.gathering.event
        over = max(self.at, event.cancelled_at or event.ends_at) + SIGNUPS_KEPT + timedelta(minutes=1)
        with clock.frozen(over):
            forget_signups()
        kept = SignUp.objects.filter(gathering__event=self.event).exclude(name="", email="", phone="", needs="")
        assert not kept.exists()
        assert sum(one.party for one in self.rows()) == sum(comer.party for _made, comer, _key in self.taken)
        # Nobody is mailed twice about one stand of things.
        said = [(sent.to[0], sent.subject, sent.body) for sent in mail.outbox]
        assert len(said) == len(set(said))


@pytest.mark.django_db
def test_seats_codes_and_needs_hold_whatever_happens() -> None:
    run_state_machine_as_test(
        SigningUp,
        settings=settings(
            max_examples=examples("lives of an event (machine)", 5, 100), stateful_step_count=20, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
