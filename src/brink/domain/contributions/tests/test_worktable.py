"""The worktable: many rows, one open beside them, filters that stay, acts on what was ticked, the list as a file."""

import csv
import io
import re
import zipfile
from datetime import timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_account, make_process, make_round, make_world

from brink.domain.contributions.models import Answer, Bundle, BundleItem, Contribution, StaffNote
from brink.domain.contributions.services import bundling, moderating
from brink.domain.contributions.tests.test_desk import KEY, many, say
from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import Account
from brink.domain.processes.models import Round, Theme
from brink.foundation import clock
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
LIST = "/balie/inbreng/"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def round(world: World) -> Round:
    return make_round(make_process(world))


@pytest.fixture
def officer(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def rows(client: Client, **query: str) -> list[str]:
    """Return the keys of the contributions in the table, in order."""
    page = client.get(LIST, query).content.decode()
    return re.findall(r'type="checkbox" name="stem" value="([^"]+)"', page)


def tree_of(text: bytes) -> ElementTree.Element:
    """Read a part of a file that this house wrote itself."""
    return ElementTree.fromstring(text)  # noqa: S314


def test_each_filter_leaves_what_it_names(officer: Client, world: World, round: Round) -> None:
    theme = Theme.objects.create(slug="bus", name="Bus")
    bus, phone, old = (say(round, f"Een bus, {n}.").contribution for n in range(3))
    bundle = bundling.make(process=round.process, title="De bus", contributions=[bus], actor=SYSTEM)
    Contribution.objects.filter(pk=bus.pk).update(theme=theme, handler=world.officer)
    round.process.themes.add(theme)
    Contribution.objects.filter(pk=phone.pk).update(channel="phone", area=world.body.area)
    Contribution.objects.filter(pk=old.pk).update(created_at=clock.now() - timedelta(days=9))
    every = {str(one.pk) for one in (bus, phone, old)}
    for query, left in (
        ({}, every), ({"bundle": "geen"}, every - {str(bus.pk)}), ({"bundle": "wel"}, {str(bus.pk)}),
        ({"bundle": str(bundle.pk)}, {str(bus.pk)}), ({"person": "mij"}, {str(bus.pk)}),
        ({"person": "geen"}, every - {str(bus.pk)}), ({"person": str(world.officer.pk)}, {str(bus.pk)}),
        ({"day": "week"}, every - {str(old.pk)}), ({"channel": "phone"}, {str(phone.pk)}),
        ({"area": str(world.body.area_id)}, {str(phone.pk)}), ({"instrument": round.instrument}, every),
        # Words without a theme of their own have that of their question.
        ({"theme": str(theme.pk)}, every), ({"bundle": "onzin"}, every), ({"instrument": "onzin"}, every),
        ({"instrument": "survey"}, set()),
    ):  # fmt: skip
        assert set(rows(officer, **query)) == left, query


def test_words_that_are_hidden_say_so_in_the_list(officer: Client, round: Round) -> None:
    voice = say(round, "Een bus.").contribution
    assert "verborgen," not in officer.get(LIST).content.decode()
    moderating.hide(contribution=voice, reason="Grof.", actor=SYSTEM)
    assert "verborgen," in officer.get(LIST).content.decode()


def test_walking_on_keeps_the_filters_and_goes_past_the_end_of_a_page(officer: Client, round: Round) -> None:
    many(round, 30)
    ids = list(Contribution.objects.order_by("-created_at", "-id").values_list("pk", flat=True))
    query = {"channel": "web", "rij": "een"}
    page = officer.get(LIST, {**query, "open": str(ids[24])}).content.decode()
    assert "Bijdrage 25 van 30" in " ".join(page.split())
    page = page.split('id="open"')[1]
    after = re.search(r'rel="next" href="\?([^"]*open[^"]*)"', page)
    assert after is not None
    assert [one in after[1] for one in ("channel=web", "rij=een")] == [True, True]
    follow = officer.get(f"{LIST}?{after[1].replace('&amp;', '&')}").content.decode()
    assert "Bijdrage 26 van 30" in " ".join(follow.split())
    before = re.search(r'rel="prev" href="\?([^"]*open[^"]*)"', follow.split('id="open"')[1])
    assert before is not None
    back = officer.get(f"{LIST}?{before[1].replace('&amp;', '&')}").content.decode()
    assert "Bijdrage 25 van 30" in " ".join(back.split())
    assert officer.get(LIST, {"open": "zomaar"}).status_code == 200


def test_what_is_ticked_is_bundled_and_one_goes_on_to_the_next(officer: Client, round: Round) -> None:
    ids = [str(say(round, f"Een bus, {n}.").contribution.pk) for n in range(4)]
    poor = officer.post(LIST, {"key": KEY, "stem": ids[:2], "doe": "bundel", "bundel": "nieuw"})
    page = poor.content.decode()
    assert (poor.status_code, "Geef de bundel een naam" in page, page.count(" checked")) == (422, True, 2)
    sent = {"key": KEY, "stem": ids[:2], "doe": "bundel", "bundel": "nieuw", "title": "De bus"}
    assert officer.post(f"{LIST}?channel=web", sent)["Location"] == f"{LIST}?channel=web"
    bundle = Bundle.objects.get()
    one = {"key": KEY + "1", "stem": ids[2], "doe": "bundel", "bundel": str(bundle.pk), "hierna": f"open={ids[3]}"}
    assert officer.post(LIST, one)["Location"] == f"{LIST}?open={ids[3]}"
    assert BundleItem.objects.filter(bundle=bundle, removed_at=None).count() == 3
    for wrong, said in (
        ({"doe": "bundel", "bundel": str(bundle.pk)}, "Vink eerst een of meer bijdragen aan."),
        ({"doe": "bundel", "stem": ids[:1]}, "Kies de bundel"),
        ({"doe": "geef", "stem": ids[:1]}, "Kies wie dit oppakt."),
        ({"doe": "thema", "stem": ids[:1]}, "Kies een thema."),
    ):
        answer = officer.post(LIST, {"key": KEY + "2", **wrong})
        assert (answer.status_code, said in answer.content.decode()) == (422, True), wrong
    assert officer.post(LIST, {"key": KEY, "stem": ids[:1], "doe": "weg"}).status_code == 404


def test_words_of_another_question_are_named_and_the_rest_is_done(officer: Client, world: World, round: Round) -> None:
    one = say(round, "Een bus.").contribution
    other = say(make_round(make_process(world, slug="brug"), number=1), "Een brug.").contribution
    bundle = bundling.make(process=round.process, title="De bus", actor=SYSTEM)
    sent = {"key": KEY, "stem": [str(one.pk), str(other.pk)], "doe": "bundel", "bundel": str(bundle.pk)}
    page = officer.post(LIST, sent, follow=True).content.decode()
    assert "1 bijdrage ligt nu in ‘De bus’. Niet erin: ‘Een brug.’." in page
    sent |= {"bundel": "nieuw", "title": "Alles", "key": KEY + "1"}
    assert "hoort bij een andere vraag" in officer.post(LIST, sent).content.decode()
    assert Bundle.objects.count() == 1


def test_what_is_ticked_is_given_to_somebody_taken_over_and_filtered(
    officer: Client, world: World, round: Round
) -> None:
    ids = [str(say(round, f"Een bus, {n}.").contribution.pk) for n in range(3)]
    bea, _person = make_account(world.body, world.office, Role.OFFICER, "Bea")
    sent = {"key": KEY, "stem": ids[:2], "doe": "geef", "persoon": str(bea.pk)}
    officer.post(LIST, sent)
    officer.post(LIST, sent)
    assert (set(rows(officer, person=str(bea.pk))), rows(officer, person="mij")) == (set(ids[:2]), [])
    assert Entry.objects.filter(kind="contribution.assigned", public=False).count() == 2
    assert "Neem over" in officer.get(LIST, {"open": ids[0]}).content.decode()
    officer.post(LIST, {"key": KEY + "1", "stem": ids[0], "doe": "geef", "persoon": "mij"})
    assert rows(officer, person="mij") == [ids[0]]
    officer.post(LIST, {"key": KEY + "2", "stem": ids[:1], "doe": "geef", "persoon": "geen"})
    assert Contribution.objects.get(pk=ids[0]).handler is None
    stranger = Account.objects.create_user("x@voorbeeld.invalid", name="Niemand")
    assert officer.post(LIST, {**sent, "key": KEY + "3", "persoon": str(stranger.pk)}).status_code == 404


def test_what_is_ticked_gets_one_answer(officer: Client, round: Round) -> None:
    ids = [str(say(round, f"Een bus, {n}.").contribution.pk) for n in range(3)]
    led = officer.post(LIST, {"key": KEY, "stem": ids[:2], "doe": "antwoord"})["Location"]
    page = officer.get(led).content.decode()
    there = [text in page for text in ("Eén antwoord op 2 bijdragen", "Een bus, 0.", "Een bus, 2.")]
    assert there == [True, True, False]
    said = {"key": KEY, "doe": "vast", "outcome": "weighed", "reason": "De bus komt er niet.", "place": "Het plan"}
    assert officer.post(led, {**said, "reason": "Nee."}).status_code == 422
    assert officer.post(led, said).status_code == 302
    assert Answer.objects.count() == 1
    assert Contribution.objects.filter(landed_at__isnull=False).count() == 2


def test_the_moderator_sees_who_may_and_no_button_that_is_refused(world: World, round: Round) -> None:
    voice = say(round, "Een bus.").contribution
    account, _person = make_account(world.body, world.office, Role.MODERATOR, "Mo")
    client = Client()
    client.force_login(account)
    page = client.get(LIST, {"open": str(voice.pk)}).content.decode()
    assert [f'value="{act}"' in page for act in ("bundel", "thema", "antwoord", "geef")] == [False, False, False, True]
    assert re.search(r"Bundelen en antwoorden doet: [^.]*Aziz \(voorbeeld\)", page)
    there = client.get(f"{LIST}{voice.pk}/").content.decode()
    assert "Geef antwoord" not in there
    assert "Vraag het aan: " in there
    sent = {"key": KEY, "stem": str(voice.pk), "doe": "bundel", "bundel": "nieuw", "title": "De bus"}
    assert client.post(LIST, sent).status_code == 403


def test_notes_for_colleagues_are_written_changed_and_taken_away_by_their_writer(
    officer: Client, world: World, round: Round
) -> None:
    voice = say(round, "Een bus.").contribution
    add = f"/balie/notities/bijdrage/{voice.pk}/"
    assert officer.post(add, {"key": KEY, "text": " "}).status_code == 422
    to = officer.post(add, {"key": KEY, "text": "Belt liever.", "hierna": f"open={voice.pk}"})["Location"]
    assert to == f"{LIST}?open={voice.pk}"
    assert "Aziz (voorbeeld), " in officer.get(to).content.decode()
    note = StaffNote.objects.get()
    assert "Belt liever." in officer.get(f"{LIST}{voice.pk}/").content.decode()
    bea, _person = make_account(world.body, world.office, Role.OFFICER, "Bea")
    other = Client()
    other.force_login(bea)
    change = f"/balie/notities/{note.pk}/"
    version = re.search(r'name="version" value="([^"]+)"', officer.get(change).content.decode())
    assert version is not None
    assert other.post(change, {"key": KEY + "b", "text": "Anders.", "version": version[1]}).status_code == 403
    refused = other.post(f"{change}weg/", {"key": KEY + "c"}, follow=True)
    assert "Alleen wie de notitie heeft geschreven" in refused.content.decode()
    assert officer.post(change, {"key": KEY + "d", "text": "Mailt.", "version": f"{note.pk}:9"}).status_code == 409
    officer.post(change, {"key": KEY + "1", "text": "Mailt liever.", "version": version[1]})
    note.refresh_from_db()
    assert (note.text, note.changed_at is None) == ("Mailt liever.", False)
    officer.post(f"{change}weg/", {"key": KEY + "2"})
    assert not StaffNote.objects.exists()
    assert not Entry.objects.filter(kind__startswith="note.", public=True).exists()


def test_the_file_holds_what_the_filter_shows_and_no_words_that_are_not_open(officer: Client, round: Round) -> None:
    say(round, "=1+1 een bus\nen een brug")
    say(round, "Dit is geheim.", hold_for_moderation=True)
    say(round, "Aan de telefoon gezegd.", channel="phone")
    asked = urlencode({"channel": "web"})
    text = officer.get(f"{LIST}?als=csv&{asked}").content.decode("utf-8-sig")
    told = list(csv.reader(io.StringIO(text)))
    words = told[0].index("Woorden")
    assert sorted(row[words] for row in told[1:]) == ["'=1+1 een bus\nen een brug", "niet openbaar"]
    for kind, part, tag in (("ods", "content.xml", "table-row"), ("xlsx", "xl/worksheets/sheet1.xml", "row")):
        with zipfile.ZipFile(io.BytesIO(officer.get(f"{LIST}?als={kind}&{asked}").content)) as file:
            assert file.testzip() is None
            made = {name: tree_of(file.read(name)) for name in file.namelist() if name.endswith((".xml", ".rels"))}
            tree = made[part]
        assert len([one for one in tree.iter() if one.tag.endswith(f"}}{tag}")]) == 3, kind
        said = " ".join("".join(one.itertext()) for one in tree.iter() if one.tag.endswith(f"}}{tag}"))
        found = [text in said for text in ("=1+1 een bus", "geheim", "telefoon gezegd")]
        assert found == [True, False, False], kind
    assert officer.get(f"{LIST}?als=exe")["Content-Type"].startswith("text/html")


def test_ten_thousand_contributions_take_no_more_queries_than_ten(officer: Client, round: Round) -> None:
    taken = []
    for number in (10, 9_990):
        many(round, number)
        last = Contribution.objects.first()
        assert last is not None
        with CaptureQueriesContext(connection) as queries:
            officer.get(LIST, {"open": str(last.pk), "channel": "web"})
        taken.append(len(queries))
    assert taken[0] == taken[1]
    assert taken[1] <= 15, "\n".join(one["sql"][:120] for one in queries.captured_queries)
