"""Moderating: a reason always, a stub for the public, an appeal seen by other eyes, and edits that keep the words."""

import pytest
from tests.builders import World, make_account, make_process, make_round, make_world

from brink.domain.contributions.models import Appeal, Contribution, Moderation, Revision, Source
from brink.domain.contributions.services import moderating, self_service
from brink.domain.contributions.services.giving import Words, give
from brink.domain.contributions.visibility_rules import open_words
from brink.domain.journal.services import RESIDENT, Actor
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.visibility import ANYONE, Role, Viewer, visible

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def actor(account: object) -> Actor:
    return Actor(id=account.pk, role="officer")  # type: ignore[attr-defined]


def test_hiding_needs_a_reason_and_takes_the_words_off_the_site(world: World) -> None:
    round = make_round(make_process(world))
    receipt = give(round=round, words=Words(kind="idea", text="Mijn buurvrouw Jansen liegt."), actor=RESIDENT, key=None)
    assert list(visible(ANYONE, Contribution.objects.all())) == [receipt.contribution]
    with pytest.raises(BadInput, match="Schrijf de reden op"):
        moderating.hide(contribution=receipt.contribution, reason=" ", actor=actor(world.officer))
    moderating.hide(contribution=receipt.contribution, reason="Er staat een naam in.", actor=actor(world.officer))
    assert list(visible(ANYONE, Contribution.objects.all())) == []
    desk = Viewer(roles=frozenset({(world.body.pk, Role.MODERATOR)}))
    assert list(visible(desk, Contribution.objects.all())) == [receipt.contribution]
    holder = Viewer(under_code=frozenset({receipt.contribution.pk}))
    assert list(visible(holder, Contribution.objects.all())) == [receipt.contribution]


def test_an_appeal_is_answered_by_somebody_else(world: World) -> None:
    round = make_round(make_process(world))
    receipt = give(round=round, words=Words(kind="idea", text="Dit plan is dom."), actor=RESIDENT, key=None)
    voice = receipt.contribution
    with pytest.raises(NotNow):
        moderating.appeal(contribution=voice, code=receipt.code, text="Waarom?")
    moderating.hide(contribution=voice, reason="Dit is grof.", actor=actor(world.officer))
    asked = moderating.appeal(contribution=voice, code=receipt.code, text="Dom is geen scheldwoord.")
    with pytest.raises(NotNow, match="één keer"):
        moderating.appeal(contribution=voice, code=receipt.code, text="Echt niet.")
    with pytest.raises(NotAllowed, match="Vraag een collega"):
        moderating.answer_appeal(appeal=asked, granted=False, answer="Wij blijven erbij.", actor=actor(world.officer))
    colleague, _person = make_account(world.body, world.office, Role.MODERATOR, "Bea")
    moderating.answer_appeal(appeal=asked, granted=True, answer="U heeft gelijk.", actor=actor(colleague))
    voice.refresh_from_db()
    assert (voice.moderation, Appeal.objects.get().granted) == (Moderation.SHOWN, True)


def test_an_edit_keeps_what_was_said(world: World) -> None:
    round = make_round(make_process(world))
    voice = give(round=round, words=Words(kind="idea", text="Bel Jan op 06."), actor=RESIDENT, key=None).contribution
    moderating.revise(
        contribution=voice, text="Bel een buur.", reason="Naam van een ander.", actor=actor(world.officer)
    )
    voice.refresh_from_db()
    revision = Revision.objects.get()
    assert (voice.text, revision.before, revision.after) == ("Bel een buur.", "Bel Jan op 06.", "Bel een buur.")
    assert Source.objects.get().verbatim == "Bel Jan op 06."


def test_withdrawing_takes_every_word_away_and_keeps_the_count(world: World) -> None:
    round = make_round(make_process(world))
    words = Words(kind="idea", text="Een bus.", title="Bus", publicity="named", public_name="Fatima", name="Fatima")
    receipt = give(round=round, words=words, actor=RESIDENT, key=None)
    moderating.revise(contribution=receipt.contribution, text="Bus.", reason="Korter.", actor=actor(world.officer))
    self_service.withdraw(contribution=receipt.contribution, code=receipt.code)
    voice = Contribution.objects.get()
    revision, source = Revision.objects.get(), Source.objects.get()
    assert (voice.text, voice.title, voice.public_name, source.verbatim, revision.before) == ("", "", "", "", "")
    assert not hasattr(voice, "giver")
    round.process.refresh_from_db()
    assert round.process.contribution_count == 1
    with pytest.raises(NotNow, match="al in"):
        self_service.withdraw(contribution=voice, code=receipt.code)


def test_a_name_can_be_hidden_and_words_can_be_closed(world: World) -> None:
    round = make_round(make_process(world))
    words = Words(kind="idea", text="Een bus.", publicity="named", public_name="Fatima")
    receipt = give(round=round, words=words, actor=RESIDENT, key=None)
    self_service.hide_name(contribution=receipt.contribution, code=receipt.code, key="k" * 22)
    self_service.hide_name(contribution=receipt.contribution, code=receipt.code, key="k" * 22)
    voice = Contribution.objects.get()
    assert (voice.public_name, voice.publicity) == ("", "pseudonym")
    self_service.set_publicity(contribution=voice, code=receipt.code, publicity="closed")
    assert Contribution.objects.filter(open_words()).count() == 0
    with pytest.raises(BadInput, match="Vul de naam in"):
        self_service.set_publicity(contribution=voice, code=receipt.code, publicity="named")
