"""Notice, motivation and participation decision: made of what is there, refused with each hole, kept as they were."""

import io
import zipfile
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import World, make_process, make_room, make_round, make_world

from brink.domain.accountability import services
from brink.domain.accountability.exceptions import exceptions
from brink.domain.accountability.making import count_words
from brink.domain.accountability.models import ParticipationChoice, PublicText
from brink.domain.accountability.tests.sitting import Sitting, login
from brink.domain.contributions.models import Contribution
from brink.domain.decisions import services as decisions
from brink.domain.decisions.models import Decision
from brink.domain.decisions.tests.test_publishing import complete, make_draft
from brink.domain.framework.levels import Level
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
OFFICER = Actor(role="officer")
NOTICE, MOTIVATION = PublicText.Kind.NOTICE, PublicText.Kind.MOTIVATION


@pytest.fixture
def world() -> World:
    return make_world()


def told(world: World, slug: str = "wonen", **more: Any) -> Process:
    """Return a question whose yes or no everybody can read."""
    fields = {"ground": "verordening", "motivation": "Zij wonen er.", "participation_at": clock.now(), **more}
    return make_process(world, slug, **fields)


def choose(process: Process, level: str = Level.ADVISE, exception: str = "", reason: str = "Zij wonen er.") -> Any:
    return services.choose_participation(
        process=process, level=level, exception=exception, reason=reason, actor=OFFICER, key=None
    )


def publish(process: Process, kind: str = NOTICE, reason: str = "") -> PublicText:
    return services.publish_text(process=process, kind=kind, reason=reason, actor=OFFICER, key=None)


def ready(world: World) -> Process:
    """Return a question of which a notice can be made."""
    world.contact.phone = "0592 36 55 55"
    world.contact.save()
    process = told(world, room=False)
    make_room(world, process, audience="Iedereen in een klein dorp", plan="Wij leggen alles naast het woonplan.")
    Process.objects.update(room_published_at=clock.now())
    make_round(process)
    choose(process)
    return Process.objects.get(pk=process.pk)


def test_a_notice_is_made_of_what_is_there_and_stays(world: World) -> None:
    """Journey without script: the officer reads the text, puts it on the site, a resident reads, prints, downloads."""
    process = ready(world)
    desk = Sitting(login(world, Role.OFFICER, "Noor"), f"/balie/processen/{process.slug}/kennisgeving/")
    assert "Dit mist nog" not in desk.text
    shown = desk.send("key")
    assert "Deze versie verandert daarna niet meer." in shown.text
    assert "Iedereen in een klein dorp" in shown.text, "all that people will read is told first"
    read = shown.yes()
    for words in (
        "Hoe kunnen mensen in kleine dorpen blijven wonen?", "Iedereen in een klein dorp", "‘Ronde 1’, van",
        "voor wie wij bouwen", "Wij leggen alles naast het woonplan.", "Provinciale Staten besluiten op",
        "0592 36 55 55", "De provincie Drenthe vraagt.",
    ):  # fmt: skip
        assert words in read.text, words
    question = Client().get(f"/processen/{process.slug}/").content.decode()
    assert f"/processen/{process.slug}/kennisgeving/" in question
    assert "Wat vastligt" not in read.text, "a heading without anything under it is left out"
    paper = Client().get(f"/processen/{process.slug}/kennisgeving/afdruk/").content.decode()
    assert "Iedereen in een klein dorp" in paper
    file = Client().get(f"/processen/{process.slug}/kennisgeving/odt/")
    content = zipfile.ZipFile(io.BytesIO(file.content)).read("content.xml").decode()
    assert "Iedereen in een klein dorp" in content
    assert file["Content-Disposition"] == f'attachment; filename="kennisgeving-{process.slug}-1.odt"'


