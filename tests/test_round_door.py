"""Reliability N27: words that come before a round opens or after it closes change no tally."""

from datetime import timedelta

import pytest

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.foundation import clock
from brink.foundation.errors import NotNow
from tests.builders import make_process, make_round, make_world

pytestmark = pytest.mark.django_db


def test_words_before_opening_and_after_closing_are_refused() -> None:
    opens = clock.now() + timedelta(days=3)
    round = make_round(make_process(make_world()), opens_at=opens, closes_at=opens + timedelta(days=7))
    words = Words(kind="note", text="Een bus.")
    for moment in (opens - timedelta(seconds=1), round.closes_at):
        with clock.frozen(moment), pytest.raises(NotNow, match="niet open"):
            give(round=round, words=words, actor=RESIDENT, key=None)
    assert Contribution.objects.count() == 0
    for moment in (opens, round.closes_at - timedelta(seconds=1)):
        with clock.frozen(moment):
            give(round=round, words=words, actor=RESIDENT, key=None)
    round.refresh_from_db()
    assert round.contribution_count == 2
    round.closed_at = round.closes_at
    round.save(update_fields=("closed_at",))
    with clock.frozen(round.closes_at), pytest.raises(NotNow, match="niet open"):
        give(round=round, words=Words(kind="note", text="Laat.", channel="paper"), actor=RESIDENT, key=None)
    assert Contribution.objects.count() == 2
