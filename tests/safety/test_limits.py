"""Too much at once: what anybody may do has a limit by device, line and round, and leaves a sign of its line."""

import ast
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.acts import ALL
from brink.domain.journal.services import RESIDENT
from brink.domain.participation import limits
from brink.domain.participation.line_signs import SIGNS_LAST, forget_signs, line_words
from brink.domain.participation.models import Hall, LineSign, OneLine
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.public_acts import PublicAct, public_acts
from tests.added_folders import FOLDERS
from tests.builders import World, make_process, make_round, make_world

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[2] / "src" / "brink"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world), "ideas")


@pytest.fixture
def idea(round: Round) -> Contribution:
    return give(round=round, words=Words(kind="idea", text="Een bus."), actor=RESIDENT, key=None).contribution


def page_of(round: Round) -> str:
    return f"/processen/{round.process.slug}/{round.slug}/ideeen/"


def support(idea: Contribution, number: int, address: str = "10.0.0.1", wanted: str = "ja") -> tuple[Client, int, str]:
    """Let a new device support an idea from this address."""
    client = Client(REMOTE_ADDR=address)
    assert idea.round is not None
    answer = client.post(f"{page_of(idea.round)}{idea.pk}/steun/", {"key": f"sleutel-{number:020d}", "wanted": wanted})
    return client, answer.status_code, answer.content.decode()


def low(monkeypatch: pytest.MonkeyPatch, name: str, device: int, line: int, round: int) -> None:
    act = public_acts.get(name)
    assert act is not None
    one = PublicAct(act.what, device, line, round)
    monkeypatch.setattr(limits.public_acts, "get", lambda asked: one if asked == name else act)


def test_every_act_that_anybody_may_do_has_a_limit() -> None:
    """Drawn from all acts: those whose actor is a resident if nobody says otherwise, and those called with one."""
    assert get_resolver().url_patterns, "the pages bring in every service that they call"
    by_name = {act.function.__name__: act for act in ALL.values()}
    called = set()
    for path in SOURCE.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and any(
                one.arg == "actor" and isinstance(one.value, ast.Name) and one.value.id == "RESIDENT"
                for one in node.keywords
            ):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                called.add("erase_address" if name == "ask" else name)
    by_default = {name for name, act in by_name.items() if _default(act) == RESIDENT}
    # Functions around an act, of which the act is found itself.
    known = {"give_idea", "add_comment", "set_agreed", "set_support"}
    # The entry that an act of many at once writes for each; the act is limited itself.
    known |= {"entry_of"}
    public = [act for name, act in by_name.items() if name in called | by_default]
    assert len(public) >= 9
    assert called - by_name.keys() - known == set()
    assert [act.name for act in public if act.limited is None and public_acts.get(act.kind) is None] == []


def _default(act: object) -> object:
    from inspect import signature

    return signature(act.function).parameters["actor"].default  # type: ignore[attr-defined]


def test_every_kind_of_words_and_signals_has_a_limit_of_its_own() -> None:
    # A trial folder that is laid in a copy of the house shows one thing at a time, and has no limits of its own.
    kinds = {kind for one in registry if f"instruments/{one.card.key}" not in FOLDERS for kind in one.card.lands}
    assert kinds >= {"idea", "comment", "session", "statement"}
    assert sorted(kind for kind in kinds if public_acts.get(f"contribution.received {kind}") is None) == []


@pytest.mark.parametrize("name", sorted(public_acts.named()))
def test_a_limit_rises_from_device_to_line_to_round(name: str) -> None:
    act = public_acts.named()[name]
    assert 0 < act.device <= act.line <= act.round


def test_an_act_without_a_limit_does_not_go_through(idea: Contribution, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.public_acts, "get", lambda _name: None)
    with pytest.raises(LookupError, match=r"idea\.supported has no limit"):
        support(idea, 1)
    idea.refresh_from_db()
    assert idea.support_count == 0