def test_each_hole_is_named_with_who_mends_it_and_where(world: World) -> None:
    process = told(world)
    desk = Sitting(login(world, Role.OFFICER, "Noor"), f"/balie/processen/{process.slug}/kennisgeving/")
    holes = [
        ("Kies het niveau of de uitzondering in het participatiebesluit.", "/participatiebesluit/"),
        ("Schrijf in de speelruimte op wie u vraagt.", "/speelruimte/#id_audience"),
        ("Geef eerst een ronde vrij, of plan een bijeenkomst.", "/rondes/"),
        ("Schrijf in de speelruimte op wat u met de inbreng doet.", "/speelruimte/#id_plan"),
    ]
    for message, address in holes:
        link = next(one for one in desk.page.root.all("a") if one.words == message)
        assert link.attributes["href"].endswith(address), message
    assert "(een medewerker)" in desk.text
    assert not [one for one in desk.page.forms if "/kennisgeving/" in one.action], "no button while it has a hole"
    with pytest.raises(NotNow, match="Kies het niveau"):
        publish(process)
    assert not PublicText.objects.exists()


def test_nobody_can_be_reached_is_a_hole(world: World, settings: Any) -> None:
    settings.HELP_PHONE = ""
    process = ready(world)
    world.contact.phone = ""
    world.contact.save()
    found = services.made(Process.objects.get(), NOTICE).holes
    assert [(one.key, one.mender) for one in found] == [("contact", "admin")]
    with pytest.raises(NotNow, match="Nu kan niemand u bereiken"):
        publish(process)


def test_a_next_version_differs_and_says_why(world: World) -> None:
    process = ready(world)
    publish(process)
    with pytest.raises(NotNow, match="staat zo al op de site"):
        publish(process, reason="Nog eens.")
    make_round(process, number=2)
    with pytest.raises(BadInput, match="waarom er een nieuwe versie komt"):
        publish(process)
    publish(process, reason="Er is een ronde bij.")
    newest = Client().get(f"/processen/{process.slug}/kennisgeving/").content.decode()
    assert "Er is een ronde bij." in newest
    assert "‘Ronde 2’, van" in newest
    first = Client().get(f"/processen/{process.slug}/kennisgeving/?versie=1").content.decode()
    assert "‘Ronde 2’, van" not in first
    assert "Er is een nieuwere versie." in first
    assert Client().get(f"/processen/{process.slug}/kennisgeving/?versie=7").status_code == 404


def test_the_database_keeps_what_was_put_on_the_site(world: World) -> None:
    process = ready(world)
    publish(process)
    for rows in (PublicText.objects.all(), ParticipationChoice.objects.all()):
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            rows.update(reason="Anders.")
        with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
            rows._raw_delete("default")


def decided(world: World) -> Process:
    decision = make_draft(world)
    complete(decision)
    decisions.publish(decision=Decision.objects.get(), actor=Actor(role="clerk"))
    choose(Process.objects.get())
    return Process.objects.get()


def test_a_motivation_tells_who_was_heard_what_was_done_and_how_policy_was_kept(world: World) -> None:
    process = decided(world)
    publish(process, MOTIVATION)
    page = Client().get(f"/processen/{process.slug}/motivering/").content.decode()
    for words in (
        "Wonen in kleine dorpen", "Ronde 1", "Er zijn geen bijdragen.", "done van jongeren", "Overgenomen: A.",
        "Het kader is Proefkader 1.", "op het niveau ‘adviseren’", "Zij wonen er.",
    ):  # fmt: skip
        assert words in page, words
    assert f"/processen/{process.slug}/motivering/" in Client().get(f"/processen/{process.slug}/").content.decode()


def test_a_motivation_waits_for_the_decision_and_for_every_voice(world: World) -> None:
    process = ready(world)
    now = clock.now()
    Contribution.objects.create(
        tenant=world.body, created_at=now, process=process, round=process.rounds.get(), kind="idea", channel="web",
        text="Een huis.",
    )  # fmt: skip
    found = {one.key: one for one in services.made(process, MOTIVATION).holes}
    assert set(found) == {"decision", "unlanded"}
    assert found["decision"].mender == "clerk"
    assert "Nog 1 bijdrage heeft geen plek." in found["unlanded"].message
    with pytest.raises(NotNow, match="Maak eerst het besluit openbaar"):
        publish(process, MOTIVATION)


