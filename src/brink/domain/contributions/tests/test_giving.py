"""Giving: one path, one receipt, counted once."""

import pytest
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution, Giver, Source, TrackingCode
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT
from brink.foundation import codes
from brink.foundation.errors import BadInput, KeyReused

pytestmark = pytest.mark.django_db


def test_a_form_sent_twice_gives_one_receipt() -> None:
    round = make_round(make_process(make_world()))
    words = Words(kind="idea", text="Bouw kleine huizen.", email="fatima@voorbeeld.invalid")
    first = give(round=round, words=words, actor=RESIDENT, key="k" * 22)
    second = give(round=round, words=words, actor=RESIDENT, key="k" * 22)
    assert (second.code, second.contribution, second.repeated) == (first.code, first.contribution, True)
    assert Contribution.objects.count() == 1
    assert Entry.objects.count() == 1
    assert TrackingCode.objects.get().code_hash == codes.hash_code(first.code)
    round.process.refresh_from_db()
    assert round.process.contribution_count == 1


def test_the_same_key_with_other_words_is_refused() -> None:
    round = make_round(make_process(make_world()))
    give(round=round, words=Words(kind="idea", text="Een."), actor=RESIDENT, key="k" * 22)
    with pytest.raises(KeyReused):
        give(round=round, words=Words(kind="idea", text="Twee."), actor=RESIDENT, key="k" * 22)
    assert Contribution.objects.count() == 1


def test_words_and_identity_are_kept_apart() -> None:
    round = make_round(make_process(make_world()))
    give(round=round, words=Words(kind="idea", text="Een bus.", name="Hendrik"), actor=RESIDENT, key=None)
    assert Source.objects.get().verbatim == "Een bus."
    assert Giver.objects.get().name == "Hendrik"
    assert Contribution.objects.get().public_name == ""


def test_nothing_is_stored_when_the_text_is_empty() -> None:
    round = make_round(make_process(make_world()))
    with pytest.raises(BadInput, match="Schrijf eerst op"):
        give(round=round, words=Words(kind="idea", text="  \u200b "), actor=RESIDENT, key=None)
    assert (Contribution.objects.count(), Entry.objects.count()) == (0, 0)
