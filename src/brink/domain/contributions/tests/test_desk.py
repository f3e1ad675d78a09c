"""The desk: writing down, checking, bundling and answering by its pages, and staying small with many voices."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import World, make_account, make_process, make_round, make_world
from tests.form_client import go_on

from brink.domain.contributions.models import (
    Answer,
    Appeal,
    Bundle,
    BundleItem,
    Contribution,
    Destination,
    Giver,
    HandOver,
    Landing,
    Moderation,
    Source,
)
from brink.domain.contributions.queries.counting import figures
from brink.domain.contributions.queries.suggesting import suggestions
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.services import bundling, following, landing, moderating, objecting, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.people.queries import viewer_for
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
KEY = "k" * 22


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


def say(round: Round, text: str, **fields: Any) -> Receipt:
    hold_for_moderation = fields.pop("hold_for_moderation", False)
    words = Words(kind="idea", text=text, **fields)
    return give(round=round, words=words, actor=RESIDENT, key=None, hold_for_moderation=hold_for_moderation)


def many(round: Round, number: int) -> None:
    """Add voices the short way, for counting queries."""
    now = clock.now()
    rows = Contribution.objects.bulk_create(
        Contribution(tenant=round.tenant, created_at=now, process=round.process, round=round, kind="idea",
                     channel="web", text=f"Woorden nummer {index} over de bus.",
                     moderation=Moderation.WAITING if index % 3 == 0 else Moderation.SHOWN)
        for index in range(number)
    )  # fmt: skip
    Source.objects.bulk_create(
        Source(tenant=round.tenant, created_at=now, contribution=row, verbatim=row.text) for row in rows
    )
    Process.objects.filter(pk=round.process_id).update(contribution_count=Contribution.objects.count())


def test_words_are_written_down_with_hints_first_and_nothing_lost(officer: Client, round: Round) -> None:
    address = f"/balie/inbreng/nieuw/{round.pk}/"
    assert officer.get("/balie/inbreng/nieuw/").status_code == 200
    sent = {"key": KEY, "channel": "phone", "heard_on": clock.today().isoformat(), "publish": "on",
            "verbatim": "Mevrouw Pol wil een bus. Bel 0612345678.", "email": "f@voorbeeld.invalid"}  # fmt: skip
    first = officer.post(address, sent)
    page = first.content.decode()
    assert (first.status_code, Contribution.objects.count()) == (422, 0)
    for words in ("Er staat een telefoonnummer in: 0612345678.", "Er staat een naam van iemand anders in",
                  "Mevrouw Pol wil een bus. Bel 0612345678.", "Ik heb het nagekeken."):  # fmt: skip
        assert words in page, words
    seen = re.search(r'name="hinted" value="([0-9a-f]{64})"', page)
    assert seen is not None
    again = officer.post(address, {**sent, "hinted": seen.group(1)})
    assert (again.status_code, Contribution.objects.count()) == (422, 0)
    done = officer.post(address, {**sent, "hinted": seen.group(1), "sure": "on"}, follow=True)
    made = Contribution.objects.get()
    assert (made.channel, made.moderation, made.kind) == ("phone", Moderation.WAITING, "idea")
    assert (Source.objects.get().note_taker, Giver.objects.get().email) == ("Aziz (voorbeeld)", "f@voorbeeld.invalid")
    assert "Opgeschreven. Geef deze code aan de gever." in done.content.decode()
    assert officer.get("/balie/inbreng/bon/?print").status_code == 200
    officer.post(address, {**sent, "hinted": seen.group(1), "sure": "on"})
    assert Contribution.objects.count() == 1


def test_strangers_and_other_bodies_find_no_desk(world: World, round: Round) -> None:
    voice = say(round, "Een bus.").contribution
    bundle = bundling.make(process=round.process, title="Bus", contributions=[voice], actor=SYSTEM)
    other = make_world("emmen", "municipality")
    slug = round.process.slug
    inside = [
        f"inbreng/{voice.pk}",
        f"inbreng/nieuw/{round.pk}",
        f"bundels/{slug}",
        f"bundels/{slug}/{bundle.pk}",
        f"antwoorden/{slug}",
        f"antwoorden/{slug}/bundel/{bundle.pk}",
        f"antwoorden/{slug}/stem/{voice.pk}",
    ]
    client = Client()
    for path in ("inbreng", "inbreng/controle", "inbreng/nieuw"):
        assert client.get(f"/balie/{path}/")["Location"].startswith("/account/login/"), path
    for path in inside:
        assert client.get(f"/balie/{path}/").status_code == 404, path
    client.force_login(other.officer)
    for path in inside:
        assert client.get(f"/balie/{path}/").status_code == 404, path
    assert "Een bus." not in client.get("/balie/inbreng/").content.decode()
    hidden = {"key": KEY, "to": "hidden", "reason": "Zomaar."}
    assert client.post(f"/balie/inbreng/{voice.pk}/zichtbaarheid/", hidden).status_code == 404


def test_the_list_searches_and_narrows(officer: Client, round: Round) -> None:
    say(round, "Een bus naar Emmen.")
    say(round, "Meer banken.", hold_for_moderation=True)
    say(round, "Een brug.", channel="phone")
    for query, found in (("", 3), ("q=bus", 1), ("state=waiting", 1), ("channel=phone", 1), ("state=air", 3),
                         (f"process={round.process_id}", 3), ("q=%25", 0), ("state=hidden", 0)):  # fmt: skip
        page = officer.get(f"/balie/inbreng/?{query}").content.decode()
        assert page.count('type="checkbox" name="stem"') == found, query
    assert officer.get("/balie/inbreng/?process=zomaar&pagina=x&state=nee").status_code == 200


def test_the_moderator_shows_and_hides_and_a_colleague_answers(officer: Client, world: World, round: Round) -> None:
    one, two = say(round, "Een bus.", hold_for_moderation=True), say(round, "Dit is dom.", hold_for_moderation=True)
    assert "2 bijdragen wachten" in officer.get("/balie/inbreng/controle/").content.decode()
    first, second = one.contribution, two.contribution
    officer.post(f"/balie/inbreng/{first.pk}/zichtbaarheid/", {"key": KEY, "to": "shown", "back": "queue"})
    empty = officer.post(f"/balie/inbreng/{second.pk}/zichtbaarheid/", {"key": KEY + "2", "to": "hidden"})
    assert (empty.status_code, "Schrijf de reden op" in empty.content.decode()) == (422, True)
    officer.post(f"/balie/inbreng/{second.pk}/zichtbaarheid/", {"key": KEY + "3", "to": "hidden", "reason": "Grof."})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.moderation, second.moderation) == (Moderation.SHOWN, Moderation.HIDDEN)
    asked = moderating.appeal(contribution=second, code=two.code, text="Dom mag.")
    answer = {"appeal": str(asked.pk), "key": KEY + "4", "granted": "yes", "answer": "U heeft gelijk."}
    own = officer.post("/balie/inbreng/controle/", answer)
    assert (own.status_code, "Vraag een collega" in own.content.decode()) == (403, True)
    colleague, _person = make_account(world.body, world.office, Role.MODERATOR, "Bea")
    client = Client()
    client.force_login(colleague)
    assert client.post("/balie/inbreng/controle/", answer).status_code == 302
    assert Appeal.objects.get().granted is True


def test_words_are_bundled_split_and_merged_by_the_pages(officer: Client, round: Round) -> None:
    voices = [say(round, f"Een bus naar dorp {number}.").contribution for number in range(4)]
    ids, address = [str(voice.pk) for voice in voices], f"/balie/bundels/{round.process.slug}/"
    nothing = officer.post(address, {"key": KEY, "title": "De bus"})
    assert (nothing.status_code, "Kies eerst een of meer bijdragen." in nothing.content.decode()) == (422, True)
    nameless = officer.post(address, {"key": KEY, "stem": ids[:2]}).content.decode()
    loose = nameless.split('aria-labelledby="los"')[1]
    assert "Geef de bundel een naam" in nameless
    assert [f'id="stem-los{pk}" checked' in loose for pk in ids] == [True, True, False, False]
    officer.post(address, {"key": KEY, "stem": ids[:3], "title": "De bus"})
    bundle = Bundle.objects.get()
    officer.post(address, {"key": KEY + "1", "stem": ids[3:], "bundel": str(bundle.pk)})
    own = f"{address}{bundle.pk}/"
    assert officer.get(own).status_code == 200
    officer.post(own, {"key": KEY + "2", "doe": "splits", "stem": ids[:1], "title": "Anders"})
    made = Bundle.objects.get(title="Anders")
    officer.post(own, {"key": KEY + "3", "doe": "eruit", "stem": ids[1:2]})
    officer.post(own, {"key": KEY + "4", "doe": "samen", "bundel": str(made.pk)})
    named = {"key": KEY + "5", "doe": "naam", "title": "De bus rijdt", "version": f"{made.pk}:0"}
    officer.post(f"{address}{made.pk}/", named)
    made.refresh_from_db()
    lying = BundleItem.objects.filter(bundle=made, removed_at=None).values_list("contribution_id", flat=True)
    assert ({str(pk) for pk in lying}, made.title) == ({ids[0], ids[2], ids[3]}, "De bus rijdt")
    assert officer.get(own)["Location"] == f"{address}{made.pk}/"
    assert officer.post(f"{address}{made.pk}/", {"key": KEY, "doe": "weg"}).status_code == 404


def test_brink_suggests_what_belongs_together(world: World, round: Round) -> None:
    texts = (
        "Er moet een bus komen naar het dorp.",
        "Zonder bus kom ik het dorp niet uit.",
        "De bus moet terug naar het dorp.",
    )
    bus = [say(round, text).contribution for text in texts]
    say(round, "Vergunning voor dakkapellen duurt lang.")
    suggested = suggestions(round.process)
    assert {voice.pk for voice in suggested[0].voices} == {voice.pk for voice in bus}
    assert "bus" in suggested[0].shared
    bundle = bundling.make(process=round.process, title="De bus", contributions=bus[:2], actor=SYSTEM)
    (again,) = suggestions(round.process)
    assert (again.bundle, [voice.pk for voice in again.voices]) == (bundle, [bus[2].pk])


def test_shared_words_are_spelled_as_people_wrote_them(round: Round) -> None:
    say(round, "Bus 12 naar Café Het Veen in Assen moet blijven.")
    say(round, "Wij willen de bus naar het café in Assen graag houden.")
    (one,) = suggestions(round.process)
    assert {"bus", "Assen"} <= set(one.shared.split(", "))
    assert "café" in one.shared.split(", ")


def test_an_answer_is_looked_at_kept_and_sent(officer: Client, round: Round) -> None:
    voices = [say(round, f"Een bus naar dorp {number}.").contribution for number in range(2)]
    bundle = bundling.make(process=round.process, title="De bus", contributions=voices, actor=SYSTEM)
    address = f"/balie/antwoorden/{round.process.slug}/"
    said = {"key": KEY, "outcome": "adopted", "reason": "De bus komt er.", "place": "Dienstregeling 2027"}
    poor = officer.post(f"{address}bundel/{bundle.pk}/", {**said, "place": "", "doe": "vast"})
    assert (poor.status_code, "Wijs aan waar deze woorden" in poor.content.decode()) == (422, True)
    look = officer.post(f"{address}bundel/{bundle.pk}/", {**said, "doe": "bekijk"})
    assert "Dit leest de gever" in look.content.decode()
    assert (Answer.objects.count(), Destination.objects.count()) == (0, 0)
    officer.post(f"{address}bundel/{bundle.pk}/", {**said, "doe": "vast"})
    assert (Landing.objects.filter(current=True).count(), Destination.objects.get().title) == (2, "Dienstregeling 2027")
    assert "Lees alles na en verstuur" in officer.get(address).content.decode()
    go_on(officer, f"{address}versturen/", {"key": KEY + "3"})
    assert Contribution.objects.filter(replied_at__isnull=False).count() == 2
    refused = officer.post(
        f"{address}bundel/{bundle.pk}/", {**said, "key": KEY + "2", "place": "Anders", "doe": "vast"}
    )
    assert (refused.status_code, Destination.objects.count()) == (409, 1)
    late = say(round, "Nog een bus.").contribution
    bundling.add(bundle=bundle, contributions=[late], actor=SYSTEM)
    assert "1 stem kwam later in deze bundel." in officer.get(f"{address}bundel/{bundle.pk}/").content.decode()
    go_on(officer, f"{address}bundel/{bundle.pk}/ook/", {"key": KEY + "4"})
    assert Contribution.objects.filter(replied_at__isnull=False).count() == 3


def test_klopt_niet_is_answered_or_passed_on(officer: Client, world: World, round: Round) -> None:
    receipt, other = say(round, "Een bus."), make_world("emmen", "municipality")
    voice = receipt.contribution
    draft = AnswerDraft("outside", "Daar gaat de provincie niet over.")
    landing.land(process=round.process, draft=draft, contributions=[voice], actor=SYSTEM)
    replying.send(process=round.process, actor=SYSTEM)
    objecting.object_to(contribution=voice, code=receipt.code, text="Wie gaat daar dan over?")
    address = f"/balie/antwoorden/{round.process.slug}/"
    assert "Wie gaat daar dan over?" in officer.get(address).content.decode()
    assert "Wie gaat daar dan over?" in officer.get(f"{address}stem/{voice.pk}/").content.decode()
    go_on(officer, f"/balie/inbreng/{voice.pk}/doorgeven/", {"key": KEY, "to_body": str(other.body.pk),
                 "receiver": "Team Vervoer", "reason": "De gemeente gaat over de bus."})  # fmt: skip
    assert HandOver.objects.get().to_body == other.body
    followed = following.look_up(receipt.code)
    assert followed is not None
    assert [one.tenant_id for one in followed.contributions] == [world.body.pk, other.body.pk]


def test_the_text_on_the_site_is_changed_with_a_reason(officer: Client, round: Round) -> None:
    voice = say(round, "Bel Jan.").contribution
    sent = {"key": KEY, "version": f"{voice.pk}:0", "reason": "Naam."}
    same = officer.post(f"/balie/inbreng/{voice.pk}/tekst/", {**sent, "text": "Bel Jan."})
    assert same.status_code == 422
    officer.post(f"/balie/inbreng/{voice.pk}/tekst/", {**sent, "text": "Bel een buur."})
    voice.refresh_from_db()
    assert voice.text == "Bel een buur."
    assert "tekst aangepast" in officer.get(f"/balie/inbreng/{voice.pk}/").content.decode()


def test_a_whole_round_is_answered_by_the_page(officer: Client, round: Round) -> None:
    Round.objects.update(instrument="dialogue")
    round.refresh_from_db()
    give(round=round, words=Words(kind="session", wordless=True), actor=RESIDENT, key=None)
    address = f"/balie/antwoorden/{round.process.slug}/"
    sent = {"key": KEY, "reason": "Zie het antwoord per stelling."}
    early = officer.post(f"{address}ronde/{round.pk}/", sent)
    assert (early.status_code, "Deze ronde loopt nog" in early.content.decode()) == (409, True)
    Round.objects.update(opens_at=clock.now() - timedelta(days=9), closes_at=clock.now())
    officer.post(f"{address}ronde/{round.pk}/", sent)
    assert Answer.objects.get().outcome == "collective"


@pytest.mark.parametrize(
    "path", ["inbreng/", "inbreng/?q=bus", "inbreng/controle/", "bundels/{slug}/", "antwoorden/{slug}/"]
)
def test_desk_pages_ask_the_same_whatever_the_size(officer: Client, round: Round, path: str) -> None:
    address = f"/balie/{path.format(slug=round.process.slug)}"
    many(round, 60)

    def asked() -> int:
        with CaptureQueriesContext(connection) as ran:
            assert officer.get(address).status_code == 200
        return len(ran)

    few = asked()
    many(round, 200)
    assert asked() == few
    assert few <= 15


def test_the_queue_says_what_waits_in_few_queries(world: World, round: Round) -> None:
    viewer = viewer_for(world.officer)
    assert desk_items(viewer) == []
    many(round, 9)
    receipt = say(round, "Een bus.")
    moderating.hide(contribution=receipt.contribution, reason="Grof.", actor=SYSTEM)
    moderating.appeal(contribution=receipt.contribution, code=receipt.code, text="Nee.")
    make_round(make_process(world, "bus"))
    # A request reads the clock once.
    with clock.frozen(clock.now()), CaptureQueriesContext(connection) as ran:
        items = desk_items(viewer)
    assert [(item.key.split(".")[1], item.count) for item in items] == [("check", 3), ("bundle", 9), ("appeal", 1)]
    # One counts the voices, one reads their questions (in one it costs twice as much), one for all that is small.
    assert len(ran) <= 3
    assert desk_items(viewer_for(make_world("emmen").officer)) == []


def test_figures_of_a_body_hide_small_numbers(world: World, round: Round) -> None:
    voices = [say(round, f"Stem {number}.").contribution for number in range(9)]
    body = world.body.pk

    def answer() -> None:
        waiting = list(Contribution.objects.filter(landed_at=None))
        landing.land(process=round.process, draft=AnswerDraft("outside", "Dit mag niet van de wet."),
                     contributions=waiting, actor=Actor(role="officer"))  # fmt: skip
        replying.send(process=round.process, actor=SYSTEM)

    answer()
    assert figures([body])[body] == type(figures([body])[body])(body, 0, None, None, None, None)
    say(round, "Stem tien.")
    with clock.frozen(clock.now() + timedelta(days=4)):
        answer()
    say(round, "Stem elf.")
    found = figures([body])[body]
    assert (found.due, found.answered, found.on_time, found.late, found.median_days) == (10, 10, 10, 0, 0.0)
    Contribution.objects.filter(pk=voices[0].pk).update(reply_due_on=clock.today() - timedelta(days=1))
    assert (figures([body])[body].on_time, figures([body])[body].late) == (9, 1)


def test_looking_up_a_giver_is_written_down_and_not_for_moderators(officer: Client, world: World, round: Round) -> None:
    voice = say(round, "Een bus.", phone="0612345678").contribution
    address = f"/balie/inbreng/{voice.pk}/"
    assert "0612345678" not in officer.get(address).content.decode()
    assert "0612345678" in officer.post(f"{address}bereiken/", follow=True).content.decode()
    entry = Entry.objects.get(kind="giver.read")
    assert officer.get(f"{address}bereiken/")["Location"] == address
    officer.post(f"{address}bereiken/")
    assert Entry.objects.filter(kind="giver.read").count() == 2
    assert (entry.actor_id, entry.public, "0612" in str(entry.data)) == (world.officer.pk, False, False)
    moderator, _person = make_account(world.body, world.office, Role.MODERATOR, "Bea")
    client = Client()
    client.force_login(moderator)
    assert client.post(f"{address}bereiken/").status_code == 404
    assert "bereiken/" not in client.get(address).content.decode()


def test_no_two_fields_of_a_desk_page_have_one_identity(officer: Client, round: Round) -> None:
    """A label leads to the field it stands above, also where several forms ask for a reason."""
    pk, slug = say(round, "Een bus naar Emmen.").contribution.pk, round.process.slug
    pages = [f"inbreng/{pk}/", f"inbreng/?open={pk}", "inbreng/controle/", f"inbreng/nieuw/{round.pk}/", "doorgeven/"]
    pages += [f"antwoorden/{slug}/", f"antwoorden/{slug}/stem/{pk}/", f"bundels/{slug}/", f"inbreng/{pk}/splitsen/"]
    for page in pages:
        answer = officer.get(f"/balie/{page}")
        assert answer.status_code == 200, page
        text = answer.content.decode()
        identities = re.findall(r'\sid="([^"]+)"', text)
        assert sorted(identities) == sorted(set(identities)), page
        assert "---------" not in text, (page, "a list says what to do, no dashes")