def test_two_hundred_supports_from_one_line_do_not_all_count(idea: Contribution) -> None:
    answers = [support(idea, number)[1] for number in range(200)]
    idea.refresh_from_db()
    assert idea.support_count == 150
    assert set(answers) == {302, 429}
    _client, status, said = support(idea, 999)
    assert status == 429
    assert "Van uw internetaansluiting kwamen dit uur al veel steunbetuigingen." in said
    assert "Vraag een medewerker om de zaal open te zetten." in said
    assert support(idea, 1000, "10.0.0.2")[1] == 302, "another line is free"
    text = Client().get(f"{page_of(idea.round)}{idea.pk}/").content.decode()  # type: ignore[arg-type]
    assert re.search(r"Ongeveer 150 mensen steunen dit; 150 daarvan kwamen van één internetaansluiting", text)
    text = Client().get(f"{page_of(idea.round)}?volgorde=steun").content.decode()  # type: ignore[arg-type]
    assert "150 daarvan kwamen van één internetaansluiting" in text


def test_a_device_has_a_limit_and_a_round_has_one(idea: Contribution, monkeypatch: pytest.MonkeyPatch) -> None:
    low(monkeypatch, "idea.supported", device=2, line=100, round=3)
    client, _status, _said = support(idea, 1)
    client.get(f"{page_of(idea.round)}{idea.pk}/")  # type: ignore[arg-type]
    url = f"{page_of(idea.round)}{idea.pk}/steun/"  # type: ignore[arg-type]
    wanted = iter(["nee", "ja", "nee"])
    answers = [client.post(url, {"key": f"nog-een-sleutel-{n:02d}", "wanted": next(wanted)}) for n in range(3)]
    assert [one.status_code for one in answers] == [302, 302, 429]
    assert "Er komen nu heel veel steunbetuigingen tegelijk binnen." in answers[2].content.decode()
    low(monkeypatch, "idea.supported", device=2, line=100, round=100)
    answer = client.post(url, {"key": "nog-een-sleutel-99", "wanted": "nee"})
    assert answer.status_code == 429
    assert "Van dit apparaat kwamen dit uur al veel steunbetuigingen." in answer.content.decode()


