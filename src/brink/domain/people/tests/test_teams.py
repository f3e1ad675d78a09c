"""Teams at the desk: named, changed, and shown with what they answer for."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.builders import World, make_account, make_world

from brink.domain.journal.services import Actor
from brink.domain.people.models import Team
from brink.domain.people.services import add_person, add_team
from brink.foundation import clock
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
STAFF = Actor(role="clerk")
NOON = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    with clock.frozen(NOON):
        return make_world()


def at_the_desk(world: World, role: Role) -> Client:
    client = Client()
    client.force_login(make_account(world.body, world.office, role, f"Iemand {role}")[0])
    return client


def hidden(client: Client, address: str) -> dict[str, str]:
    form = client.get(address).context["form"]
    return {one.html_name: one.value() for one in form.hidden_fields()}


def test_a_clerk_names_a_team_and_changes_who_is_in_it(world: World) -> None:
    with clock.frozen(NOON):
        client = at_the_desk(world, Role.CLERK)
        other = add_person(body=world.body, name="Bea (voorbeeld)", actor=STAFF)
        said = {"name": "Team Dorpen", "members": [str(world.contact.pk)], "key": "k1"}
        for _twice in range(2):
            page = client.post("/balie/teams/", said, follow=True).content.decode()
        team = Team.objects.get()
        assert "Team Dorpen staat erbij." in page
        address = f"/balie/teams/{team.pk}/"
        change = {**hidden(client, address), "name": "Team Streek", "members": [str(other.pk)]}
        page = client.post(address, change, follow=True).content.decode()
        assert "Opgeslagen." in page
        team.refresh_from_db()
        assert (team.name, team.slug, [one.person for one in team.members.all()]) == (
            "Team Streek",
            "team-streek",
            [other],
        )
        assert "Team Streek" in client.get("/balie/teams/").content.decode()
        assert "Naam of leden van een team veranderd" in Client().get("/logboek/").content.decode()


def test_two_people_who_change_a_team_at_once_are_told_so(world: World) -> None:
    with clock.frozen(NOON):
        client = at_the_desk(world, Role.CLERK)
        team = add_team(tenant=world.body, name="Team Wegen", members=[world.contact], actor=STAFF, key=None)
        address = f"/balie/teams/{team.pk}/"
        mine, yours = hidden(client, address), hidden(client, address)
        assert client.post(address, {**mine, "name": "Team Wegen en Water"}).status_code == 302
        late = client.post(address, {**yours, "name": "Team Wegen en Fiets"})
        assert late.status_code == 409
        assert "Team Wegen en Fiets" in late.content.decode()


@pytest.mark.parametrize(("name", "sentence"), [("", "verplicht"), ("Team Wegen", "Dit team is er al."), ("  ", "")])
def test_a_name_is_needed_and_is_its_own(world: World, name: str, sentence: str) -> None:
    with clock.frozen(NOON):
        client = at_the_desk(world, Role.CLERK)
        add_team(tenant=world.body, name="Team Wegen", members=[], actor=STAFF, key=None)
        back = client.post("/balie/teams/", {"name": name, "members": [str(world.contact.pk)], "key": "k1"})
        assert back.status_code == 422
        assert sentence in back.content.decode()
        assert Team.objects.count() == 1


def test_an_officer_reads_who_is_in_a_team_and_changes_nothing(world: World) -> None:
    with clock.frozen(NOON):
        team = add_team(tenant=world.body, name="Team Wegen", members=[world.contact], actor=STAFF, key=None)
        client = at_the_desk(world, Role.OFFICER)
        page = client.get(f"/balie/teams/{team.pk}/").content.decode()
        assert world.contact.name in page
        assert "Verander het team" not in page
        refused = client.post(f"/balie/teams/{team.pk}/", {"name": "Team Mij", "key": "k1"})
        assert refused.status_code == 403
        assert "Dit mag u niet" in refused.content.decode()
        assert Team.objects.get().name == "Team Wegen"


def test_a_team_of_another_body_is_not_there(world: World) -> None:
    with clock.frozen(NOON):
        other = make_world("emmen")
        team = add_team(tenant=other.body, name="Team Emmen", members=[], actor=STAFF, key=None)
        client = at_the_desk(world, Role.CLERK)
        assert client.get(f"/balie/teams/{team.pk}/").status_code == 404
        assert "Team Emmen" not in client.get("/balie/teams/").content.decode()