def test_an_exception_comes_from_the_list_of_the_ordinance_and_everybody_reads_it(world: World) -> None:
    """Journey without script: the officer chooses an exception of a question in which residents take no part."""
    assert all(one.source for one in exceptions().values())
    process = told(world, room=False, participation=False)
    address = f"/balie/processen/{process.slug}/participatiebesluit/"
    desk = Sitting(login(world, Role.OFFICER, "Noor"), address)
    both = desk.send("reason", level="advise", exception="begroting-tarieven", reason="Zomaar.")
    assert both.status == 422
    assert "Niet allebei." in both.text
    saved = desk.send("reason", level="", exception="begroting-tarieven", reason="De raad kiest de prijs.")
    assert "Het gaat over de begroting of over tarieven" in saved.text
    question = Client().get(f"/processen/{process.slug}/").content.decode()
    assert f"/processen/{process.slug}/participatiebesluit/" in question
    page = Client().get(f"/processen/{process.slug}/participatiebesluit/").content.decode()
    assert "Gemeenteblad 2023, 527231" in page
    assert "De raad kiest de prijs." in page
    assert [one.key for one in services.made(process, NOTICE).holes] == ["no_participation", "room"]


@pytest.mark.parametrize(
    ("asked", "kind", "said"),
    [
        ({"level": "", "exception": ""}, BadInput, "Niet allebei"),
        ({"level": "zomaar"}, BadInput, "niveau uit de lijst"),
        ({"level": "", "exception": "zomaar"}, BadInput, "uitzondering uit de lijst"),
        ({"reason": " "}, BadInput, "waarom u dit kiest"),
        ({"level": "", "exception": "geen-ruimte"}, NotNow, "staat dat inwoners meedoen"),
        ({"level": "inform"}, NotNow, "De speelruimte zegt ‘adviseren’"),
    ],
)
def test_a_choice_that_says_otherwise_than_the_site_is_refused(world: World, asked: Any, kind: Any, said: str) -> None:
    process = told(world)
    with pytest.raises(kind, match=said):
        choose(process, **asked)
    assert not ParticipationChoice.objects.exists()


def test_a_draft_follows_the_choice(world: World) -> None:
    process = make_process(world, room=False)
    choose(process, level="", exception="geen-ruimte", reason="De wet schrijft het voor.")
    process.refresh_from_db()
    assert (process.participation, process.motivation) == (False, "De wet schrijft het voor.")
    with pytest.raises(NotNow, match="staat er zo al"):
        choose(process, level="", exception="geen-ruimte", reason="De wet schrijft het voor.")
    choose(process)
    process.refresh_from_db()
    assert process.participation


@pytest.mark.parametrize(
    ("voices", "said"),
    [
        (0, "Er zijn geen bijdragen."),
        (9, "Er zijn minder dan 10 bijdragen."),
        (10, "Er zijn ten minste 10 bijdragen."),
        (29, "Er zijn ten minste 20 bijdragen."),
    ],
)
def test_counts_are_told_in_whole_tens(voices: int, said: str) -> None:
    assert count_words(voices) == said


def test_a_second_person_reads_what_the_first_chose_before_choosing_anew(world: World) -> None:
    process = told(world)
    address = f"/balie/processen/{process.slug}/participatiebesluit/"
    first = Sitting(login(world, Role.OFFICER, "Noor"), address)
    second = Sitting(login(world, Role.CLERK, "Gea"), address)
    first.send("reason", level="advise", reason="Zij wonen er.")
    late = second.send("reason", level="advise", reason="Wij willen het weten.")
    assert late.status == 409
    assert "Wij willen het weten." in [said for one in late.page.controls for said in one.stands]
    assert ParticipationChoice.objects.count() == 1
