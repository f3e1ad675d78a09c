"""The words of a resident that became the question of a petition can be reported, hidden and shown again."""

import pytest
from django.test import Client
from tests.builders import make_world
from tests.form_client import go_on

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.services import moderating
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.domain.reports.models import Report
from brink.instruments.petition.models import Proposal
from brink.instruments.petition.tests.making import HANDED, handed_in, opened, with_kader

pytestmark = pytest.mark.django_db
SENT = {"ground": "hurts", "text": "Hier wordt mijn buurman beledigd.", "key": "sleutel-een-twee-drie"}


def read(round: Round, client: Client) -> dict[str, str]:
    """Return every page on which the words of this petition may stand, by its address."""
    process = f"/processen/{round.process.slug}/"
    here = f"{process}{round.slug}/steun/"
    addresses = (process, here, f"{here}steun/", f"{here}lijst/", f"/voorstellen/{round.process.tenant.slug}/")
    return {one: client.get(one).content.decode() for one in addresses}


def words_on(pages: dict[str, str]) -> set[str]:
    return {one for one, html in pages.items() if HANDED.asks in html or HANDED.why in html or HANDED.name in html}


def test_a_proposal_that_became_a_question_is_reported_hidden_everywhere_and_shown_again() -> None:
    world = with_kader(make_world())
    round = opened(world)
    said = Proposal.objects.get(round=round).contribution
    here = f"/processen/{round.process.slug}/{round.slug}/steun/"
    before = words_on(read(round, Client()))
    assert here in before
    assert f'href="/melden/{said.pk}/' in Client().get(here).content.decode()
    reporter = Client()
    assert HANDED.asks in reporter.get(f"/melden/{said.pk}/").content.decode()
    assert reporter.post(f"/melden/{said.pk}/", SENT).status_code == 302
    desk, report = Client(), Report.objects.get()
    desk.force_login(world.officer)
    answer = {"key": "besluit-sleutel", "decision": "hidden", "reason": "Er staat een naam in.", "answer": "Weg."}
    assert go_on(desk, f"/balie/meldingen/{report.pk}/", answer).status_code == 302
    assert Contribution.objects.get(pk=said.pk).moderation == Moderation.HIDDEN
    assert words_on(read(round, Client())) == set()
    assert "De woorden van de indiener zijn verborgen." in Client().get(here).content.decode()
    assert Client().get(f"/melden/{said.pk}/").status_code == 404
    said.refresh_from_db()
    moderating.show(contribution=said, reason="De naam is van een brug.", actor=Actor(role="officer"))
    assert words_on(read(round, Client())) == before


def test_a_proposal_that_nobody_may_read_yet_cannot_be_reported() -> None:
    said = handed_in(with_kader(make_world())).contribution
    assert Client().get(f"/melden/{said.pk}/").status_code == 404
    assert Client().post(f"/melden/{said.pk}/", SENT).status_code in (404, 409)
    assert Report.objects.count() == 0


def test_the_search_finds_what_a_petition_asks_until_it_is_hidden() -> None:
    round = opened(with_kader(make_world()))
    said = Proposal.objects.get(round=round).contribution
    found = f"/processen/{round.process.slug}/"
    assert found in Client().get("/zoeken/", {"q": "zeven uur bus"}).content.decode()
    moderating.hide(contribution=said, reason="Grof.", actor=Actor(role="officer"))
    assert found not in Client().get("/zoeken/", {"q": "zeven uur bus"}).content.decode()
