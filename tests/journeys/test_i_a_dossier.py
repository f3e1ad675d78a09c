"""Journey I, without script: the griffie makes a dossier with papers and an assignment; a new Statenlid reads it.

What is confidential stays behind, what is replaced says so, and from each thing a link leads back to the dossier.
"""

from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from brink.domain.processes.models import Dossier
from brink.foundation import clock
from brink.registers.documents.tests.sample_files import PDF, picture
from tests.builders import World, make_process, make_world
from tests.form_client import go_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


def read(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def sent(client: Client, address: str, **data: Any) -> str:
    """Send a form and say yes to what it tells first; return where that leads."""
    answer: HttpResponse = go_on(client, address, {"key": token_urlsafe(16), **data})
    assert answer.status_code == 302, address
    return answer["Location"]


def test_a_dossier_is_made_at_the_desk_and_read_as_reference_work(world: World) -> None:
    griffie, owner = Client(), f"person-{world.contact.pk}"
    griffie.force_login(world.clerk)
    page = sent(griffie, "/balie/dossiers/nieuw/", title="Wonen in kleine kernen", summary="Sinds 2018.", owner=owner)
    topic = Dossier.objects.get()
    question = make_process(world, "wonen", dossier=topic)
    sent(griffie, f"/balie{page}moment/", on="2018-11-21", what="De Staten hebben om een beeld gevraagd",
         reference="Statenstuk 2018-859")  # fmt: skip
    paper = {"owner": owner, "weight": "policy", "confidentiality": "open", "dossier": str(topic.pk)}
    vision = sent(griffie, "/balie/documenten/nieuw/", title="Woonvisie", twin="Tien huizen per dorp.",
                  file=SimpleUploadedFile("visie.pdf", PDF), reference="Statenstuk 2022-65", **paper)  # fmt: skip
    secret = sent(griffie, "/balie/documenten/nieuw/", title="Prijs van de grond", ground="artikel 25",
                  file=SimpleUploadedFile("prijs.pdf", PDF + b"\n"),
                  **{**paper, "confidentiality": "secret"})  # fmt: skip
    sent(griffie, "/balie/documenten/nieuw/", title="Schets van de rand", twin="Vijf huizen aan een pad.",
         file=SimpleUploadedFile("schets.png", picture()), process=str(question.pk), **{
             **paper, "weight": "impression", "dossier": ""})  # fmt: skip
    task = sent(
        griffie, "/balie/opdrachten/nieuw/", title="Reken het uit", product="een voorstel met kosten", owner=owner,
        given_by=str(world.council.pk), given_to=str(world.executive.pk), given_on=clock.today().isoformat(),
        reference="Statenstuk 2021-3", due_on=(clock.today() + timedelta(days=30)).isoformat(), dossier=str(topic.pk),
    )  # fmt: skip
    sent(griffie, f"/balie{vision}nieuwe-versie/", reason="Er staan nu twaalf huizen in.", twin="Twaalf huizen.",
         file=SimpleUploadedFile("visie-2.pdf", PDF + b"2\n%%EOF"))  # fmt: skip

    text = read(page)
    timeline = text.split("Door de jaren heen")[1]
    order = [timeline.index(one) for one in ("Statenstuk 2018-859", "Woonvisie")]
    assert order == sorted(order)
    for words in ("Schets van de rand", "impressie, geen beleidsdocument", "beleidsstuk", "Reken het uit"):
        assert words in timeline
    assert question.title in timeline
    assert "Reken het uit" in text.split("Door de jaren heen")[0]
    assert "Prijs van de grond" not in text
    for thing in (vision, task):
        assert f'href="{page}"' in read(thing)
    assert read(vision).index("visie-2.pdf") < read(vision).index("Versie 1, geldt niet meer")
    read(secret, 404)
    assert "Impressie, geen beleidsdocument" in read(f"/processen/{question.slug}/")
    assert "Reken het uit" in read("/zoeken/?q=2021-3")

    # A year later it is late, and everybody reads so on the page of the dossier.
    with clock.frozen(clock.now() + timedelta(days=365)):
        assert "335 dagen te laat" in read(page)
