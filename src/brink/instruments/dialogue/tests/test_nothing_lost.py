"""What was ticked goes along with every way on, and comes back when the login was lost."""

import pytest
from django.test import Client
from tests.form_client import Page

from brink.foundation import clock
from brink.instruments.dialogue.models import Vote
from brink.instruments.dialogue.services.statements import plant_seeds
from brink.instruments.dialogue.tests.conftest import Village, make_village
from brink.instruments.dialogue.views import PER_PAGE

pytestmark = pytest.mark.django_db
MANY = [f"Zin {number} over het dorp." for number in range(PER_PAGE + 3)]


def long_village() -> Village:
    """Make a dialogue whose list has two pages."""
    village = make_village()
    plant_seeds(village.round, MANY)
    return village


def ticks(html: str) -> dict[str, str]:
    """Return the radio buttons of a page that are set."""
    fields = [one for form in Page(html).forms for one in form.fields if one.kind == "radio"]
    return {one.name: value for one in fields for value in one.stands}


def test_every_way_on_of_the_list_takes_the_ticks_along() -> None:
    village = long_village()
    client, first = Client(), village.statements[0]
    sent = {"key": "k" * 22, "pagina": "1", f"s-{first.pk}": "agree"}
    assert client.post(village.url("alles/"), sent)["Location"].endswith("?pagina=2")
    back = client.post(village.url("alles/"), {**sent, "pagina": "2", "naar": "terug"})
    assert back["Location"].endswith("?pagina=1")
    assert client.post(village.url("alles/"), {**sent, "naar": "klaar"})["Location"].endswith("/klaar/")
    assert Vote.objects.count() == 1
    page = Page(client.get(village.url("alles/")).content.decode())
    # There is no link past the button: what is ticked would stay behind.
    assert [one for one in page.links if "pagina=" in one] == []


def test_with_nothing_ticked_one_goes_on() -> None:
    village = long_village()
    answer = Client().post(village.url("alles/"), {"key": "k" * 22, "pagina": "1"})
    assert (answer.status_code, answer["Location"].endswith("?pagina=2")) == (302, True)
    assert Vote.objects.count() == 0


def test_a_refused_list_keeps_its_ticks(village: Village) -> None:
    first, second = village.statements[:2]
    sent = {"key": "", "pagina": "1", f"s-{first.pk}": "agree", f"s-{second.pk}": "unsure"}
    answer = Client().post(village.url("alles/"), sent)
    assert answer.status_code == 422
    assert ticks(answer.content.decode()) == {f"s-{first.pk}": "agree", f"s-{second.pk}": "unsure"}
    assert "Nog niet verstuurd" in answer.content.decode()


def test_a_sheet_of_paper_is_ticked_again_after_the_login_was_lost(village: Village, client: Client) -> None:
    first, second = village.statements[:2]
    sent = {
        "key": "k" * 22, "heard_on": str(clock.today()), "printed_code": "",
        f"s-{first.pk}": "agree", f"s-{second.pk}": "unsure",
    }  # fmt: skip
    lost = client.post(village.url("balie/papier/"), sent)
    assert lost.status_code in (403, 404)
    assert "Log in en ga verder" in lost.content.decode()
    client.force_login(village.world.officer)
    back = client.get(village.url("balie/papier/"))
    assert ticks(back.content.decode()) == {f"s-{first.pk}": "agree", f"s-{second.pk}": "unsure"}
    assert Vote.objects.count() == 0
    # Shown once: the next time the page is a fresh one.
    assert ticks(client.get(village.url("balie/papier/")).content.decode()) == {}
