"""Who with a seat is expected in which phase of a question, whether they came, and which themes they chose."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.builders import World, make_account, make_process, make_world

from brink.domain.decisions import services
from brink.domain.decisions.models import ChosenTheme, Decision, Involvement
from brink.domain.decisions.tests.test_publishing import STAFF, complete, fracties, make_draft
from brink.domain.journal.services import Actor
from brink.domain.people.models import CouncilGroup, Person
from brink.domain.processes.models import Process, Theme
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
KEY = {"key": "sleutel-van-zestien-en-meer"}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def jan(world: World) -> Person:
    return make_account(world.body, world.executive, Role.EXECUTIVE, "Jan")[1]


def logged_in(account: object) -> Client:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client


def plan(process: Process, jan: Person, days: int = 3, **more: object) -> Involvement:
    asked = {
        "process": process, "phase": process.phase, "person": jan, "on": clock.today() + timedelta(days=days),
        "what": "Dorpstafel in Sleen", "actor": STAFF, **more,
    }  # fmt: skip
    return services.plan_involvement(**asked)  # type: ignore[arg-type]


def test_who_is_expected_reads_it_on_the_own_page_and_the_desk_sees_the_gap(world: World, jan: Person) -> None:
    process = make_process(world)
    desk, mine = logged_in(world.officer), logged_in(jan.account)
    address = f"/balie/processen/{process.slug}/bestuurders/"
    assert "In deze fase wordt nog niemand verwacht." in desk.get(address).content.decode()
    assert address in desk.get(f"/balie/processen/{process.slug}/").content.decode()
    assert "Hier wordt u verwacht" not in mine.get("/mijn/").content.decode()
    day = clock.today() + timedelta(days=3)
    typed = {"phase": process.phase.pk, "person": jan.pk, "on": day.isoformat(), "what": "Dorpstafel in Sleen", **KEY}
    assert desk.post(address, typed).status_code == 302
    page = mine.get("/mijn/").content.decode()
    assert "Hier wordt u verwacht" in page
    assert "Dorpstafel in Sleen" in page
    # What is only planned is between them and the desk; a stranger reads who was there.
    other = logged_in(make_account(world.body, world.executive, Role.EXECUTIVE, "Lies")[0])
    assert "Dorpstafel in Sleen" not in other.get("/mijn/").content.decode()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"what": "  "}, "Schrijf op wat er die dag is"),
        ({"days": -4_000}, "heeft op die dag geen zetel"),
    ],
)
def test_a_moment_that_cannot_be_is_one_sentence(world: World, jan: Person, more: dict, told: str) -> None:
    process = make_process(world)
    with pytest.raises(BadInput, match=told):
        plan(process, jan, **more)
    plan(process, jan)
    with pytest.raises(BadInput, match="Dit moment staat er al"):
        plan(process, jan)
    assert Involvement.objects.count() == 1


def test_away_has_a_reason_and_everybody_reads_who_was_there(world: World, jan: Person) -> None:
    decision = make_draft(world)
    row = plan(decision.process, jan)
    with pytest.raises(NotNow, match="moet nog komen"):
        services.note_attendance(involvement=row, attendance="present", actor=STAFF)
    Involvement.objects.filter(pk=row.pk).update(on=clock.today())
    with pytest.raises(BadInput, match="waarom deze persoon er niet was"):
        services.note_attendance(involvement=row, attendance="absent", actor=STAFF)
    services.note_attendance(involvement=row, attendance="absent", reason="Ziek.", actor=STAFF)
    with pytest.raises(NotNow, match="blijft het staan"):
        services.drop_involvement(involvement=row, actor=STAFF)
    complete(decision)
    services.publish(decision=Decision.objects.get(pk=decision.pk), actor=STAFF)
    page = Client().get(f"/besluiten/{decision.slug}/").content.decode()
    assert "Dorpstafel in Sleen" in page
    assert "Was er niet bij: Ziek." in page


def choose(client: Client, address: str, theme: Theme) -> int:
    """Tick a theme on the page as it stands; return the status of the answer."""
    version = client.get(address).content.decode().partition('name="version" value="')[2].partition('"')[0]
    key = f"sleutel-{theme.slug}-{address[-20:]}"
    return client.post(address, {"key": key, "themes": [theme.pk], "version": version}).status_code


def test_themes_are_chosen_by_oneself_and_by_who_keeps_the_fractie(world: World, jan: Person) -> None:
    wide, other = Theme.objects.get_or_create(slug="natuur", defaults={"name": "Natuur"})[0], world.theme
    make_process(world, "bus").themes.set([wide])
    later = make_process(world, "bos", closes_at=clock.now() + timedelta(days=90))
    later.themes.set([other])
    mine = logged_in(jan.account)
    page = mine.get("/mijn/onderwerpen/").content.decode()
    assert f"/mijn/themas/{jan.pk}/" in page
    assert choose(mine, f"/mijn/themas/{jan.pk}/", other) == 302
    shown = mine.get("/mijn/onderwerpen/").content.decode().partition('id="standpunten"')[2]
    assert shown.index("Vraag over bos") < shown.index("Vraag over bus")
    assert other.name in Client().get(f"/overheden/{world.body.slug}/mensen/{jan.slug}/").content.decode()
    with pytest.raises(NotAllowed, match="kiest u zelf"):
        services.set_own_themes(person=jan, themes=[wide], actor=Actor(world.officer.pk, "council"))
    fracties(world.council)
    group = CouncilGroup.objects.get(name="A")
    griffie = logged_in(world.clerk)
    assert choose(griffie, f"/balie/organisatie/fracties/{group.pk}/themas/", wide) == 302
    assert ChosenTheme.objects.get(group=group).theme == wide
    assert "Natuur" in Client().get(f"/overheden/{world.body.slug}/fracties/a/").content.decode()
    assert "Natuur" in griffie.get(f"/balie/organisatie/fracties/{group.pk}/").content.decode()
