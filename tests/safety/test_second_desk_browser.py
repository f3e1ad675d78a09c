"""The pages of the second desk and of the door of a round, on a phone without script and on a desk: seen, and axe."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from brink.domain.contributions.models import Admission, Contribution, HandOver, InvitationRun, Reaching
from brink.domain.contributions.services import admitting, handover, landing, reaching_givers, replying
from brink.domain.contributions.services.admitting import Proof
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.foundation import clock
from tests.browser_checks import faults, launch
from tests.builders import World, make_process, make_round, make_world
from tests.sampling import drawn, first

SHOTS = os.environ.get("BRINK_SHOTS", "")
SIZES = [(360, 740, True), (360, 740, False), (1280, 800, True)]
TWO = "De bus rijdt niet op zondag. Het zwembad is te koud! Beide doen ertoe."


def officer(world: World) -> Actor:
    return Actor(id=world.officer.pk, role="officer")


def client_of(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def stage() -> tuple[World, dict[str, str]]:
    """Return a body and the addresses of its pages, each with something on it."""
    world, other = make_world(), make_world("emmen", "municipality")
    process, theirs = make_process(world), make_process(other, "daar")
    round, there = make_round(process), make_round(theirs)
    said = {"actor": RESIDENT, "key": None}
    away = give(round=there, words=Words(kind="idea", text=TWO), **said).contribution
    handover.hand_over(contribution=away, to_body=world.body, reason="De provincie gaat over de bus.",
                       receiver="Team Vervoer", actor=officer(other))  # fmt: skip
    voices = [
        give(round=round, words=Words(kind="idea", text=f"Een bus naar dorp {number}.", name=f"Fatima {number}",
                                      phone="0591 123456", address="Brink 1\n7801 AB Emmen"), **said).contribution
        for number in range(3)
    ]  # fmt: skip
    landing.land(process=process, draft=AnswerDraft("outside", "Daar is dit jaar geen geld voor."),
                 contributions=voices, actor=SYSTEM)  # fmt: skip
    replying.send(process=process, actor=SYSTEM)
    who: dict[str, Any] = {"officer": world.officer, "actor": officer(world)}
    reaching_givers.note_call(contribution=voices[0], on=clock.today(), reached=False, **who)
    run = reaching_givers.make_letters(process=process, voices=[one.pk for one in voices[1:]], officer=world.officer,
                               actor=officer(world))  # fmt: skip
    loose = give(round=round, words=Words(kind="idea", text=TWO), **said).contribution
    pages = {
        "rij": reverse("web:desk"),
        "doorgeven": reverse("contributions:passing"),
        "stem": reverse("contributions:voice", args=[HandOver.objects.get().copy_id]),
        "splitsen": reverse("contributions:split", args=[loose.pk]),
        "bereiken": reverse("contributions:to_reach", args=[process.slug]),
        "brieven": reverse("contributions:letters", args=[process.slug, run.pk]),
        "brieven-print": reverse("contributions:letters_print", args=[process.slug, run.pk]),
    }
    for number, level in enumerate(("confirmed", "invited", "checked"), start=3):
        gated = make_round(process, number=number, assurance=level)
        pages[f"deur-{level}"] = reverse("participation:access", args=[process.slug, gated.slug])
        pages[f"vorm-{level}"] = reverse("ideas:new", args=[process.slug, gated.slug])
        pages[f"balie-{level}"] = reverse("participation:admissions", args=[gated.pk])
        pages[f"papier-{level}"] = reverse("contributions:note", args=[gated.pk])
        if level == "invited":
            drawn = admitting.invite(round=gated, count=6, actor=officer(world), key=None)
            pages["codes-print"] = reverse("participation:invitations", args=[gated.pk, drawn.pk])
        else:
            text = "f@voorbeeld.invalid" if level == "confirmed" else "Fatima Jansen"
            found = admitting.join(round=gated, token="a" * 32, proof=Proof(text, "0591 123456"), key=None)
            if level == "confirmed":
                link = admitting.link_token(found)
                pages["bevestig"] = reverse("participation:confirm", args=[link])
    return world, pages


@pytest.mark.django_db
def test_no_page_asks_more_than_fifteen_queries_or_more_with_more_people() -> None:
    world, pages = stage()
    client = client_of(world)
    slow = {}
    for name, address in pages.items():
        client.get(address)
        with CaptureQueriesContext(connection) as ran:
            assert client.get(address).status_code == 200, name
        # What every page of the desk asks of who is logged in is not of this page.
        own = [one for one in ran if "django_session" not in one["sql"] and "people_account" not in one["sql"]]
        # The queue asks every part of the site what waits: two more for what was passed on, one each for who must be
        # called and who waits to be checked, however many those are.
        if len(own) > (20 if name == "rij" else 15):
            slow[name] = len(own)
    assert slow == {}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height", "script"), first("screens of the second desk", SIZES))
def test_the_pages_fit_and_axe_finds_nothing(
    committed: None, live_server: Any, width: int, height: int, script: bool
) -> None:
    world, pages = stage()
    client = client_of(world)
    name = settings.SESSION_COOKIE_NAME
    wrong: dict[str, Any] = {}
    code = admitting.invitation_code(InvitationRun.objects.get(), 0)
    with sync_playwright() as driver:
        browser = launch(driver)
        context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=script)
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        walk = f"pages of the second desk at {width}{'' if script else ' without script'}"
        for called, address in drawn(walk, pages.items(), share=0.2):
            answer = page.goto(f"{live_server.url}{address}")
            assert answer is not None
            assert answer.status == 200, called
            if SHOTS:
                page.screenshot(path=Path(SHOTS) / f"{called}-{width}{'' if script else '-zonder'}.png", full_page=True)
            if script:
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    wrong[called] = "wider than the screen"
                if found := faults(page):
                    wrong[called] = found
        _walk(page, live_server.url, pages, code)
        browser.close()
    assert wrong == {}
    assert Reaching.objects.filter(how="call", reached=True).exists()
    assert Contribution.objects.filter(split_from__isnull=False).count() == 1
    assert Admission.objects.filter(run__isnull=False, admitted_at__isnull=False).count() == 1


def _walk(page: Page, url: str, pages: dict[str, str], code: str) -> None:
    """Do what staff do: note a call, split words, and let an invited person in."""
    page.goto(f"{url}{pages['bereiken']}")
    page.get_by_text("Ik heb gebeld").first.click()
    line = page.locator("li", has=page.get_by_text("Ik heb gebeld")).first
    line.get_by_label("Ja").check()
    line.get_by_role("button", name="Noteer").click()
    page.get_by_text("Genoteerd. Deze gever telt nu als beantwoord.").wait_for()
    page.goto(f"{url}{pages['splitsen']}")
    for place in range(3):  # the first sentence with the first subject, the second with the second, the last with both
        page.locator(f"input[name=sentence_{place}]").nth(place).check()
    page.get_by_label("Het eerste onderwerp").fill("de bus")
    page.get_by_label("Het tweede onderwerp").fill("het zwembad")
    page.get_by_role("button", name="Bekijk en splits").click()
    page.get_by_role("button", name="Ja, splits").click()
    page.get_by_text("Gesplitst. De gever volgt beide onderwerpen").wait_for()
    page.goto(f"{url}{pages['deur-invited']}")
    page.get_by_label("De code van uw uitnodiging").fill("zomaar")
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("Deze code hoort niet bij deze ronde").first.wait_for()
    page.get_by_label("De code van uw uitnodiging").fill(code)
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("Uw code klopt. U kunt meedoen.").wait_for()
