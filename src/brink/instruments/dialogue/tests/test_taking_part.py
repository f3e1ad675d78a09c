"""Taking part: no account, no JavaScript, a code at any time, answers that count once and can be changed."""

import re

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.domain.contributions.models import Contribution, TrackingCode
from brink.domain.participation.device_token import COOKIE
from brink.domain.people.models import Body
from brink.foundation import codes
from brink.foundation.device_cookies import name_at
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.services.answering import answer
from brink.instruments.dialogue.tests.conftest import SEEDS, Village, make_village

pytestmark = pytest.mark.django_db
CODE = re.compile(r"<span>([a-z]+) </span>" * 3 + r"<span>(\d{4}) (\d{4}) ([A-Z])</span>")


def hidden(html: str) -> dict[str, str]:
    """Return the hidden fields of the statement form."""
    return dict(re.findall(r'<input type="hidden" name="(key|stelling)" value="([^"]+)">', html))


def code_on(html: str) -> str:
    found = CODE.search(html)
    assert found, html
    return " ".join(found.groups())


def react(client: Client, village: Village, answer: str) -> int:
    """Read the statement on the page and answer it, as a browser without JavaScript does."""
    fields = hidden(client.get(village.url()).content.decode())
    return client.post(village.url(), {**fields, "stem": answer}).status_code


def test_a_resident_reacts_to_all_seed_statements_and_gets_a_code(village: Village) -> None:
    client = Client(enforce_csrf_checks=False)
    seen = []
    for _ in SEEDS:
        fields = hidden(client.get(village.url()).content.decode())
        seen.append(fields["stelling"])
        assert client.post(village.url(), {**fields, "stem": "agree"}).status_code == 302
    assert sorted(seen) == sorted(str(statement.pk) for statement in village.statements)
    assert "U heeft alle zinnen gehad" in client.get(village.url()).content.decode()
    code = code_on(client.get(village.url("klaar/")).content.decode())
    session = Session.objects.get()
    assert TrackingCode.objects.get().code_hash == codes.hash_code(code)
    assert (session.contribution.kind, session.contribution.text, session.votes.count()) == ("session", "", 6)


def test_the_code_is_the_same_whenever_it_is_asked_for(village: Village) -> None:
    client = Client()
    react(client, village, "agree")
    first = code_on(client.get(village.url("klaar/")).content.decode())
    react(client, village, "disagree")
    assert code_on(client.get(village.url("klaar/")).content.decode()) == first
    assert Contribution.objects.count() == 1


def test_no_cookie_is_set_before_the_first_answer(village: Village) -> None:
    client = Client()
    client.get(village.url())
    kept_as = name_at(COOKIE, "/processen/wonen/")
    assert kept_as not in client.cookies
    react(client, village, "unsure")
    cookie = client.cookies[kept_as]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/processen/wonen/")


def test_an_answer_can_be_changed_and_still_counts_once(village: Village) -> None:
    client = Client()
    fields = hidden(client.get(village.url()).content.decode())
    client.post(village.url(), {**fields, "stem": "agree"})
    client.post(village.url(), {**fields, "stem": "disagree"})
    assert list(Vote.objects.values_list("value", flat=True)) == [-1]
    assert sum(Statement.objects.values_list("view_count", flat=True)) == 1


