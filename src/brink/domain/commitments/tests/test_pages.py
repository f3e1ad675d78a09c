"""The pages of promises: what everybody reads, what the desk does, and what nobody sees too early."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from tests.builders import World, make_process, make_world
from tests.form_client import go_on

from brink.domain.commitments import services
from brink.domain.commitments.models import Commitment, Spending
from brink.domain.commitments.tests.test_commitments import answered_by_promise, promised, settled
from brink.domain.journal.services import Actor
from brink.domain.records.linking import link
from brink.domain.records.models import Record
from brink.foundation import clock
from brink.foundation.search import documents
from brink.foundation.visibility import ANYONE

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
CANARY = "kanarievogel"


@pytest.fixture
def world() -> World:
    with clock.frozen(NOON):
        return make_world()


def read(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def test_the_list_shows_what_is_late_in_front_of_everybody_with_who_and_which_body(world: World) -> None:
    with clock.frozen(NOON):
        row = promised(world, areas=(world.village,), themes=(world.theme,), organ=world.executive)
    with clock.frozen(NOON + timedelta(days=40)):
        page = read("/toezeggingen/?stand=te-laat")
        assert "De bushalte bij de school komt terug" in page
        assert "10 dagen te laat" in page
        assert "1 te laat" in read("/toezeggingen/")
        own = read(f"/toezeggingen/{row.record.slug}/")
        assert "Gedeputeerde Staten" in own
        assert "10 dagen te laat" in own


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=bushalte", True), ("?q=trein", False), ("?gebied=proefdorp", True), ("?gebied=nergens", False),
        ("?thema=wonen", True), ("?thema=water", False), ("?overheid=drenthe", True), ("?overheid=emmen", False),
        ("?stand=joining", True), ("?stand=reported", False), ("?pagina=zeven", True), ("?stand=%27", False),
    ],
)  # fmt: skip
def test_the_list_can_be_searched_and_narrowed_by_any_words(world: World, query: str, found: bool) -> None:
    with clock.frozen(NOON):
        promised(world, areas=(world.village,), themes=(world.theme,))
        assert ("komt terug" in read(f"/toezeggingen/{query}")) == found


def test_what_is_not_published_yet_is_nowhere(world: World) -> None:
    with clock.frozen(NOON):
        process = make_process(world)
        row = promised(world, title=f"Een {CANARY}", published=False, areas=(world.village,), process=process)
        hidden = promised(world, title=f"Nog een {CANARY}", visibility=Record.Visibility.DESK, areas=(world.village,))
        for address in ("/toezeggingen/", "/toezeggingen/feed.atom", "/toezeggingen/open.csv", "/gebieden/proefdorp/",
                        f"/processen/{process.slug}/", "/agenda/", "/agenda.ics", "/logboek/"):  # fmt: skip
            answer = Client().get(address)
            assert CANARY not in answer.content.decode(), address
        for one in (row, hidden):
            assert Client().get(f"/toezeggingen/{one.record.slug}/").status_code == 404
        assert CANARY in read(f"/toezeggingen/{row.record.slug}/", desk(world))
        own = read("/toezeggingen/", desk(world))
        assert CANARY not in own.replace(f"Nog een {CANARY}", "").replace(hidden.record.slug, "")
        assert all(CANARY not in one.title for one in documents(ANYONE))
        stranger = Client()
        stranger.force_login(make_world("emmen").officer)
        assert stranger.get(f"/toezeggingen/{row.record.slug}/").status_code == 404


def test_it_stands_on_the_pages_of_its_question_and_its_area_in_feed_table_and_calendar(world: World) -> None:
    with clock.frozen(NOON):
        process = make_process(world)
        row = promised(world, areas=(world.village,), process=process)
        for address in (f"/processen/{process.slug}/", "/gebieden/proefdorp/", "/toezeggingen/feed.atom",
                        "/toezeggingen/open.csv", "/agenda.ics", f"/processen/{process.slug}/agenda.ics"):  # fmt: skip
            assert "De bushalte bij de school" in Client().get(address).content.decode().replace("\r\n ", ""), address
        assert f"/toezeggingen/{row.record.slug}/" in read("/logboek/")
        assert [one.title for one in documents(ANYONE) if one.kind == "commitment"] == [row.record.title]


def test_a_cell_that_a_spreadsheet_would_run_is_plain_text(world: World) -> None:
    with clock.frozen(NOON):
        promised(world, receiver="=HYPERLINK(1)")
        assert "'=HYPERLINK(1)" in read("/toezeggingen/open.csv")


FORM = {
    "key": "k1", "title": "Een zebrapad bij de winkel", "receiver": "Dorpsbelang", "due_on": "2026-12-01",
    "said_at": "Bezoek aan Proefdorp", "summary": "", "amount_cents": "12.500", "organ": "", "event": "", "process": "",
}  # fmt: skip


def hidden(client: Client, address: str) -> dict[str, str]:
    """Return what the form of a page carries by itself: its key, and the version that it shows."""
    answer = client.get(address)
    assert answer.status_code == 200
    return {one.html_name: one.value() for one in answer.context["form"].hidden_fields()}


def test_the_desk_makes_a_promise_and_takes_it_to_its_end(world: World) -> None:
    client = desk(world)
    with clock.frozen(NOON):
        assert "Doe een toezegging" in read("/balie/toezeggingen/", client)
        assert client.get("/balie/toezeggingen/nieuw/").status_code == 200
        form = {**FORM, "owner": f"person-{world.contact.pk}", "areas": [str(world.village.pk)]}
        for _twice in range(2):
            done = go_on(client, "/balie/toezeggingen/nieuw/", form, follow=True).content.decode()
        assert "De toezegging staat op de site" in done
        row = Commitment.objects.get()
        base = f"/balie/toezeggingen/{row.record.slug}"
        assert row.amount_cents == 1_250_000
        steps = (
            ("aansluiten", {"note": "De dorpsraad mailde."}),
            ("aanspreken", {"note": "Gebeld."}),
            ("nieuwe-dag", {"due_on": "2026-12-20", "reason": "Verf is op."}),
            ("uitgave", {"cents": "10.000", "on": "2026-09-01", "what": "Verf"}),
            ("afrekenen", {"outcome": "kept", "reason": "Het ligt er.", "evidence": "/toezeggingen/"}),
            ("melden", {"how": "Brief."}),
        )
        for name, said in steps:
            answer = go_on(client, f"{base}/{name}/", {**hidden(client, f"{base}/{name}/"), **said}, follow=True)
            assert answer.status_code == 200, name
        page = answer.content.decode()
        assert "Het geld raakt op: 80 procent is uitgegeven." in page
        assert Record.objects.get().closed_at == NOON
        assert "Aan de balie" not in read(f"/toezeggingen/{row.record.slug}/")
        again = client.post(f"{base}/melden/", {"key": "other", "how": "Nog eens."})
        assert again.status_code == 409
        assert "Nog eens." in again.content.decode()


def test_what_was_typed_stays_and_the_sentence_stands_at_its_field(world: World) -> None:
    client = desk(world)
    with clock.frozen(NOON):
        answer = client.post("/balie/toezeggingen/nieuw/", {**FORM, "owner": "", "due_on": "2026-08-01"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Een zebrapad bij de winkel" in page
        answer = client.post(
            "/balie/toezeggingen/nieuw/", {**FORM, "owner": f"person-{world.contact.pk}", "due_on": "2026-08-01"}
        )
        assert "Deze dag is al voorbij" in answer.content.decode()
        row = promised(world)
        base = f"/balie/toezeggingen/{row.record.slug}/nieuwe-dag/"
        mine, yours = hidden(client, base), hidden(client, base)
        said = {"due_on": "2026-12-20", "reason": "Ik was eerst."}
        assert client.post(base, {**mine, **said}).status_code == 302
        late = client.post(base, {**yours, "due_on": "2026-12-24", "reason": "Ik ook."})
        assert late.status_code == 409
        for words in ("Iemand anders heeft dit net veranderd", "Hier staat nu: 20 december 2026", "Ik ook."):
            assert words in late.content.decode()
        assert row.steps.filter(kind="moved").count() == 1


def test_only_the_desk_of_the_body_acts(world: World) -> None:
    with clock.frozen(NOON):
        row = promised(world)
        other = make_world("emmen")
        stranger, nobody = Client(), Client()
        stranger.force_login(other.officer)
        for client in (stranger, nobody):
            address = f"/balie/toezeggingen/{row.record.slug}/aanspreken/"
            assert client.get(address).status_code == 404
            assert client.post(address, {"how": "Brief."}).status_code == 404
        assert nobody.get("/balie/toezeggingen/").status_code == 302
        assert nobody.get("/balie/toezeggingen/nieuw/").status_code == 404
        assert desk(world).get(f"/balie/toezeggingen/{row.record.slug}/onzin/").status_code == 404
        assert row.steps.count() == 1


def test_klopt_niet_by_code_without_account_or_script(world: World) -> None:
    with clock.frozen(NOON):
        row = promised(world)
        receipt = answered_by_promise(world, row)
        settled(row)
        services.report(row=row, how="Brief.", actor=STAFF, key=None)
        address = f"/toezeggingen/{row.record.slug}/klopt-niet/"
        assert address in read(f"/toezeggingen/{row.record.slug}/")
        client = Client()
        assert client.get(address).status_code == 200
        wrong = client.post(address, {"key": "x", "text": "Er is niets.", "code": "heide brink es 1234 5678"})
        assert wrong.status_code == 422
        assert "Er is niets." in wrong.content.decode()
        said = {"key": "y", "text": f"Er is niets, {CANARY}.", "code": receipt.code}
        done = client.post(address, said, follow=True).content.decode()
        assert "De toezegging staat weer open" in done
        assert CANARY not in done
        assert CANARY in read(f"/toezeggingen/{row.record.slug}/", desk(world))
        assert client.post(address, {**said, "key": "z"}).status_code == 409


def test_a_list_of_many_takes_as_many_queries_as_a_short_one(world: World, django_assert_max_num_queries) -> None:
    with clock.frozen(NOON):
        for number in range(12):
            row = promised(world, title=f"Toezegging {number}", areas=(world.village,), amount_cents=100)
            Spending.objects.create(
                tenant=world.body, created_at=NOON, commitment=row, on=date(2026, 9, 1), cents=90, what="Verf"
            )
        with django_assert_max_num_queries(12):
            read("/toezeggingen/")
        with django_assert_max_num_queries(14):
            read(f"/toezeggingen/{row.record.slug}/")


def test_records_are_tied_to_each_other_and_both_pages_say_so(world: World) -> None:
    with clock.frozen(NOON):
        one, other = promised(world), promised(world, title="Een nieuwe paal")
        tied = {"reason": "Zonder paal geen halte.", "actor": STAFF}
        first = link(one=one.record, other=other.record, key="k", **tied)
        again = link(one=one.record, other=other.record, key="k", **tied)
        assert [again, link(one=other.record, other=one.record, key=None, **tied)] == [first, first]
        for here, there in ((one, other), (other, one)):
            page = read(f"/toezeggingen/{here.record.slug}/")
            assert there.record.title in page
            assert page.count("Zonder paal geen halte.") == 1


def test_words_with_markup_are_shown_as_typed_wherever_a_promise_stands(world: World) -> None:
    with clock.frozen(NOON):
        payload = "</textarea><script>alert(1)</script>"
        row = promised(world, title=payload, summary=payload, receiver=payload, areas=(world.village,))
        client = desk(world)
        for address in ("/toezeggingen/", f"/toezeggingen/{row.record.slug}/", "/gebieden/proefdorp/",
                        "/balie/toezeggingen/", f"/balie/toezeggingen/{row.record.slug}/aanspreken/", "/logboek/",
                        "/toezeggingen/feed.atom"):  # fmt: skip
            page = client.get(address).content.decode()
            assert "<script>alert" not in page, address
            assert "alert(1)" in page, address
