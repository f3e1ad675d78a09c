"""The words of a resident that became the question of a petition can be reported, hidden and shown again."""

from html import unescape

import pytest
from django.test import Client
from tests.builders import make_world
from tests.form_client import go_on

from brink.domain.contributions.models import Contribution, Moderation
from brink.domain.contributions.services import moderating
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Round
from brink.domain.reports.models import Report
from brink.foundation.errors import NotNow
from brink.instruments.petition.giver_part import own_proposal
from brink.instruments.petition.models import Proposal
from brink.instruments.petition.services.accepting import AcceptFacts, accept
from brink.instruments.petition.services.proposals import hand_in
from brink.instruments.petition.services.supporting import support
from brink.instruments.petition.tests.making import (
    CLERK,
    HANDED,
    handed_in,
    open_door,
    opened,
    person,
    rules_of,
    with_kader,
)

pytestmark = pytest.mark.django_db
SENT = {"ground": "hurts", "text": "Hier wordt mijn buurman beledigd.", "key": "sleutel-een-twee-drie"}


def read(round: Round, client: Client) -> dict[str, str]:
    """Return every page on which the words of this petition may stand, by its address."""
    process = f"/processen/{round.process.slug}/"
    here = f"{process}{round.slug}/steun/"
    addresses = (process, here, f"{here}steun/", f"{here}lijst/", f"/voorstellen/{round.process.tenant.slug}/")
    return {one: client.get(one).content.decode() for one in addresses}


def words_on(pages: dict[str, str]) -> set[str]:
    return {
        one for one, html in pages.items()
        if any(words in unescape(html) for words in (HANDED.asks, HANDED.why, HANDED.name, HANDED.title))
    }  # fmt: skip


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


def withdrawn_by(round: Round, code: str) -> tuple[str, str]:
    """Let the giver withdraw; return what they read before and after."""
    client = Client()
    assert client.post("/volg/", {"code": code}).status_code == 302
    before = client.get("/volg/intrekken/").content.decode()
    after = client.post("/volg/intrekken/", {"key": "intrekken-sleutel"}, follow=True).content.decode()
    return unescape(before), unescape(after)


def open_with_code() -> tuple[Round, str]:
    world = with_kader(make_world())
    open_door(world)
    given = hand_in(rules=rules_of(world), handed=HANDED, key="ingediend-onder-een-sleutel")
    row = Proposal.objects.select_related("contribution", "rules").get(contribution=given.contribution)
    accepted = accept(proposal=row, facts=AcceptFacts((world.theme,), world.contact), actor=CLERK, key=None)
    return Round.objects.select_related("process__tenant").get(pk=accepted.round_id), given.code


def test_whoever_withdraws_a_proposal_that_nobody_supports_finds_nothing_of_it_on_the_site() -> None:
    round, code = open_with_code()
    before, after = withdrawn_by(round, code)
    assert "Wij halen uw woorden van de site en wissen ze." in before
    assert "Ze staan nergens meer op de site." in after
    assert "Er staat op de site niets meer van." in after
    assert words_on(read(round, Client())) == set()
    here = Client().get(f"/processen/{round.process.slug}/{round.slug}/steun/").content.decode()
    assert "De indiener heeft dit voorstel ingetrokken. Steunen kan niet meer." in here
    round.refresh_from_db()
    with pytest.raises(NotNow, match="De indiener heeft dit voorstel ingetrokken"):
        support(round=round, said=person(1), key=None)


def test_whoever_withdraws_what_people_support_is_told_before_and_after_what_stays() -> None:
    round, code = open_with_code()
    support(round=round, said=person(1), key=None)
    before, after = withdrawn_by(round, code)
    stays = "Daarom blijft op de site staan wat u vraagt en waarom. Uw naam gaat weg."
    assert stays in before
    assert "Wij halen uw woorden van de site" not in before
    assert stays in after
    assert "Ze staan nergens meer op de site." not in after
    pages = read(round, Client())
    assert words_on(pages)
    assert not any(HANDED.name in html for html in pages.values())
    round.refresh_from_db()
    support(round=round, said=person(2), key=None)


def test_before_it_is_handed_in_and_on_the_receipt_stands_what_stays() -> None:
    world = with_kader(make_world())
    row = handed_in(world)
    said = "Steunen er dan al mensen, dan blijft op de site staan wat u vraagt en waarom."
    assert said in Client().get(f"/voorstellen/{world.body.slug}/nieuw/").content.decode()
    panel = own_proposal(row.contribution, "code")
    assert panel is not None
    assert said in str(panel.context["staying"])


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