def test_a_second_answer_finds_its_session_and_does_not_give_again(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, costs = Client(), []
    for number in range(2):
        fields = hidden(client.get(village.url()).content.decode())
        with CaptureQueriesContext(connection) as captured:
            assert client.post(village.url(), {**fields, "stem": "agree"}).status_code == 302
        costs.append(len(captured))
        monkeypatch.setattr("brink.domain.participation.sessions.give", None)
        assert Vote.objects.count() == number + 1
    # Of these most are small ones that are ready to be asked (ADR 26): what is written is judged anew each time. One
    # asks whether the index of the search has something to read. PostgreSQL is asked one thing more: a lock,
    # where SQLite lets one writer in at a time.
    assert costs[1] <= 13 + (connection.vendor == "postgresql") < costs[0], costs


def test_a_device_of_before_the_kit_is_the_same_device(village: Village) -> None:
    token, client = "f" * 32, Client()
    answer(round=village.round, token=token, answers={village.statements[0].pk: 1})
    salt = f"brink dialogue device {village.round.process_id}"
    client.cookies["brink-dialoog"] = signing.dumps(token, salt=salt)
    react(client, village, "agree")
    assert (Session.objects.count(), Vote.objects.count()) == (1, 2)
    # From now on under the name of the kit.
    del client.cookies["brink-dialoog"]
    react(client, village, "agree")
    assert (Session.objects.count(), Vote.objects.count()) == (1, 3)


def test_a_form_sent_twice_before_the_cookie_came_makes_one_participant(village: Village) -> None:
    fields = hidden(Client().get(village.url()).content.decode())
    for _ in range(2):
        assert Client().post(village.url(), {**fields, "stem": "agree"}).status_code == 302
    assert (Session.objects.count(), Vote.objects.count(), Contribution.objects.count()) == (1, 1, 1)


def test_all_at_once_sends_only_what_was_chosen_and_shows_it_again(village: Village) -> None:
    client = Client()
    key = hidden(client.get(village.url("alles/")).content.decode())["key"]
    chosen = {f"s-{village.statements[0].pk}": "agree", f"s-{village.statements[3].pk}": "unsure"}
    assert client.post(village.url("alles/"), {"key": key, "pagina": "1", **chosen}).headers["Location"] == village.url(
        "klaar/"
    )
    assert dict(Vote.objects.values_list("statement__number", "value")) == {1: 1, 4: 0}
    again = client.get(village.url("alles/")).content.decode()
    assert re.findall(r'name="s-([0-9a-f-]+)" value="(\w+)" checked', again) == [
        (str(village.statements[0].pk), "agree"),
        (str(village.statements[3].pk), "unsure"),
    ]


def test_nothing_chosen_is_said_in_one_sentence(village: Village) -> None:
    sent = Client().post(village.url("alles/"), {"key": "k" * 22})
    assert sent.status_code == 422
    assert "Geef eerst antwoord op een zin." in sent.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"stem": "misschien"}, "Kies eens, oneens of weet ik niet."),
        ({"stelling": "1' OR 1=1"}, "Deze zin kennen wij niet."),
        ({"key": ""}, "Dit formulier is niet compleet."),
    ],
)
def test_bad_input_is_said_in_one_sentence(village: Village, fields: dict[str, str], sentence: str) -> None:
    good = {"key": "k" * 22, "stelling": str(village.statements[0].pk), "stem": "agree"}
    sent = Client().post(village.url(), {**good, **fields})
    assert sent.status_code == 422
    assert sentence in sent.content.decode()
    assert Vote.objects.count() == 0


def test_another_device_is_another_participant_and_sees_nothing_of_the_first(village: Village) -> None:
    first, second = Client(), Client()
    react(first, village, "agree")
    assert "checked" not in second.get(village.url("alles/")).content.decode()
    assert second.get(village.url("klaar/")).status_code == 302
    react(second, village, "agree")
    assert Session.objects.count() == 2


def test_rounds_of_one_process_cannot_be_tied_by_the_device() -> None:
    village = make_village()
    other = make_village_round_two(village)
    client = Client()
    react(client, village, "agree")
    react(client, other, "agree")
    assert len(set(Session.objects.values_list("participant", flat=True))) == 2


def make_village_round_two(village: Village) -> Village:
    from tests.builders import make_round

    from brink.instruments.dialogue.services.statements import plant_seeds

    round = make_round(village.round.process, "dialogue", number=2)
    plant_seeds(round, SEEDS)
    return Village(village.world, round, list(Statement.objects.filter(round=round)))


def test_every_page_of_a_dialogue_wears_the_name_and_colours_of_its_body(village: Village, client: Client) -> None:
    Body.objects.filter(pk=village.round.tenant_id).update(theme="gemeente", name="Gemeente Voorbeeld")
    for path in ("", "alles/", "zin/", "kaart/", "tabel/"):
        page = client.get(village.url(path)).content.decode()
        assert "ui/brink-gemeente.css" in page, path
        assert re.search(r'brink-logo__sub">\s*Gemeente Voorbeeld\s*<', page), path
