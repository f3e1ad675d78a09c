"""A voice travels: whatever acts happen in whatever order, no acknowledged voice is lost (issue 2, "Bad input").

And whatever ends otherwise than was said, its giver waits at a desk or has an answer, and reads of no day that cannot
come and of no answer that was not sent.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db.models import F, Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.builders import make_process, make_round, make_world
from tests.sampling import examples

from brink.domain.contributions.models import (
    Bundle,
    BundleItem,
    Channel,
    Contribution,
    HandOver,
    Landing,
    OutcomeCode,
    Source,
)
from brink.domain.contributions.queries import path
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.services import (
    answers,
    bundling,
    following,
    handover,
    landing,
    moderating,
    objecting,
    replying,
    retention,
    self_service,
)
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.services.transcribing import Consent, note_down
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Process
from brink.domain.processes.services import processes
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.foundation.visibility import Role, Viewer

worlds = count()
picks = st.lists(st.integers(0, 30), min_size=1, max_size=4, unique=True)
MODERATING = [moderating.hide, moderating.show, moderating.hold_for_moderation]


class Travel(RuleBasedStateMachine):
    """Two bodies, one process each; every rule is one act of somebody, refused or done."""

    @initialize()
    def begin(self) -> None:
        number = next(worlds)
        self.at = datetime.fromisoformat("2026-03-02T12:00:00+00:00")
        with clock.frozen(self.at):
            self.home, self.other = make_world(f"p{number}"), make_world(f"g{number}")
            process = make_process(self.home, f"wonen-{number}")
            self.round = make_round(process)
            self.whole = make_round(process, "dialogue", number=2)
            self.other_round = make_round(make_process(self.other, f"bus-{number}"))
        self.officer = Actor(id=self.home.officer.pk, role="officer")
        self.neighbour = Actor(id=self.other.officer.pk, role="officer")
        self.receipts: list[tuple[Receipt, str]] = []
        self.keys = count()

    def do(self, act: Callable[[], object]) -> None:
        """Do one act at the present moment; a refusal is an answer too."""
        with clock.frozen(self.at), suppress(Refusal):
            act()

    def process(self) -> Process:
        return Process.objects.get(pk=self.round.process_id)

    def voices(self, chosen: list[int]) -> list[Contribution]:
        """Return some of the voices of the home process, anew from the database."""
        rows = list(Contribution.objects.filter(process=self.round.process_id).order_by("pk"))
        return [rows[number % len(rows)] for number in chosen] if rows else []

    def one(self, number: int) -> tuple[Contribution, str] | None:
        if not self.receipts:
            return None
        receipt, _words = self.receipts[number % len(self.receipts)]
        return Contribution.objects.get(pk=receipt.contribution.pk), receipt.code

    def bundle_at(self, number: int) -> Bundle | None:
        rows = list(Bundle.objects.filter(process=self.round.process_id).order_by("number"))
        return rows[number % len(rows)] if rows else None

    def draft(self, outcome: str) -> AnswerDraft:
        where = answers.named_place(process=self.process(), kind="decision", title="Besluit")
        return AnswerDraft(outcome, "Wij doen dit om een goede reden.", "De rest lukt nog niet.", where,
                       self.at.date() + timedelta(days=90))  # fmt: skip

    @rule(resend=st.booleans(), session=st.booleans(), waits=st.booleans())
    def somebody_gives(self, resend: bool, session: bool, waits: bool) -> None:
        text = f"Stem {len(self.receipts)}"
        words = Words(kind="session", wordless=True, verbatim=text) if session else Words(kind="idea", text=text)
        into = self.whole if session else self.round
        key = f"sleutel-{next(self.keys)}"
        for _time in range(1 + resend):
            with clock.frozen(self.at), suppress(Refusal):
                receipt = give(round=into, words=words, actor=RESIDENT, key=key, hold_for_moderation=waits)
                if not receipt.repeated:
                    self.receipts.append((receipt, text))

    @rule(channel=st.sampled_from([Channel.PHONE, Channel.PAPER, Channel.TABLE, Channel.EMAIL, Channel.POST]))
    def an_officer_writes_down(self, channel: str) -> None:
        text = f"Gehoord {len(self.receipts)} van mevrouw Pol"
        words = Words(kind="idea", channel=channel, verbatim=text, heard_on=self.at.date())
        with clock.frozen(self.at), suppress(Refusal):
            receipt = note_down(round=self.round, words=words, consent=Consent(publish=True),
                                officer=self.home.officer, actor=self.officer, key=None)  # fmt: skip
            self.receipts.append((receipt, text))

    @rule(number=st.integers(0, 30))
    def a_giver_withdraws(self, number: int) -> None:
        if mine := self.one(number):
            followed = following.look_up(mine[1])
            assert followed is not None
            self.do(lambda: self_service.withdraw_all(followed=followed))

    @rule(number=st.integers(0, 30))
    def a_giver_says_it_is_wrong(self, number: int) -> None:
        if mine := self.one(number):
            self.do(lambda: objecting.object_to(contribution=mine[0], code=mine[1], text="Mijn punt is weg."))

    @rule(number=st.integers(0, 30))
    def a_giver_says_it_is_right(self, number: int) -> None:
        if mine := self.one(number):
            self.do(lambda: self_service.confirm(contribution=mine[0], code=mine[1]))

    @rule(number=st.integers(0, 30), act=st.sampled_from(MODERATING))
    def a_moderator_looks(self, number: int, act: Callable[..., object]) -> None:
        if mine := self.one(number):
            self.do(lambda: act(contribution=mine[0], reason="Er staat een naam in.", actor=self.officer))

    @rule(chosen=picks)
    def somebody_bundles(self, chosen: list[int]) -> None:
        self.do(lambda: bundling.make(process=self.process(), title="Bundel", contributions=self.voices(chosen),
                                      actor=self.officer))  # fmt: skip

    @rule(number=st.integers(0, 9), chosen=picks, act=st.sampled_from([bundling.add, bundling.remove]))
    def rearrange(self, number: int, chosen: list[int], act: Callable[..., object]) -> None:
        if bundle := self.bundle_at(number):
            self.do(lambda: act(bundle=bundle, contributions=self.voices(chosen), actor=self.officer))

    @rule(number=st.integers(0, 9), other=st.integers(0, 9))
    def merge(self, number: int, other: int) -> None:
        one, two = self.bundle_at(number), self.bundle_at(other)
        if one and two:
            self.do(lambda: bundling.merge(bundle=one, into=two, actor=self.officer))

    @rule(number=st.integers(0, 9), chosen=picks)
    def split(self, number: int, chosen: list[int]) -> None:
        if bundle := self.bundle_at(number):
            self.do(lambda: bundling.split(bundle=bundle, title="Deel", contributions=self.voices(chosen),
                                           actor=self.officer))  # fmt: skip

    @rule(chosen=picks, outcome=st.sampled_from(list(OutcomeCode)), again=st.booleans())
    def land_some(self, chosen: list[int], outcome: str, again: bool) -> None:
        reason = "Wij lazen het nog eens." if again else ""
        self.do(lambda: landing.land(process=self.process(), draft=self.draft(outcome), actor=self.officer,
                                     contributions=self.voices(chosen), change_reason=reason))  # fmt: skip

    @rule(number=st.integers(0, 9), again=st.booleans(), late=st.booleans())
    def land_bundle(self, number: int, again: bool, late: bool) -> None:
        bundle = self.bundle_at(number)
        if bundle and late:
            self.do(lambda: landing.link_late(bundle=bundle, actor=self.officer))
        elif bundle:
            reason = "Wij lazen het nog eens." if again else ""
            self.do(lambda: landing.land(process=self.process(), draft=self.draft("weighed"), bundle=bundle,
                                         actor=self.officer, change_reason=reason))  # fmt: skip

    @rule()
    def land_the_whole_round(self) -> None:
        self.do(lambda: landing.land_round(round=self.whole, reason="Zie elk antwoord.", actor=self.officer))

    @rule()
    def a_sent_answer_is_replaced(self) -> None:
        self.somebody_gives(resend=False, session=False, waits=False)
        self.land_all_that_waits()
        self.send()
        told = list(Contribution.objects.filter(process=self.round.process_id, replied_at__isnull=False)[:2])
        self.do(lambda: landing.land(process=self.process(), draft=self.draft("weighed"), actor=self.officer,
                                     contributions=told, change_reason="Wij lazen het nog eens."))  # fmt: skip

    @rule()
    def the_question_is_stopped(self) -> None:
        """Just after somebody spoke: that voice waits."""
        self.somebody_gives(resend=False, session=False, waits=False)
        self.do(lambda: processes.withdraw_process(process=self.process(), reason="Er is geen geld meer.",
                                                   actor=self.officer, key=None))  # fmt: skip

    @rule()
    def land_what_was_stopped(self) -> None:
        self.do(lambda: landing.land_stopped(process=self.process(), reason="De vraag is nu gestopt.",
                                             actor=self.officer))  # fmt: skip

    @rule()
    def the_neighbour_gives_back(self) -> None:
        passed = HandOver.objects.filter(tenant=self.home.body, refused_at=None).order_by("pk").first()
        if passed is not None:
            copy = Contribution.objects.get(pk=passed.copy_id)
            self.do(lambda: handover.give_back(contribution=copy, reason="Dit is toch van de provincie.",
                                                 actor=self.neighbour))  # fmt: skip

    @rule()
    def the_body_decides(self) -> None:
        """The decision itself is made above; here only its moment counts."""
        if self.process().withdrawn_at is None and self.process().landed_count > 2:
            Process.objects.filter(pk=self.round.process_id, decided_at=None).update(decided_at=self.at)

    @rule()
    def land_all_that_waits(self) -> None:
        waiting = list(Contribution.objects.filter(Q(landed_at=None) | Q(reopened_at__isnull=False),
                                                   process=self.round.process_id))  # fmt: skip
        self.do(lambda: landing.land(process=self.process(), draft=self.draft("partly"), actor=self.officer,
                                     contributions=waiting))  # fmt: skip

    @rule()
    def send(self) -> None:
        self.do(lambda: replying.send(process=self.process(), actor=self.officer))

    @rule(number=st.integers(0, 30), inbox=st.booleans())
    def hand_over(self, number: int, inbox: bool) -> None:
        if mine := self.one(number):
            target = None if inbox else Process.objects.get(pk=self.other_round.process_id)
            self.do(lambda: handover.hand_over(contribution=mine[0], to_body=self.other.body, receiver="Team Vervoer",
                                                 reason="De gemeente gaat over de bus.", actor=self.officer,
                                                 process=target))  # fmt: skip

    @rule()
    def the_neighbour_answers(self) -> None:
        for process in Process.objects.filter(tenant=self.other.body):
            waiting = list(Contribution.objects.filter(process=process, landed_at=None))
            draft = AnswerDraft(OutcomeCode.OUTSIDE, "Daar is nu geen geld voor.")
            self.do(lambda p=process, w=waiting, v=draft: landing.land(process=p, draft=v, contributions=w,
                                                                         actor=self.neighbour))  # fmt: skip
            self.do(lambda p=process: replying.send(process=p, actor=self.neighbour))

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.at += timedelta(days=days)
        self.do(retention.erase_due)

    @rule()
    def the_desk_clears_its_queue(self) -> None:
        self.land_what_was_stopped()
        self.land_the_whole_round()
        self.land_all_that_waits()
        self.send()
        self.the_process_is_answered()

    @rule()
    def the_process_is_answered(self) -> None:
        self.do(lambda: processes.mark_answered(process=self.process(), actor=self.officer, key=None))

    @invariant()
    def every_acknowledged_voice_is_there_under_its_code(self) -> None:
        for receipt, text in getattr(self, "receipts", ()):
            followed = following.look_up(receipt.code)
            assert followed is not None
            assert followed.contributions[0].pk == receipt.contribution.pk
            for row in followed.contributions:
                words = Source.objects.get(contribution=row).verbatim
                assert words == ("" if row.withdrawn_at else text)

    @invariant()
    def in_an_answered_process_every_voice_has_landed(self) -> None:
        if hasattr(self, "round") and self.process().answered_at:
            air = Contribution.objects.filter(process=self.round.process_id, landed_at=None, withdrawn_at=None)
            assert air.count() == 0

    @invariant()
    def every_voice_waits_at_a_desk_or_has_its_answer(self) -> None:
        if not hasattr(self, "home"):
            return
        mine = Contribution.objects.filter(tenant__in=(self.home.body, self.other.body), withdrawn_at=None)
        for world in (self.home, self.other):
            waiting = mine.filter(tenant=world.body, process__withdrawn_at__isnull=False).filter(
                Q(replied_at=None) | Q(drafted_at__isnull=False) | Q(reopened_at__isnull=False)
            )
            viewer = Viewer(account_id=world.officer.pk, roles=frozenset({(world.body.pk, Role.OFFICER)}))
            with clock.frozen(self.at):
                items = [item for item in desk_items(viewer) if "bundle" not in item.key]
            counted = sum(item.count for item in items if "answer" in item.key or "send" in item.key
                          or "objection" in item.key or "came_back" in item.key)  # fmt: skip
            assert counted >= waiting.count()
        for row in mine.filter(replied_at__isnull=False):
            assert Landing.objects.filter(contribution=row, holds=True, sent_at__isnull=False).count() == 1
        assert not mine.filter(landings__holds=True, replied_at=None).exists(), "who has an answer keeps it"

    @invariant()
    def a_giver_reads_of_no_day_that_cannot_come_and_of_no_draft(self) -> None:
        for receipt, _text in getattr(self, "receipts", ())[-1:]:
            with clock.frozen(self.at):
                for row in path.read(receipt.code):
                    told = path.path_of(row, today=clock.today())
                    voice = row.contribution
                    kinds = [stop.kind for stop in told.stops if stop.state == "ahead"]
                    if voice.process.withdrawn_at is not None:
                        assert "decision" not in kinds
                        assert [stop.title for stop in told.stops].count("De vraag is gestopt") == 1
                        promised = voice.process.rooms.get().reply_on
                        days = [stop.on for stop in told.stops if stop.state == "ahead"]
                        assert promised not in days or voice.reply_due_on == promised
                    sent = Landing.objects.filter(contribution=voice, sent_at__isnull=False).count()
                    assert [stop.kind for stop in told.stops].count("landed") == sent

    @invariant()
    def what_landed_has_one_current_answer(self) -> None:
        if hasattr(self, "home"):
            mine = Contribution.objects.filter(tenant__in=(self.home.body, self.other.body))
            landed = set(mine.filter(landed_at__isnull=False).values_list("pk", flat=True))
            current = Landing.objects.filter(contribution__in=mine, current=True)
            assert sorted(current.values_list("contribution_id", flat=True)) == sorted(landed)

    @invariant()
    def stored_counts_are_right(self) -> None:
        if not hasattr(self, "home"):
            return
        for process in Process.objects.filter(tenant__in=(self.home.body, self.other.body)):
            voices = Contribution.objects.filter(process=process)
            assert process.contribution_count == voices.count()
            assert process.landed_count == voices.filter(landed_at__isnull=False).count()
        for bundle in Bundle.objects.filter(tenant=self.home.body):
            assert bundle.item_count == bundle.items.filter(removed_at=None).count()
        bundled = BundleItem.objects.filter(tenant=self.home.body, removed_at=None).values("contribution_id")
        wrong = Contribution.objects.filter(tenant=self.home.body).filter(
            Q(bundled_at=None, pk__in=bundled) | (Q(bundled_at__isnull=False) & ~Q(pk__in=bundled))
        )
        assert wrong.count() == 0
        assert Contribution.objects.filter(replied_at__lt=F("created_at")).count() == 0


@pytest.mark.django_db
def test_a_voice_is_never_lost() -> None:
    run_state_machine_as_test(
        Travel,
        settings=settings(
            max_examples=examples("journeys of voices (machine)", 3, 100),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
