"""Class: words that nobody may read beside others. Members: every page, count and act that lays words together.

Hidden words are answered on their own. Words that are not public have no text on the site: nothing about that is
offered, counted as waiting, or done.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.desk import loose, narrowed, unbundled, waiting_for_check
from brink.domain.contributions.queries.suggesting import suggestions
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.queries.worktable import chosen
from brink.domain.contributions.services import bundling, moderating, self_service
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM
from brink.domain.people.queries import viewer_for
from brink.domain.processes.models import Round
from brink.foundation.errors import NotNow
from tests.builders import World, make_process, make_round, make_world
from tests.form_client import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


def say(round: Round, text: str, **said: Any) -> Receipt:
    return give(round=round, words=Words(kind="idea", text=text, **said), actor=RESIDENT, key=None)


def offered(client: Client, address: str, voice: Contribution) -> Iterator[str]:
    """Return where the forms of a page go that do something with these words."""
    for form in Page(client.get(address).content.decode()).forms:
        values = {value for field in form.fields for value in field.stands}
        if str(voice.pk) in form.action or str(voice.pk) in values:
            yield f"{form.action} {sorted(field.name for field in form.fields)}"


def test_hidden_words_are_nowhere_laid_beside_others(world: World, round: Round, client: Client) -> None:
    rude = say(round, "De stomme bus naar het dorp rijdt nooit.").contribution
    others = [say(round, f"De bus naar het dorp rijdt te weinig, {number} keer.").contribution for number in range(2)]
    lain = bundling.make(process=round.process, title="Vervoer", contributions=[rude], actor=SYSTEM)
    bundling.remove(bundle=lain, contributions=[rude], actor=SYSTEM)
    assert rude in {voice for one in suggestions(round.process) for voice in one.voices}
    moderating.hide(contribution=rude, reason="Grof.", actor=SYSTEM)
    viewer = viewer_for(world.officer)
    lists = [loose(round.process), narrowed(viewer, {"state": "loose"}), chosen(viewer, {"bundle": "geen"})]
    assert [set(one) for one in lists] == [set(others)] * 3
    assert {voice for one in suggestions(round.process) for voice in one.voices} == set(others)
    (waiting,) = [one.count for one in desk_items(viewer) if one.key.startswith("contributions.bundle.")]
    assert waiting == 2
    client.force_login(world.officer)
    assert list(offered(client, f"/balie/bundels/{round.process.slug}/", rude)) == []
    assert "bundel" not in " ".join(offered(client, f"/balie/inbreng/?open={rude.pk}", rude)).replace("open=", "")
    for lay in (
        lambda: bundling.make(process=round.process, title="Samen", contributions=[*others, rude], actor=SYSTEM),
        lambda: bundling.add(bundle=lain, contributions=[rude], actor=SYSTEM),
    ):
        with pytest.raises(NotNow, match="verborgen of ingetrokken"):
            lay()
    # They count on and wait for an answer of their own.
    assert rude in unbundled(round.process)


def test_a_suggestion_does_not_tell_what_hidden_words_in_a_bundle_share(round: Round) -> None:
    rude = say(round, "Die windmolens moeten weg uit het veen.").contribution
    bundling.make(process=round.process, title="Anders", contributions=[rude], actor=SYSTEM)
    moderating.hide(contribution=rude, reason="Grof.", actor=SYSTEM)
    say(round, "Zet de windmolens weg uit het veen.")
    assert suggestions(round.process) == []


def test_words_that_are_not_public_have_no_text_on_the_site(world: World, round: Round, client: Client) -> None:
    receipt = say(round, "Een bus graag.")
    closed = receipt.contribution
    moderating.hold_for_moderation(contribution=closed, reason="Even kijken.", actor=SYSTEM)
    viewer, staff, address = viewer_for(world.officer), SYSTEM, f"/balie/inbreng/{closed.pk}/"
    client.force_login(world.officer)
    of_the_site = {"zichtbaarheid/", "tekst/"}
    assert {one.split()[0].removeprefix(address) for one in offered(client, address, closed)} >= of_the_site
    assert (waiting_for_check(viewer).count(), len(desk_items(viewer))) == (1, 2)
    self_service.set_publicity(contribution=closed, code=receipt.code, publicity="closed")
    assert not {one.split()[0].removeprefix(address) for one in offered(client, address, closed)} & of_the_site
    assert "Op de site staat" not in client.get(address).content.decode()
    assert (waiting_for_check(viewer).count(), len(desk_items(viewer))) == (0, 1)
    for act in (
        lambda: moderating.show(contribution=closed, actor=staff),
        lambda: moderating.hold_for_moderation(contribution=closed, reason="Even kijken.", actor=staff),
        lambda: moderating.revise(contribution=closed, text="Anders.", reason="Netter.", actor=staff),
    ):
        with pytest.raises(NotNow, match="staan niet op de site"):
            act()
    # What a giver opens again waits again.
    self_service.set_publicity(contribution=closed, code=receipt.code, publicity="pseudonym")
    assert waiting_for_check(viewer).count() == 1
