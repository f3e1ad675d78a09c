"""What is taken off the site of one body goes from those of others that have the same words, both ways."""

import pytest
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution, Moderation, ModerationAct, Publicity, Revision
from brink.domain.contributions.services import handover, moderating, self_service
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.foundation.visibility import ANYONE, visible

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")


@pytest.fixture
def receipt() -> Receipt:
    """Somebody's words with a name, handed over to another body, where everybody reads them too."""
    here, there = make_world("hier"), make_world("daar")
    words = Words(kind="idea", text="Mijn buurman Jan liegt.", publicity="named", public_name="Fatima")
    made = give(round=make_round(make_process(here, "hier")), words=words, actor=RESIDENT, key=None)
    handover.hand_over(
        contribution=made.contribution, to_body=there.body, process=make_process(there, "daar"), reason="Dat doen zij.",
        receiver="Wonen", actor=STAFF,
    )  # fmt: skip
    assert len(read()) == 2
    return made


def read() -> list[str]:
    return [one.text for one in visible(ANYONE, Contribution.objects.order_by("pk"))]


def both() -> list[Contribution]:
    """Return the words where they were given, and the copy."""
    return list(Contribution.objects.order_by("pk"))


def test_what_is_hidden_at_one_waits_at_the_other_till_that_has_looked(receipt: Receipt) -> None:
    for first in (0, 1):
        moderating.hide(contribution=both()[first], reason="Er staat een naam in.", actor=STAFF)
        hidden, other = both()[first], both()[1 - first]
        assert (hidden.moderation, other.moderation, read()) == (Moderation.HIDDEN, Moderation.WAITING, [])
        said = ModerationAct.objects.filter(contribution=other).latest("created_at", "pk")
        assert said.reason.endswith("van de site gehaald of veranderd. Reden: Er staat een naam in.")
        assert said.reason.startswith(hidden.tenant.opening)
        told = Entry.objects.filter(tenant_id=other.tenant_id, kind="contribution.waiting", subject_id=other.pk)
        assert told.latest("at").data["from"] == str(hidden.tenant_id)
        # Each site is of its own body: that looks, and may show what the other keeps hidden.
        moderating.show(contribution=other, actor=STAFF)
        assert read() == [other.text]
        moderating.show(contribution=hidden, actor=STAFF)
        assert len(read()) == 2


def test_an_edit_goes_along_and_what_reads_otherwise_there_waits(receipt: Receipt) -> None:
    moderating.revise(contribution=both()[0], text="Een buurman liegt.", reason="Een naam.", actor=STAFF)
    assert read() == ["Een buurman liegt."] * 2
    assert Revision.objects.count() == 2
    Contribution.objects.filter(pk=both()[1].pk).update(text="Mijn buurman Jan, en meer.")
    moderating.revise(contribution=both()[0], text="Iemand liegt.", reason="Te herkennen.", actor=STAFF)
    assert read() == ["Iemand liegt."]
    assert both()[1].moderation == Moderation.WAITING


def test_a_giver_narrows_at_all_and_widens_at_one(receipt: Receipt) -> None:
    self_service.hide_name(contribution=both()[0], code=receipt.code)
    assert {(one.publicity, one.public_name) for one in both()} == {(Publicity.PSEUDONYM, "")}
    self_service.set_publicity(contribution=both()[1], code=receipt.code, publicity="closed")
    assert read() == []
    self_service.set_publicity(
        contribution=both()[1], code=receipt.code, publicity="named", public_name="Fatima"
    )
    assert [one.publicity for one in both()] == [Publicity.CLOSED, Publicity.NAMED]
    assert Entry.objects.filter(kind="contribution.publicity_changed").count() == 5
