"""What people need stands on one page: every bundle with what may be told of its size, and what became of it."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import make_process, make_round, make_world

from brink.domain.contributions.models import Bundle, Landing
from brink.domain.contributions.services import bundling, landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM

pytestmark = pytest.mark.django_db


def test_w09_every_bundle_with_its_count_and_what_became_of_it_and_the_file_says_the_same() -> None:
    process = make_process(make_world())
    round = make_round(process)
    voices = [
        give(round=round, words=Words(kind="idea", text=f"Een bus naar dorp {number}."), actor=RESIDENT, key=None)
        for number in range(24)
    ]  # fmt: skip
    given = [one.contribution for one in voices]
    few = bundling.make(process=process, title="Een bank", contributions=given[:3], actor=SYSTEM)
    many = bundling.make(process=process, title="Een bus", contributions=given[3:], actor=SYSTEM)
    address, client = reverse("contributions:needs", args=[process.slug]), Client()
    before = client.get(address).content.decode()
    assert before.index("Een bus") < before.index("Een bank"), "the most voices stand in front"
    assert ("Ten minste 20 bijdragen" in before, before.count("Hier is nog geen antwoord op")) == (True, 2)
    landing.land(process=process, draft=AnswerDraft("outside", "Daar is geen geld voor."), bundle=few, actor=SYSTEM)
    assert "buiten de ruimte" not in client.get(address).content.decode(), "a draft is nobody's answer"
    replying.send(process=process, actor=SYSTEM)
    page = client.get(address).content.decode()
    assert "Wat ermee is gedaan: buiten de ruimte." in page
    table = client.get(address, {"als": "csv"}).content.decode("utf-8-sig")
    for one in Bundle.objects.all():
        (line,) = [row for row in table.splitlines() if row.startswith(one.title)]
        sent = Landing.objects.filter(bundle=one, sent_at__isnull=False)
        assert ("buiten de ruimte" in line, "ten minste 20" in line) == (sent.exists(), one == many)
    story = client.get(reverse("web:process", args=[process.slug])).content.decode()
    assert f'href="{address}"' in story


def test_an_empty_list_says_what_will_stand_there() -> None:
    process = make_process(make_world())
    page = Client().get(reverse("contributions:needs", args=[process.slug])).content.decode()
    assert "Er zijn nog geen bundels." in page
    assert Client().get(reverse("contributions:needs", args=["geen-vraag"])).status_code == 404
