"""Following by mail: asked twice, told once a week, ended with one click; and nobody reads who follows what."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused
from unittest import mock

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from tests.builders import World, make_area, make_process, make_round, make_world
from tests.form_client import read

from brink.domain.following.mailing import mail_follows
from brink.domain.following.models import Follow
from brink.domain.following.rhythm import next_mail
from brink.domain.following.services import ANSWER_WITHIN, forget
from brink.domain.journal.models import Entry
from brink.domain.places.models import AreaKind
from brink.domain.processes.models import Process
from brink.foundation import clock, erasure_list
from brink.foundation.ids import uuid7

pytestmark = pytest.mark.django_db
ASKED = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
MAIL = "fatima@voorbeeld.invalid"
PLACE, THEME, QUESTION = "plek/proefdorp", "thema/wonen", "vraag/wonen"


@pytest.fixture
def world() -> Iterator[World]:
    with clock.frozen(ASKED - timedelta(days=30)):
        world = make_world()
        make_process(world)
    mail.outbox.clear()
    return world


def ask(client: Client, about: str = PLACE, email: str = MAIL, at: datetime = ASKED) -> int:
    with clock.frozen(at):
        return client.post(f"/op-de-hoogte/{about}/", {"email": email, "key": uuid7().hex}).status_code


def sent(at: datetime) -> list[mail.EmailMessage]:
    mail.outbox.clear()
    with clock.frozen(at):
        forget()
        mail_follows()
        mail_follows()
    return list(mail.outbox)


def link(letter: mail.EmailMessage, which: str) -> str:
    found = re.search(rf"https?://[^/]+(/op-de-hoogte/{which}/\S+)", letter.body)
    assert found is not None
    return found.group(1)


def follow(client: Client, about: str = PLACE, email: str = MAIL) -> None:
    """Ask, read the mail, and say yes."""
    assert ask(client, about, email) == 302
    (letter,) = sent(ASKED)
    with clock.frozen(ASKED):
        client.post(link(letter, "ja"))


def put(world: World, slug: str, at: datetime = ASKED + timedelta(days=1)) -> Process:
    with clock.frozen(at):
        return make_process(world, slug)


def test_nothing_is_mailed_before_somebody_says_yes_and_looking_is_no_yes(world: World) -> None:
    client = Client()
    assert ask(client) == 302
    (letter,) = sent(ASKED)
    assert letter.to == [MAIL]
    assert "Proefdorp" not in letter.subject
    put(world, "bos")
    with clock.frozen(ASKED):
        assert "Wilt u deze mail?" in client.get(link(letter, "ja")).content.decode()
    assert sent(MONDAY) == []
    with clock.frozen(ASKED + timedelta(hours=1)):
        assert "U krijgt nu mail" in client.post(link(letter, "ja"), follow=True).content.decode()
    assert [one.to for one in sent(MONDAY)] == [[MAIL]]


@pytest.mark.parametrize("about", [PLACE, THEME, QUESTION])
def test_once_a_week_one_mail_tells_what_is_new_and_no_mail_tells_nothing(world: World, about: str) -> None:
    follow(Client(), about)
    assert sent(MONDAY) == [], "nothing happened"
    moment = MONDAY + timedelta(days=1)
    with clock.frozen(moment):
        made = make_process(world, "bos")
        for process in (made, Process.objects.get(slug="wonen")):
            make_round(process, opens_at=moment)
    assert sent(MONDAY + timedelta(days=2)) == [], "it waits for the week"
    (letter,) = sent(MONDAY + timedelta(days=7))
    assert "Vraag over wonen: Ronde 1" in letter.body
    assert ("Nieuwe vraag: Vraag over bos" in letter.body) is (about != QUESTION)
    assert sent(MONDAY + timedelta(days=8)) == sent(MONDAY + timedelta(days=14)) == [], "told once"


def test_all_that_one_address_follows_is_one_mail_and_told_once_in_it(world: World) -> None:
    for about in (PLACE, THEME):
        follow(Client(), about, f"{MAIL[0].upper()}{MAIL[1:]}" if about == THEME else MAIL)
    put(world, "bos")
    (letter,) = sent(MONDAY)
    assert letter.body.count("Vraag over bos") == 1


def test_a_draft_and_somebody_elses_village_are_in_no_mail_and_no_feed(world: World) -> None:
    follow(Client())
    with clock.frozen(ASKED + timedelta(days=1)):
        make_process(world, "geheim", room=False)
        far = make_process(world, "ver")
        far.areas.set([make_area("Elders", AreaKind.VILLAGE)])
    assert sent(MONDAY) == []
    with clock.frozen(MONDAY):
        feed = Client().get("/op-de-hoogte/plek/proefdorp/nieuws.atom").content.decode()
        assert "Vraag over wonen" in feed
        assert "geheim" not in feed
        assert "Vraag over ver" not in feed
        assert Client().get("/op-de-hoogte/vraag/geheim/nieuws.atom").status_code == 404
        assert ask(Client(), "vraag/geheim") == 404


def test_one_click_of_a_mail_program_ends_it_and_looking_does_not(world: World) -> None:
    follow(Client())
    put(world, "bos")
    (letter,) = sent(MONDAY)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = link(letter, "stop")
    assert f"{stop}>" in letter.extra_headers["List-Unsubscribe"]
    strict = Client(enforce_csrf_checks=True)
    assert "Wilt u geen mail meer?" in strict.get(stop).content.decode()
    assert Follow.objects.count() == 1
    # Without a cookie and without a page before it, as RFC 8058 has it; and twice is fine.
    for _time in range(2):
        answer = Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, "U krijgt geen mail meer" in answer.content.decode()) == (200, True)
    assert Follow.objects.count() == 0


def test_an_old_mail_ends_what_was_asked_since_too_and_one_thing_can_be_ended_alone(world: World) -> None:
    client = Client()
    follow(client)
    put(world, "bos")
    (letter,) = sent(MONDAY)
    follow(client, THEME)
    stop = link(letter, "stop")
    page = client.get(stop).content.decode()
    assert "Stop de mail over Proefdorp" in page
    assert "Stop de mail over Wonen" in page
    place = Follow.objects.get(area__isnull=False)
    client.post(stop, {"follow": str(place.pk)})
    assert [one.theme_id for one in Follow.objects.all()] == [world.theme.pk]
    client.post(stop)
    assert Follow.objects.count() == 0


def test_a_link_of_another_address_or_of_nobody_is_one_sentence(world: World) -> None:
    client = Client()
    assert ask(client) == 302
    (letter,) = sent(ASKED)
    yes = link(letter, "ja")
    for wrong in (yes[:-3] + "abc/", "/op-de-hoogte/ja/zomaar/", "/op-de-hoogte/stop/zomaar/"):
        for answer in (client.get(wrong), client.post(wrong)):
            assert answer.status_code == 404
            assert "Hij hoort bij een ander e-mailadres, of de mail is al gestopt." in answer.content.decode()
    Follow.objects.all().delete()
    assert client.post(yes).status_code == 404
    assert Entry.objects.filter(kind="follow.confirmed").count() == 0


def test_a_link_that_is_too_old_says_so_and_the_address_goes(world: World) -> None:
    client = Client()
    ask(client)
    (letter,) = sent(ASKED)
    late = ASKED + ANSWER_WITHIN + timedelta(hours=1)
    with clock.frozen(late):
        assert "Deze link is te oud" in client.post(link(letter, "ja")).content.decode()
        forget()
    assert Follow.objects.count() == 0


def test_asking_answers_the_same_for_an_address_that_follows_already(world: World) -> None:
    client, other = Client(), Client()
    follow(client)
    with clock.frozen(ASKED):
        first = other.post("/op-de-hoogte/plek/proefdorp/", {"email": MAIL, "key": "a" * 22}, follow=True)
        second = other.post("/op-de-hoogte/plek/proefdorp/", {"email": "nieuw@voorbeeld.invalid"}, follow=True)
    said = [re.search(r"Wij sturen u nu een mail[^<]*", one.content.decode()) for one in (first, second)]
    assert said[0]
    assert said[1]
    assert said[0].group() == said[1].group()
    assert [one.to for one in sent(ASKED)] == [["nieuw@voorbeeld.invalid"]]
    assert Follow.objects.count() == 2


def test_bad_input_is_one_sentence_and_nothing_is_kept(world: World) -> None:
    make_area("Nergens", AreaKind.VILLAGE)
    nowhere = Client().post("/op-de-hoogte/plek/nergens/", {"email": MAIL})
    assert nowhere.status_code == 422
    assert "Deze plek hoort bij geen gemeente of provincie op deze site." in nowhere.content.decode()
    wrong = Client().post(f"/op-de-hoogte/{PLACE}/", {"email": "geen adres"})
    assert wrong.status_code == 422
    assert 'value="geen adres"' in wrong.content.decode()
    assert Client().post("/op-de-hoogte/plek/zomaar/", {"email": MAIL}).status_code == 404
    assert Client().post("/op-de-hoogte/iets/proefdorp/", {"email": MAIL}).status_code == 404
    assert (Follow.objects.count(), Entry.objects.filter(kind__startswith="follow.").count()) == (0, 0)


def test_nobodys_box_is_filled_by_typing_their_address_again_and_again(world: World) -> None:
    statuses = [
        Client(REMOTE_ADDR=f"10.0.{n}.1").post(f"/op-de-hoogte/{PLACE}/", {"email": MAIL}).status_code
        for n in range(9)
    ]
    assert set(statuses[:6]) == {302}
    assert set(statuses[6:]) == {429}


def test_a_mail_server_that_is_away_loses_no_news_and_takes_no_address(world: World) -> None:
    follow(Client())
    put(world, "bos")
    with mock.patch("brink.foundation.mail.EmailMessage.send", side_effect=TimeoutError):
        for hour in range(14):
            assert sent(MONDAY + timedelta(hours=hour)) == []
    assert Follow.objects.get().tries == 0
    assert [one.to for one in sent(MONDAY + timedelta(hours=21))] == [[MAIL]]
    assert sent(MONDAY + timedelta(hours=22)) == []


def test_an_address_that_is_always_refused_is_given_up(world: World) -> None:
    follow(Client())
    put(world, "bos")
    with mock.patch("brink.foundation.mail.EmailMessage.send", side_effect=SMTPRecipientsRefused({})):
        for day in range(14):
            sent(MONDAY + timedelta(days=day))
    assert Follow.objects.count() == 0


def test_the_address_is_nowhere_in_the_database_as_text(world: World) -> None:
    follow(Client())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            assert not any("fatima" in str(cell).lower() for row in cursor.fetchall() for cell in row), table
    (entry,) = Entry.objects.filter(kind="follow.asked")
    assert (entry.data, entry.subject_id, entry.public) == ({"about": "area"}, world.body.pk, False)


def test_what_was_stopped_stays_gone_when_an_old_back_up_comes_back(world: World) -> None:
    follow(Client())
    kept = Follow.objects.get()
    put(world, "bos")
    (letter,) = sent(MONDAY)
    Client().post(link(letter, "stop"))
    erasure_list.note("follow", [kept.pk])  # kept once a transaction ends, which a test's does not
    Follow.objects.create(**{one.attname: getattr(kept, one.attname) for one in Follow._meta.concrete_fields})
    put(world, "heide", MONDAY + timedelta(days=1))
    assert sent(MONDAY + timedelta(days=7)) == []
    assert Follow.objects.count() == 0


def test_mail_ends_after_a_year_unless_somebody_says_yes_again(world: World) -> None:
    follow(Client())
    put(world, "bos")
    (letter,) = sent(MONDAY)
    with clock.frozen(MONDAY + timedelta(days=200)):
        Client().post(link(letter, "ja"))
    year = ASKED + timedelta(days=366)
    with clock.frozen(year):
        forget()
    assert Follow.objects.get().ends_on == (MONDAY + timedelta(days=565)).date()
    with clock.frozen(year + timedelta(days=366)):
        forget()
    assert Follow.objects.count() == 0


def test_the_weekly_mail_goes_on_the_first_working_day_from_seven() -> None:
    # Easter Monday is no working day; half past six is too early.
    easter = next_mail(datetime(2027, 3, 27, 9, tzinfo=UTC)).astimezone(clock.AMSTERDAM)
    assert easter.isoformat()[:16] == "2027-03-30T07:00"
    assert next_mail(datetime(2026, 11, 30, 5, 30, tzinfo=UTC)).astimezone(clock.AMSTERDAM).hour == 7
    assert next_mail(MONDAY).astimezone(clock.AMSTERDAM).date().isoformat() == "2026-12-07"


def test_home_to_mail_about_my_village_is_at_most_four_taps_without_account_or_script(world: World) -> None:
    """A tap: a button that is pressed or a link that is followed, in the mail too. Typing is none."""
    client, taps = Client(), 0
    page = client.get("/").content.decode()
    assert 'name="plek"' in page
    answer, taps = client.get("/", {"plek": "Proefdorp"}), taps + 1
    (form,) = [one for one in read(answer).forms if one.action == "/op-de-hoogte/plek/proefdorp/"]
    with clock.frozen(ASKED):
        assert client.post(form.action, form.filled("") | {"email": MAIL}).status_code == 302
    taps += 1
    (letter,) = sent(ASKED)
    with clock.frozen(ASKED):
        assert client.get(link(letter, "ja")).status_code == 200
        taps += 1
        client.post(link(letter, "ja"))
        taps += 1  # the yes that the law asks
    assert taps <= 4
    assert Follow.objects.get().confirmed_at is not None