def test_what_was_typed_is_not_lost_when_it_is_too_much(round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    low(monkeypatch, "contribution.received idea", device=1, line=1, round=9)
    client = Client()
    fields = {"text": "Een bus naar het dorp.", "publicity": "pseudonym"}
    assert client.post(f"{page_of(round)}nieuw/", {**fields, "key": "a" * 20}).status_code == 302
    again = client.post(f"{page_of(round)}nieuw/", {**fields, "key": "a" * 20})
    assert again.status_code == 302, "the same form again is no second idea"
    other = {**fields, "key": "b" * 20, "text": "Een tweede bus.", "seen": "gezien gelijk"}
    answer = client.post(f"{page_of(round)}nieuw/", other)
    text = answer.content.decode()
    assert "Nog niet verstuurd" in text
    assert "Een tweede bus." in text
    assert "dit uur al veel ideeën" in text
    assert Contribution.objects.filter(round=round).count() == 1


def test_photos_have_a_limit_before_they_are_decoded(round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    low(monkeypatch, "photo", device=1, line=1, round=9)
    answers = [
        Client()
        .post(
            f"{page_of(round)}nieuw/",
            {"key": f"sleutel-{n:020d}", "text": "", "photo": SimpleUploadedFile("a.jpg", b"geen foto")},
        )
        .content.decode()
        for n in range(2)
    ]
    assert "Dit is geen foto die wij kunnen lezen" in answers[0]
    assert "Dit is geen foto die wij kunnen lezen" not in answers[1]
    assert "dit uur al veel foto’s" in answers[1]


def test_an_open_hall_lifts_the_limit_of_its_line_and_keeps_the_sign(
    world: World, idea: Contribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    low(monkeypatch, "idea.supported", device=5, line=12, round=100)
    desk = Client(REMOTE_ADDR="10.0.0.1")
    desk.force_login(world.officer)
    url = f"/balie/rondes/{idea.round_id}/aansluitingen/"
    assert desk.post(url, {"name": "", "hours": "3"}).status_code == 422
    assert desk.post(url, {"name": "Dorpshuis", "hours": "99"}).status_code == 422
    for number in range(12):
        support(idea, number)
    assert support(idea, 50)[1] == 429
    assert desk.post(url, {"name": "Dorpshuis", "hours": "3"}).status_code == 302
    assert [support(idea, number)[1] for number in range(100, 110)] == [302] * 10
    assert [support(idea, number, "10.9.9.9")[1] for number in range(200, 213)][-1] == 429, "another line has its limit"
    found = OneLine.objects.get(subject=idea.pk)
    assert (found.count, found.in_hall) == (22, True)
    text = desk.get(url).content.decode()
    assert "in een open zaal" in text
    assert re.search(r">34</td>\s*<td[^>]*>22\s+\(in een open zaal\)</td>\s*<td[^>]*>12</td>", text)
    hall = Hall.objects.get()
    assert desk.post(f"/balie/rondes/zalen/{hall.pk}/", {"key": "dicht"}).status_code == 302
    assert support(idea, 300)[1] == 429
    assert Hall.objects.get().line == ""


def test_staff_are_told_of_it_until_they_looked_and_again_when_it_doubles(world: World, idea: Contribution) -> None:
    desk = Client()
    desk.force_login(world.officer)
    for number in range(9):
        support(idea, number)
    assert "vanaf één internetaansluiting" not in desk.get("/balie/").content.decode()
    support(idea, 9)
    assert "10 keer meegedaan vanaf één internetaansluiting" in desk.get("/balie/").content.decode()
    found = OneLine.objects.get()
    url = f"/balie/rondes/aansluitingen/{found.pk}/"
    assert desk.post(url, {"key": "k1"}).status_code == 302
    assert "vanaf één internetaansluiting" not in desk.get("/balie/").content.decode()
    assert desk.post(url, {"key": "k2"}, follow=True).status_code == 200
    for number in range(10, 20):
        support(idea, number)
    assert "20 keer meegedaan vanaf één internetaansluiting" in desk.get("/balie/").content.decode()


def test_who_takes_support_back_takes_the_sign_along(idea: Contribution) -> None:
    clients = [support(idea, number)[0] for number in range(12)]
    url = f"{page_of(idea.round)}{idea.pk}/steun/"  # type: ignore[arg-type]
    for number, client in enumerate(clients[:4]):
        client.post(url, {"key": f"terug-{number:020d}", "wanted": "nee"})
    assert LineSign.objects.filter(subject=idea.pk).count() == 8
    found = OneLine.objects.get()
    assert (found.count, found.told) == (8, 10), "what is told moves by ten, never by one"


def test_nothing_of_a_line_can_be_read_back_or_tied_and_it_goes_after_some_days(idea: Contribution) -> None:
    other = give(round=idea.round, words=Words(kind="idea", text="Een trein."), actor=RESIDENT, key=None).contribution
    support(idea, 1)
    support(other, 2)
    signs = list(LineSign.objects.all())
    assert len({one.line for one in signs}) == 2, "the same line has another hash at each thing"
    assert all("10.0.0" not in str(vars(one)) for one in signs)
    with clock.frozen(clock.now() + SIGNS_LAST * 2):
        assert forget_signs() == 2
    assert LineSign.objects.count() == 0


@pytest.mark.parametrize(
    ("shown", "one_line", "said"),
    [(200, 180, "180 daarvan"), (200, 0, ""), (200, 20, ""), (10, 10, "10 daarvan"), (150, 190, "150 daarvan")],
)
def test_a_told_count_says_how_much_came_from_one_line(shown: int, one_line: int, said: str) -> None:
    words = line_words(shown, one_line)
    assert words.startswith(said)
    assert bool(words) == bool(said)


def test_votes_of_new_devices_on_one_line_are_limited_and_flagged(world: World) -> None:
    from brink.instruments.dialogue.models import Statement

    round = make_round(make_process(world, "dialoog"), "dialogue")
    Statement.objects.create(
        tenant=world.body, created_at=clock.now(), round=round, number=1, text="De bus blijft.", is_seed=True
    )
    statement = Statement.objects.get()
    page = f"/processen/dialoog/{round.slug}/dialoog/"
    answers = [
        Client().post(page, {"key": f"sleutel-{n:020d}", "stelling": str(statement.pk), "stem": "agree"}).status_code
        for n in range(62)
    ]
    assert answers == [302] * 60 + [429] * 2
    assert OneLine.objects.get(what="contribution.received session").count == 60
    assert Contribution.objects.filter(round=round).count() == 60
