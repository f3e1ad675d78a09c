"""What was asked of a question and its room, by the pages: where no other test of a page shows it."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import World, make_process

from brink.domain.framework.levels import PROMISES, Level
from brink.domain.processes.models import Process, RoomStatement
from brink.domain.processes.tests.test_pages import act, desk, start, write_room

__all__ = ["desk"]
pytestmark = pytest.mark.django_db


def written(desk: Client, world: World, **changes: object) -> Process:
    """Start a question and write its room by the forms."""
    process = start(desk, world)
    assert write_room(desk, process, **changes).status_code == 302
    return process


def missing(desk: Client, world: World, process: Process) -> str:
    """Adopt the room and try to publish it; return what the page says."""
    act(desk, process, "vaststellen", organ=world.council.pk, on="2026-09-01")
    return act(desk, process, "publiceren").content.decode()


def test_h22_w39_what_was_decided_already_is_put_to_nobody_as_a_question(desk: Client, world: World) -> None:
    process = start(desk, world)
    refused = write_room(desk, process, already_decided="on")
    assert refused.status_code == 422
    assert "meeweten" in str(refused.context["form"].errors)
    assert not RoomStatement.objects.exists()
    # Who only wants to tell it, may.
    assert write_room(desk, process, already_decided="on", level=Level.INFORM).status_code == 302


@pytest.mark.parametrize("left_out", ["decision_on", "reply_on", "question", "summary"])
def test_h46_w37_no_question_opens_without_its_end(desk: Client, world: World, left_out: str) -> None:
    process = written(desk, world, **{left_out: ""})
    missing(desk, world, process)
    assert RoomStatement.objects.get().published_at is None
    assert Client().get(f"/processen/{process.slug}/").status_code == 404


def test_h13_what_else_holds_is_no_small_print(desk: Client, world: World) -> None:
    process = written(desk, world, small_print="Wie verhuist, doet niet meer mee.")
    missing(desk, world, process)
    page = Client().get(f"/processen/{process.slug}/").content.decode()
    assert "Wat verder geldt" in page
    assert "Wie verhuist, doet niet meer mee." in page


def test_s15_a_question_has_one_level_however_many_are_sent(desk: Client, world: World) -> None:
    process = start(desk, world)
    address = reverse("processes:room", args=[process.slug])
    (choice,) = re.findall(r'<select[^>]*name="level"[^>]*>', desk.get(address).content.decode())
    assert "multiple" not in choice
    assert write_room(desk, process, level=[Level.ADVISE, Level.CONSULT]).status_code == 302
    missing(desk, world, process)
    page = Client().get(f"/processen/{process.slug}/").content.decode()
    told = [promise for promise in PROMISES.values() if str(promise) in page]
    assert len(told) == 1


def test_h07_the_list_narrows_to_who_leads(world: World) -> None:
    ours, theirs = make_process(world, "dorp"), make_process(world, "bos", lead=Process.Lead.SOCIETY)
    page = Client().get("/processen/?trekt=society").content.decode()
    assert (f"/processen/{theirs.slug}/" in page, f"/processen/{ours.slug}/" in page) == (True, False)


def test_h17_a_question_of_four_themes_is_one_question_with_one_owner(desk: Client, world: World) -> None:
    themes = [type(world.theme).objects.create(name=f"Thema {number}", slug=f"thema-{number}") for number in range(4)]
    process = make_process(world)
    process.themes.set(themes)
    for theme in themes:
        assert Client().get(f"/themas/{theme.slug}/").content.decode().count(f'href="/processen/{process.slug}/"') == 1
    assert world.contact.name in Client().get(f"/processen/{process.slug}/").content.decode()
