"""The pages: from an idea on the web to a list where others read it."""

import pytest
from django.test import Client
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Contribution

pytestmark = pytest.mark.django_db
KEY = "k" * 22


def form(**fields: str) -> dict[str, str]:
    return {"key": KEY, "text": "Maak van de oude school kleine huizen.", "publicity": "pseudonym", **fields}


def test_an_idea_given_on_the_web_stands_in_the_list(client: Client) -> None:
    make_round(make_process(make_world()))
    base = "/processen/wonen/ronde-1/ideeen/"
    assert client.get(f"{base}nieuw/").status_code == 200
    receipt = client.post(f"{base}nieuw/", form())
    assert receipt.status_code == 200
    assert "Wij hebben uw woorden" in receipt.content.decode()
    listed = client.get(base).content.decode()
    assert "Maak van de oude school kleine huizen." in listed
    idea = Contribution.objects.get()
    page = client.get(f"{base}{idea.pk}/").content.decode()
    assert "Maak van de oude school kleine huizen." in page
