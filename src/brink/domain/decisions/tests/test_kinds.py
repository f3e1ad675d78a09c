"""Which kind of decision may be left to whom: said once per body, and read with each decision."""

from typing import Any

import pytest
from django.test import Client
from tests.builders import World, make_account, make_world

from brink.domain.decisions import queries, services
from brink.domain.decisions.models import Decision, DecisionKind
from brink.domain.decisions.tests.test_publishing import STAFF, complete, make_draft
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
KIND: dict[str, Any] = {"name": "Een verordening", "level": "council", "ground": "artikel 105 Provinciewet"}


@pytest.fixture
def world() -> World:
    return make_world()


def test_everybody_reads_with_a_decision_who_may_take_it(world: World) -> None:
    admin = Client()
    admin.force_login(make_account(world.body, world.office, Role.ADMIN, "Berend")[0])
    typed = {**KIND, "key": "sleutel-van-zestien-en-meer"}
    assert admin.post("/balie/organisatie/mandaat/", typed).status_code == 302
    assert "Een verordening" in admin.get("/balie/organisatie/mandaat/").content.decode()
    assert "/balie/organisatie/mandaat/" in admin.get("/balie/organisatie/").content.decode()
    kind, decision = DecisionKind.objects.get(), make_draft(world)
    complete(decision)
    services.edit(decision=decision, fields={"kind": kind}, actor=STAFF)
    services.publish(decision=Decision.objects.get(pk=decision.pk), actor=STAFF)
    page = Client().get(f"/besluiten/{decision.slug}/").content.decode()
    assert "Een verordening: de raad of Staten zelf. artikel 105 Provinciewet." in page
    with pytest.raises(NotNow, match="Een openbaar besluit verwijst hiernaar"):
        services.change_kind(kind=kind, actor=STAFF, **{**KIND, "level": "team"})
    with pytest.raises(NotNow, match="Een besluit verwijst hiernaar"):
        services.remove_kind(kind=kind, actor=STAFF)


def test_a_kind_that_another_takes_is_advised_against(world: World) -> None:
    kind = services.add_kind(body=world.body, actor=STAFF, **{**KIND, "level": "officer"})
    decision = make_draft(world)
    services.edit(decision=decision, fields={"kind": kind}, actor=STAFF)
    found = [one.message for one in queries.findings(Decision.objects.get(pk=decision.pk)) if one.key == "left_to"]
    assert found == ["Dit soort besluit is aan een directeur of ambtenaar. Klopt het orgaan?"]
    other = services.add_kind(body=make_world("emmen").body, actor=STAFF, **KIND)
    with pytest.raises(BadInput, match="van uw eigen organisatie"):
        services.edit(decision=decision, fields={"kind": other}, actor=STAFF)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"name": "een VERORDENING"}, "staat er al"),
        ({"name": " "}, "Vul een naam in"),
        ({"level": "zomaar"}, "Kies wie dit mag besluiten"),
        ({"ground": ""}, "in welke wet of regel"),
    ],
)  # fmt: skip
def test_a_kind_that_cannot_be_is_one_sentence(world: World, more: dict, told: str) -> None:
    services.add_kind(body=world.body, actor=STAFF, **KIND)
    with pytest.raises(BadInput, match=told):
        services.add_kind(body=world.body, actor=STAFF, **{**KIND, "name": "Een subsidie", **more})
