"""A text through many versions and many mouths: what was published stays, and no remark loses its place."""

from itertools import pairwise
from typing import Any

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.self_service import withdraw
from brink.foundation.errors import Refusal
from brink.instruments.consultation import queries
from brink.instruments.consultation.models import Agreed, Origin, Passage, Remark, TextVersion
from brink.instruments.consultation.places import State
from brink.instruments.consultation.services import versions
from brink.instruments.consultation.services.remarks import agree, place
from brink.instruments.consultation.tests.conftest import FIRST, OFFICER, Text

PIECES = ("Op daken eerst.", "Op velden van 10 hectare.", "Op velden van 6 hectare.", "Niet op de es.", "Schapen.", "")
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5)


class TextTravels(RuleBasedStateMachine):
    """The desk writes versions while residents say things; after each step all of it must still be true."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        world = make_world()
        self.text = Text(world, make_round(make_process(world), "consultation"))
        self.text.publish(self.text.draft(FIRST))
        self.seen: dict[int, tuple[str, list[tuple[Any, ...]]]] = {}
        self.codes: dict[Any, str] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @property
    def draft(self) -> TextVersion | None:
        return queries.draft_of(self.text.round)

    @rule(pieces=TEXTS)
    def bring_in(self, pieces: list[str]) -> None:
        self.text.draft("\n".join(f"# {number} Kop\n{piece}" for number, piece in enumerate(pieces, start=1)))

    @precondition(lambda self: self.draft is not None)
    @rule(data=st.data(), reason=st.sampled_from(["", "Daarom."]))
    def write(self, data: Any, reason: str) -> None:
        assert self.draft is not None
        one = data.draw(st.sampled_from(self.text.passages(self.draft)))
        known = [row.section_id for row in self.text.passages()]
        came = data.draw(st.lists(st.sampled_from(known), unique=True, max_size=2))
        self.text.write(one, comes_from=tuple(came), reason=reason)

    @precondition(lambda self: self.draft is not None)
    @rule()
    def tell_what_went(self) -> None:
        for gone in Origin.objects.filter(version=self.draft, passage=None):
            versions.tell_dropped(origin=gone, reason="Dubbel.", actor=OFFICER, key=None)

    @precondition(lambda self: self.draft is not None)
    @rule(looked=st.booleans())
    def publish(self, looked: bool) -> None:
        assert self.draft is not None
        held = bool(versions.publication_findings(self.draft)) or not looked
        try:
            versions.publish(version=self.draft, reason="Beter.", looked=looked, actor=OFFICER, key=None)
        except Refusal:
            assert held
        else:
            assert not held

    @precondition(lambda self: self.draft is not None)
    @rule()
    def throw_away(self) -> None:
        versions.drop_draft(round=self.text.round, actor=OFFICER, key=None)

    @rule(data=st.data(), whole=st.booleans())
    def say(self, data: Any, whole: bool) -> None:
        piece = None if whole else data.draw(st.sampled_from(self.text.passages()))
        given = self.text.say("Dit vind ik.", piece)
        self.codes[given.contribution.pk] = given.code

    @precondition(lambda self: self.codes)
    @rule(data=st.data(), device=st.sampled_from(["a", "b"]), wanted=st.booleans())
    def think_along(self, data: Any, device: str, wanted: bool) -> None:
        voice = Contribution.objects.get(pk=data.draw(st.sampled_from(sorted(self.codes))))
        agree(voice=voice, device=device, wanted=wanted, actor=OFFICER, key=None)

    @precondition(lambda self: self.codes)
    @rule(data=st.data())
    def put_at_a_piece(self, data: Any) -> None:
        voice = Contribution.objects.get(pk=data.draw(st.sampled_from(sorted(self.codes))))
        place(contribution=voice, passage=data.draw(st.sampled_from(self.text.passages())), actor=OFFICER, key=None)

    @precondition(lambda self: self.codes)
    @rule(data=st.data())
    def take_back(self, data: Any) -> None:
        pk = data.draw(st.sampled_from(sorted(self.codes)))
        withdraw(contribution=Contribution.objects.get(pk=pk), code=self.codes.pop(pk))

    @invariant()
    def what_was_published_stays(self) -> None:
        for version in queries.published(self.text.round):
            rows = [(one.section_id, one.order, one.body, one.reason) for one in queries.passages_of(version)]
            now = (version.content_hash, rows)
            assert self.seen.setdefault(version.number, now) == now
            assert version.content_hash == versions.version_hash(version.title, queries.passages_of(version))

    @invariant()
    def every_remark_has_one_place(self) -> None:
        history, passages = queries.history_of(self.text.round), self.text.passages()
        remarks = list(Remark.objects.filter(contribution__round=self.text.round))
        places = queries.places_of(history, passages, remarks)
        there = {one.section_id for one in passages}
        for one in remarks:
            found = places[one.contribution_id]
            assert (found.state is State.WHOLE) == (one.section_id is None)
            assert set(found.sections) <= there
            assert bool(found.sections) == (found.state not in (State.WHOLE, State.GONE))
        # A list of a piece holds just those whose piece went into it.
        for passage in passages:
            behind = history.behind(passage.section_id)
            at = {one.pk for one in remarks if passage.section_id in places[one.contribution_id].sections}
            assert at == {one.pk for one in remarks if one.section_id in behind}

    @invariant()
    def every_piece_of_before_is_told_once(self) -> None:
        known = queries.published(self.text.round)
        steps = list(pairwise(known))
        if self.draft is not None:
            steps.append((known[-1], self.draft))
        for old, new in steps:
            origins = queries.origins_of(new)
            heirs = {one.old_id for one in origins if one.passage_id is not None}
            gone = [one.old_id for one in origins if one.passage_id is None]
            assert len(gone) == len(set(gone))
            assert not heirs & set(gone)
            assert heirs | set(gone) == {one.section_id for one in queries.passages_of(old)}

    @invariant()
    def agreeing_is_counted_by_device(self) -> None:
        for pk in self.codes:
            assert Contribution.objects.get(pk=pk).support_count == Agreed.objects.filter(contribution=pk).count()

    @invariant()
    def no_section_is_left_behind(self) -> None:
        orders = Passage.objects.filter(version=self.draft).values_list("order", flat=True) if self.draft else []
        assert list(orders) == list(range(len(orders)))


TextTravels.TestCase.settings = settings(max_examples=8, stateful_step_count=12, deadline=None)


class TestTextTravels(TextTravels.TestCase, TestCase):  # type: ignore[misc,valid-type]
    """Runs the machine with a database."""
