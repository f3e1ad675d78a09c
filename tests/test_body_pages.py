"""The pages about one's own body: create, edit and end; who may; few queries; bad input is one sentence."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brink.domain.people.models import Account, Body, CouncilGroup, Membership, Organ, Person
from brink.domain.places.models import Area
from brink.domain.processes.models import Theme
from brink.foundation import clock
from brink.foundation.visibility import Role
from tests.builders import World, make_account, make_area, make_world

pytestmark = pytest.mark.django_db
BASE = "/balie/organisatie/"
PAGES = ("", "gegevens/", "organen/", "leden/", "gebieden/", "overheden/", "themas/")
MOST_QUERIES = 15
DAY = clock.today


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def admin(world: World) -> Client:
    client = Client()
    client.force_login(make_account(world.body, world.office, Role.ADMIN, "Bea")[0])
    return client


def send(client: Client, path: str, **data: Any) -> Any:
    """Send a form with the key and the version of its page."""
    page = client.get(BASE + path).content.decode()
    version = re.search(r'name="version" value="([^"]+)"', page)
    hidden = {"version": version[1]} if version else {}
    return client.post(BASE + path, {"key": f"sleutel-{path}-{len(data)}-{data}"[:60], **hidden, **data})


def said(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_few_queries_and_is_for_administrators(world: World, admin: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert admin.get(BASE + path).status_code == 200
    assert len(asked) <= MOST_QUERIES, [one["sql"][:90] for one in asked]
    officer = Client()
    officer.force_login(world.officer)
    assert officer.get(BASE + path).status_code == 404


def test_what_stands_about_a_body_is_edited_and_read_by_everybody(world: World, admin: Client) -> None:
    facts = {
        "name": "Provincie Proef", "kind": "province", "about": "Over de bus.", "email": "a@proef.example",
        "phone": "0592 00 00 00", "hours": "elke ochtend", "address": "Brink 1", "theme": "drenthe", "reply_days": 21,
    }  # fmt: skip
    assert send(admin, "gegevens/", **facts).status_code == 302
    body = Body.objects.get(pk=world.body.pk)
    assert (body.name, body.hours, body.reply_days) == ("Provincie Proef", "elke ochtend", 21)
    assert body.slug == world.body.slug
    help_page = said(Client().get("/hulp/"))
    assert all(one in help_page for one in ("elke ochtend", "Brink 1"))
    make_world("emmen", "municipality")
    taken = send(admin, "gegevens/", **{**facts, "name": Body.objects.get(slug="emmen").name})
    assert (taken.status_code, "Deze organisatie staat er al." in said(taken)) == (422, True)


def test_an_organ_is_added_changed_and_removed_unless_somebody_sits_in_it(world: World, admin: Client) -> None:
    assert send(admin, "organen/", name="Werkgroep Dorpen", role="council", seats="7").status_code == 302
    organ = Organ.objects.get(name="Werkgroep Dorpen")
    assert "Dit orgaan staat er al." in said(send(admin, "organen/", name="werkgroep dorpen", role="council"))
    assert send(admin, f"organen/{organ.pk}/", name="Werkgroep", seats="9").status_code == 302
    organ.refresh_from_db()
    assert (organ.name, organ.seats) == ("Werkgroep", 9)
    held = admin.post(f"{BASE}organen/{world.office.pk}/weg/", {"key": "weg-een-zestien-tekens"}, follow=True)
    assert "Aan dit orgaan hangen al leden of besluiten." in said(held)
    assert admin.post(f"{BASE}organen/{organ.pk}/weg/", {"key": "weg-twee-zestien-tekens"}).status_code == 302
    assert not Organ.objects.filter(pk=organ.pk).exists()


@pytest.fixture
def council(world: World) -> Organ:
    return Organ.objects.filter(tenant=world.body, role="council")[0]


def test_members_come_one_by_one_or_as_a_list_and_move_and_stop(world: World, admin: Client, council: Organ) -> None:
    made = {"organ": council.pk, "seats": "", "starts": "2025-01-01", "ends": ""}
    for name in ("Dorpen", "Stad"):
        assert send(admin, "fracties/", **made, name=name, key=f"een-sleutel-voor-{name}").status_code == 302
    dorpen, stad = CouncilGroup.objects.filter(organ=council).order_by("name")
    first = {"do": "member", "name": "Cor Derde", "organ": council.pk, "group": dorpen.pk, "starts": "2026-01-01"}
    assert send(admin, "leden/", **first).status_code == 302
    rows = "naam;fractie;vanaf;tot en met\nDina Vierde;Stad;1-2-2026;\nEvert Vijfde;Dorpen;2026-02-01;31-3-2027\n"
    assert send(admin, "leden/", do="members", organ=council.pk, rows=rows).status_code == 302
    seats = Membership.objects.filter(organ=council, group__isnull=False)
    assert seats.count() == 3
    seat = seats.get(person__name="Cor Derde")
    assert send(admin, f"leden/{seat.pk}/", do="move", group=stad.pk, starts="2026-06-01").status_code == 302
    periods = seats.filter(person__name="Cor Derde").order_by("starts")
    assert [(str(one.group), str(one.starts), str(one.ends)) for one in periods] == [
        ("Dorpen", "2026-01-01", "2026-05-31"), ("Stad", "2026-06-01", "None")
    ]  # fmt: skip
    assert send(admin, f"leden/{periods[1].pk}/", do="end", last_day="2026-12-31").status_code == 302
    assert str(periods.get(group=stad).ends) == "2026-12-31"


def test_popolo_is_read_as_well(world: World, admin: Client, council: Organ) -> None:
    text = (
        '{"persons": [{"id": "p1", "name": "Fien Zesde"}], "organizations": [{"id": "o1", "name": "Water"}],'
        ' "memberships": [{"person_id": "p1", "organization_id": "o1", "start_date": "2026-01-01"}]}'
    )
    assert send(admin, "leden/", do="members", organ=council.pk, rows=text).status_code == 302
    assert Membership.objects.get(person__name="Fien Zesde").group == CouncilGroup.objects.get(name="Water")


@pytest.mark.parametrize(("rows", "told"), [
    ("naam;fractie\nGijs;A\nGijs;B", "Gijs: Deze persoon zit op deze dagen al in de fractie A."),
    ("naam;fractie\nGijs;A\nGijs;A", "Gijs: Deze persoon heeft die rol al op deze dagen."),
    ("fractie\nA", "Begin met: naam;fractie;vanaf;tot en met"),
    ("naam;vanaf\nGijs;32-1-2026", "Regel 2: ‘32-1-2026’ is geen dag."),
    ("naam;vanaf;tot\nGijs;2-1-2026;1-1-2026", "Regel 2: de laatste dag ligt voor de eerste."),
    ("naam;fractie\n;A", "Regel 2: de naam ontbreekt."),
    ('{"persons": 3}', "Dit is geen Popolo."),
    ("naam;fractie", "Er staan geen leden in."),
])  # fmt: skip
def test_a_list_with_a_mistake_leaves_nothing(
    world: World, admin: Client, council: Organ, rows: str, told: str
) -> None:
    before = Person.objects.count(), Membership.objects.count()
    page = send(admin, "leden/", do="members", organ=council.pk, rows=rows)
    assert (page.status_code, told in said(page)) == (422, True), said(page)
    assert (Person.objects.count(), Membership.objects.count()) == before


def test_a_village_lies_in_a_municipality(world: World, admin: Client) -> None:
    page = send(admin, "gebieden/", name="Nergenshuizen", kind="village")
    assert (page.status_code, "ligt in een gemeente. Kies die gemeente." in said(page)) == (422, True)
    wrong = send(admin, "gebieden/", name="Nergenshuizen", kind="village", parent=str(world.province.pk))
    assert "Een dorp ligt in een gemeente" in said(wrong)
    town = make_area("Proefstad", "municipality", world.province)
    assert send(admin, "gebieden/", name="Nieuwdorp", kind="village", parent=str(town.pk)).status_code == 302
    village = Area.objects.get(name="Nieuwdorp")
    assert send(admin, f"gebieden/{village.slug}/", name="Nieuw Dorp").status_code == 302
    held = admin.post(f"{BASE}gebieden/{town.slug}/weg/", {"key": "weg-drie-zestien-tekens"}, follow=True)
    assert "Aan dit gebied hangt al iets" in said(held)
    admin.post(f"{BASE}gebieden/{village.slug}/weg/", {"key": "weg-vier-zestien-tekens"})
    assert not Area.objects.filter(pk=village.pk).exists()


def test_a_theme_goes_only_when_nothing_is_about_it(world: World, admin: Client) -> None:
    assert send(admin, "themas/", name="Dorpsscholen", who="De gemeente.").status_code == 302
    assert "Dit thema staat er al." in said(send(admin, "themas/", name="dorpsscholen", who=""))
    assert send(admin, "themas/dorpsscholen/", name="Scholen", who="").status_code == 302
    used = Theme.objects.create(slug="wonen-proef", name="Wonen proef")
    from tests.builders import make_process

    make_process(world, "een-vraag").themes.add(used)
    held = admin.post(f"{BASE}themas/wonen-proef/weg/", {"key": "weg-vijf-zestien-tekens"}, follow=True)
    assert "Er gaat al een vraag over dit thema." in said(held)
    admin.post(f"{BASE}themas/dorpsscholen/weg/", {"key": "weg-zes-zestien-tekens"})
    assert list(Theme.objects.filter(slug__in=("dorpsscholen", "wonen-proef"))) == [used]


def test_another_government_is_filled_in_until_it_has_a_desk(world: World, admin: Client) -> None:
    facts = {"name": "Gemeente Buur", "kind": "municipality", "theme": "gemeente", "reply_days": 28}
    assert send(admin, "overheden/", **facts).status_code == 302
    assert "Deze organisatie staat er al." in said(send(admin, "overheden/", **facts, about="x"))
    buur = Body.objects.get(name="Gemeente Buur")
    assert send(admin, f"overheden/{buur.slug}/", **facts, phone="0591 00 00 00").status_code == 302
    buur.refresh_from_db()
    assert buur.phone == "0591 00 00 00"
    other = make_world("emmen", "municipality")
    assert admin.get(f"{BASE}overheden/{other.body.slug}/").status_code == 404


def test_whoever_is_added_with_a_login_is_invited_and_a_silent_server_undoes_nothing(
    world: World, admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = admin.post("/balie/mensen/", {"do": "person", "name": "Gea", "login": "gea@x.example", "key": "k" * 20})
    assert added.status_code == 302
    link = re.search(r"/account/welkom/\S+", str(mail.outbox[-1].body))
    assert link is not None

    def silent(*_mail: object) -> int:
        raise TimeoutError("timed out")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", silent)
    page = admin.post(
        "/balie/mensen/", {"do": "person", "name": "Hans", "login": "h@x.example", "key": "h" * 20}, follow=True
    )
    assert "Hans staat erbij. De uitnodiging ging niet weg" in said(page)
    assert Account.objects.filter(email="h@x.example").count() == 1
    guest = Client()
    assert guest.post(link[0])["Location"] == "/balie/"
    assert "Gea, gea@x.example" not in said(admin.get("/balie/mensen/"))
