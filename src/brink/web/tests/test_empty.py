"""Pages and desk before anything is there, and for those who may not come in."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.builders import make_process, make_world

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import Account
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.web.tests.page_text import EMPTY, get, heading, plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", EMPTY)
def test_pages_stand_before_anything_is_there(address: str) -> None:
    page = get(address)
    assert heading(page)
    assert "None" not in plain(page)


def test_fewer_than_ten_answers_are_not_counted() -> None:
    world = make_world()
    process = make_process(world, "klein")
    now = clock.now()
    Contribution.objects.bulk_create(
        Contribution(tenant=world.body, created_at=now, process=process, kind="note", channel="web", text="x")
        for _one in range(9)
    )
    Process.objects.filter(pk=process.pk).update(contribution_count=9)
    assert "minder dan 10 bijdragen" in plain(get("/processen/klein/"))
    voices = list(Contribution.objects.filter(process=process))
    landing.land(process=process, draft=AnswerDraft("outside", "Dat mag niet."), contributions=voices, actor=SYSTEM)
    assert "minder dan 10 antwoorden" not in plain(get("/processen/klein/")), "what lies ready is told to nobody"
    replying.send(process=process, actor=SYSTEM)
    words = plain(get("/processen/klein/"))
    assert "minder dan 10 antwoorden" in words
    assert " 9 " not in words


def test_an_empty_desk_says_so() -> None:
    world = make_world()
    client = Client()
    client.force_login(world.officer)
    words = plain(get("/balie/", client))
    assert "Er wacht niets op u." in words
    assert "U heeft nog geen vraag." in words


def test_the_desk_is_closed_to_others() -> None:
    response: HttpResponse = Client().get("/balie/")
    assert (response.status_code, response["Location"]) == (302, "/account/login/?next=/balie/")
    visitor = Client()
    visitor.force_login(Account.objects.create_user("iemand@voorbeeld.invalid", name="Iemand"))
    assert visitor.get("/balie/").status_code == 404


def test_menu_and_footer_know_where_one_is() -> None:
    page = get("/agenda/")
    assert re.findall(r'<a href="([^"]+)" aria-current="page"', page) == ["/agenda/"]
    assert "op werkdagen van 9 tot 17 uur" in page
    assert 'href="/account/login/"' in page


def test_figures_wait_for_ten_voices() -> None:
    assert "Daarom staan hier nog geen cijfers" in plain(get("/cijfers/"))
