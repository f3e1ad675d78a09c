"""What the council decided the griffie publishes, what the executive decided its secretary; a working group nothing."""

import pytest
from django.test import Client
from tests.builders import World, make_account, make_process, make_world

from brink.domain.decisions import services
from brink.domain.decisions.models import Decision
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account, Organ
from brink.domain.people.services import add_organ
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.organs import OrganKind
from brink.foundation.visibility import Role

OF_EXECUTIVE = "Voor Gedeputeerde Staten doet alleen de bestuurssecretaris dit."
OF_COUNCIL = "Voor Provinciale Staten doet alleen de griffie dit."


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def secretary(world: World) -> Account:
    return make_account(world.body, world.executive, Role.SECRETARY, "Hiske")[0]


def draft_of(world: World, organ: Organ) -> Decision:
    return services.draft(
        process=make_process(world), organ=organ, title="Een fietspad", on=clock.today(),
        actor=Actor(world.officer.pk, "officer"),
    )  # fmt: skip


def by(account: Account, role: str) -> Actor:
    return Actor(account.pk, role)


def test_the_griffie_does_not_publish_a_decision_of_the_executive(world: World, secretary: Account) -> None:
    draft = draft_of(world, world.executive)
    with pytest.raises(NotAllowed, match=OF_EXECUTIVE):
        services.publish(decision=draft, actor=by(world.clerk, "clerk"))
    assert not Entry.objects.filter(kind="decision.published").exists()
    # The secretary is past that door: what stops now is what the decision lacks.
    with pytest.raises(NotNow):
        services.publish(decision=draft, actor=by(secretary, "secretary"))


def test_the_secretary_does_not_publish_a_decision_of_the_council(world: World, secretary: Account) -> None:
    draft = draft_of(world, world.council)
    with pytest.raises(NotAllowed, match=OF_COUNCIL):
        services.publish(decision=draft, actor=by(secretary, "secretary"))
    with pytest.raises(NotNow):
        services.publish(decision=draft, actor=by(world.clerk, "clerk"))


def test_the_desk_says_it_in_one_sentence_and_names_who_may(
    world: World, secretary: Account, client: Client
) -> None:
    address = f"/balie/besluiten/{draft_of(world, world.executive).slug}/"
    client.force_login(world.clerk)
    shown = client.get(address).content.decode()
    assert "Hiske (voorbeeld)" in shown
    assert f"{address}publiceer/" not in shown
    assert client.get(f"{address}publiceer/").status_code == 404
    refused = client.post(f"{address}publiceer/", {"key": "k" * 20})
    assert OF_EXECUTIVE in refused.content.decode()
    assert refused.status_code == 403


def test_a_working_group_drafts_and_does_not_decide(world: World) -> None:
    made = add_organ(body=world.body, name="Werkgroep Dorpen", role=OrganKind.WORKING_GROUP, actor=Actor(role="admin"))
    with pytest.raises(BadInput, match="De werkgroep Dorpen besluit niet: kies een orgaan dat dat kan"):
        draft_of(world, made)
    assert not Decision.objects.exists()
