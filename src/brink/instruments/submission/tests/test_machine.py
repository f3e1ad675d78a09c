"""Submissions through any order of acts: numbers have no hole, nothing is adopted with one, and no name is told."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.builders import make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.self_service import withdraw
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.instruments.submission import nota_file, queries
from brink.instruments.submission.models import Nota, Signatory, Submission
from brink.instruments.submission.services import answering
from brink.instruments.submission.tests.conftest import OFFICER, make_draft


class SubmissionsTravel(RuleBasedStateMachine):
    """People and the desk do things in any order; after each step all of it must still be true."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        today = clock.today()
        self.draft = make_draft(make_world(), today - timedelta(days=1), today + timedelta(days=20))
        self.codes: dict[Any, str] = {}
        self.after = clock.frozen(self.draft.round.closes_at + timedelta(days=9))
        self.closed = False

    def teardown(self) -> None:
        if self.closed:
            self.after.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def rows(self) -> list[Submission]:
        return list(queries.submissions_of(self.draft.round))

    @rule()
    def send(self) -> None:
        try:
            receipt = self.draft.send()
        except Refusal:
            assert self.closed
        else:
            assert not self.closed
            self.codes[receipt.contribution.pk] = receipt.code

    @precondition(lambda self: self.closed)
    @rule(posted=st.sampled_from([None, 0, 1]))
    def letter(self, posted: int | None) -> None:
        last = self.draft.round.last_day
        day = None if posted is None else last + timedelta(days=posted)
        try:
            self.draft.take(last + timedelta(days=8), posted_on=day)
        except Refusal:
            assert queries.adopted(self.draft.round) is not None

    @precondition(lambda self: not self.closed)
    @rule()
    def close(self) -> None:
        self.after.__enter__()
        self.closed = True
        self.draft.close()

    @precondition(lambda self: self.rows())
    @rule(data=st.data(), answered=st.booleans(), counts=st.sampled_from(["counts", "left_out"]))
    def work(self, data: Any, answered: bool, counts: str) -> None:
        row = data.draw(st.sampled_from(self.rows()))
        try:
            if queries.to_judge(row):
                answering.judge(submission=row, ruling=counts, reason="Te laat gepost.", actor=OFFICER, key=None)
            elif answered:
                self.draft.answer(row)
            else:
                self.draft.point(row)
        except Refusal:
            gone = row.contribution.withdrawn_at is not None
            assert gone or queries.adopted(self.draft.round) is not None

    @precondition(lambda self: self.codes)
    @rule(data=st.data())
    def take_back(self, data: Any) -> None:
        pk = data.draw(st.sampled_from(sorted(self.codes)))
        withdraw(contribution=Contribution.objects.get(pk=pk), code=self.codes.pop(pk))

    @precondition(lambda self: queries.adopted(self.draft.round) is None)
    @rule()
    def write(self) -> None:
        self.draft.write()

    @rule()
    def adopt(self) -> None:
        before = queries.adopted(self.draft.round)
        missing = queries.holes(queries.standing(self.draft.round), queries.nota_of(self.draft.round))
        try:
            self.draft.adopt()
        except Refusal:
            assert missing or not self.closed or before is not None
        else:
            assert not missing
            assert self.closed

    @invariant()
    def numbers_have_no_hole(self) -> None:
        by_year: dict[int, list[int]] = {}
        for row in self.rows():
            by_year.setdefault(row.year, []).append(row.number)
        assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_year.values())

    @invariant()
    def who_took_words_back_is_in_no_table(self) -> None:
        assert not Signatory.objects.filter(submission__contribution__withdrawn_at__isnull=False).exists()

    @invariant()
    def the_nota_has_no_hole_and_no_name(self) -> None:
        nota = Nota.objects.filter(adopted_on__isnull=False).first()
        if nota is None:
            return
        assert queries.holes(queries.standing(self.draft.round), nota) == []
        said = nota_file.text_file(self.draft.fresh(), nota)
        assert b"Hoving" not in said


SubmissionsTravel.TestCase.settings = settings(max_examples=5, stateful_step_count=10, deadline=None)


class TestSubmissionsTravel(SubmissionsTravel.TestCase, TestCase):  # type: ignore[misc,valid-type]
    """Runs the machine with a database."""
