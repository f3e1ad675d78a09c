"""A vote is of a fractie that was there that day, within its seats; and a fractie that was against says why."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from tests.builders import World, make_account, make_world

from brink.domain.decisions import queries, services
from brink.domain.decisions.extensions import _export
from brink.domain.decisions.models import Decision, GroupVote
from brink.domain.decisions.services import Vote
from brink.domain.decisions.tests.test_publishing import NOTE, STAFF, complete, fracties, make_draft
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import Account, CouncilGroup, Membership
from brink.domain.people.services import add_group, change_group
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = "Zo komt er een heel dorp bij, en dat heeft niemand gevraagd."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def draft(world: World) -> Decision:
    decision = make_draft(world)
    complete(decision)
    return Decision.objects.get(pk=decision.pk)


def vote(decision: Decision, *votes: Vote) -> None:
    services.set_votes(decision=decision, votes=list(votes), actor=STAFF)


def against(decision: Decision) -> GroupVote:
    return decision.votes.get(group="B")


def sitting_in(world: World, name: str, role: Role = Role.COUNCIL, who: str = "Anne") -> Account:
    account, _person = make_account(world.body, world.council, role, who)
    group = CouncilGroup.objects.get(name=name)
    Membership.objects.filter(person__account=account).update(group=group)
    return account


def test_a_fractie_that_was_not_there_that_day_or_has_fewer_seats_is_refused(world: World) -> None:
    decision = make_draft(world)
    fracties(world.council)
    gone = CouncilGroup.objects.get(name="A")
    change_group(group=gone, name="A", seats=20, starts=gone.starts, ends=decision.on - DAY, actor=SYSTEM)
    add_group(organ=world.council, name="C", seats=20, starts=decision.on + DAY, actor=SYSTEM)
    for name in ("A", "C", "Zomaar"):
        with pytest.raises(BadInput, match=f"Op 16 december 2026 hadden Provinciale Staten geen fractie ‘{name}’"):
            vote(decision, Vote(name, 1, 0))
    with pytest.raises(BadInput, match=r"B had op 16 december 2026 23 zetels\. U telt 24 stemmen"):
        vote(decision, Vote("B", 20, 4))
    assert not decision.votes.exists()
    # Split votes of one fractie are its own business; its name is that of the fractie, however it was typed.
    vote(decision, Vote(" b", 20, 3))
    row = decision.votes.get()
    assert (row.group, row.council_group, row.in_favour, row.against) == (
        "B", CouncilGroup.objects.get(name="B"), 20, 3
    )  # fmt: skip
    with pytest.raises(BadInput, match="één keer in de lijst"):
        vote(decision, Vote("B", 1, 0), Vote("b", 0, 1))


def test_another_day_of_the_decision_holds_it_back_when_the_fracties_were_others(draft: Decision) -> None:
    assert queries.findings(draft) == []
    services.edit(decision=draft, fields={"on": date(2019, 6, 1)}, actor=STAFF)
    found = [one.message for one in queries.findings(Decision.objects.get(pk=draft.pk))]
    assert [one.partition(" Fracties")[0] for one in found] == [
        "Op 1 juni 2019 hadden Provinciale Staten geen fractie ‘A’.",
        "Op 1 juni 2019 hadden Provinciale Staten geen fractie ‘B’.",
    ]
    with pytest.raises(NotNow, match="Op 1 juni 2019"):
        services.publish(decision=Decision.objects.get(pk=draft.pk), actor=STAFF)


def test_where_there_are_no_fracties_votes_have_names(world: World) -> None:
    decision = make_draft(world)
    Decision.objects.filter(pk=decision.pk).update(organ=world.executive)
    vote(Decision.objects.get(pk=decision.pk), Vote("Gedeputeerde Wegen", 1, 0))
    assert decision.votes.get().council_group is None


class Editor:
    """What a migration asks of the editor of a schema, within the transaction of a test."""

    connection = connection

    def execute(self, sql: str) -> None:
        """Do what a migration does to triggers."""
        with connection.cursor() as cursor:
            cursor.execute(sql)


def test_votes_from_before_are_tied_to_the_fractie_of_their_name(draft: Decision) -> None:
    services.publish(decision=draft, actor=STAFF)
    moved = import_module("brink.domain.decisions.migrations.0012_votes_of_groups")
    rows = GroupVote.objects.filter(decision=draft)
    editor = Editor()
    moved._triggers._drop(editor, (*moved.OF_VOTES, *moved.RULES))
    rows.update(council_group=None)
    rows.filter(group="A").update(group="Van vroeger")
    if connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    moved._triggers._draw(editor, moved.OF_VOTES)
    moved.tie(apps, editor)
    assert {one.group: str(one.council_group) for one in rows} == {"Van vroeger": "None", "B": "B"}


def test_a_dissenting_fractie_is_heard_or_asked_seven_days_before(world: World, draft: Decision) -> None:
    row = against(draft)
    services.note_group(decision=draft, vote=row, fields={"argument": "", "minutes": ""}, actor=STAFF)
    assert [one.key for one in queries.findings(Decision.objects.get(pk=draft.pk))] == ["silent_group"]
    services.ask_group(decision=draft, vote=row, actor=STAFF)
    with pytest.raises(NotNow, match="al gevraagd"):
        services.ask_group(decision=draft, vote=row, actor=STAFF)
    with pytest.raises(NotNow, match="Schrijf op waarom ‘B’ tegen was"):
        services.publish(decision=draft, actor=STAFF)
    today = clock.now()
    with clock.frozen(today + 6 * DAY):
        assert queries.silent(Decision.objects.get(pk=draft.pk).votes.all()) == ["B"]
    with clock.frozen(today + 7 * DAY):
        assert queries.findings(Decision.objects.get(pk=draft.pk)) == []
    assert GroupVote.objects.get(pk=row.pk).group_reason.asked_on == clock.today()


def test_a_member_says_it_with_their_own_login_and_nobody_else(world: World, draft: Decision) -> None:
    row = against(draft)
    services.note_group(decision=draft, vote=row, fields={"argument": "", "minutes": ""}, actor=STAFF)
    anne, other = sitting_in(world, "B"), sitting_in(world, "A", who="Bert")
    said: dict[str, Any] = {"decision": draft, "vote": row, "fields": {"argument": WORDS}}
    with pytest.raises(NotNow, match="nog niet aan uw fractie gevraagd"):
        services.speak(**said, actor=Actor(anne.pk, "council"))
    client, stranger = Client(), Client()
    client.force_login(anne)
    stranger.force_login(other)
    # A draft is not for reading: only what is asked of one's own fractie.
    address = f"/mijn/besluiten/{row.pk}/"
    assert client.get(address).status_code == 404
    services.ask_group(decision=draft, vote=row, actor=STAFF)
    assert address in client.get("/mijn/").content.decode()
    assert address not in stranger.get("/mijn/").content.decode()
    assert stranger.get(address).status_code == 404
    assert client.get(f"/besluiten/{draft.slug}/").status_code == 404
    with pytest.raises(NotAllowed, match="Alleen iemand van deze fractie"):
        services.speak(**said, actor=Actor(other.pk, "council"))
    with pytest.raises(BadInput, match="ten hoogste 80 woorden"):
        services.speak(**said | {"fields": {"argument": "nee " * 81}}, actor=Actor(anne.pk, "council"))
    page = client.get(address).content.decode()
    version = page.partition('name="version" value="')[2].partition('"')[0]
    typed = {"argument": WORDS, "proposal": "amendement 3", "key": "sleutel-van-zestien-en-meer", "version": version}
    assert client.post(address, typed)["Location"] == "/mijn/"
    # The griffie adds what came of it, and does not touch the words.
    row = GroupVote.objects.select_related("group_reason").get(pk=row.pk)
    fields = {"argument": "Iets anders.", "minutes": "x", "proposal_state": "rejected"}
    fields["taken_over"] = "Eerst lege panden."
    services.note_group(decision=draft, vote=row, fields=fields, actor=STAFF)
    services.publish(decision=draft, actor=STAFF)
    shown = Client().get(f"/besluiten/{draft.slug}/").content.decode()
    below = shown.partition('id="minderheid"')[2].partition('id="minderheid-raad"')
    assert NOTE["argument"] in below[0]
    told = (WORDS, "Geschreven door de fractie.", "amendement 3, verworpen", "Eerst lege panden.", "14 tegen, 9 voor")
    for one in told:
        assert one in below[2]
    assert "Iets anders." not in shown
    assert client.get(address).status_code == 404


def test_the_griffie_takes_it_from_the_minutes_and_says_where(world: World, draft: Decision) -> None:
    row = against(draft)
    with pytest.raises(BadInput, match="Noem waar dit in het verslag staat"):
        services.note_group(decision=draft, vote=row, fields={"argument": WORDS}, actor=STAFF)
    wrong = {"argument": WORDS, "minutes": "p. 4", "proposal_state": "zomaar"}
    with pytest.raises(BadInput, match="Kies wat er met het voorstel gebeurde"):
        services.note_group(decision=draft, vote=row, fields=wrong, actor=STAFF)
    with pytest.raises(NotNow, match="was niet tegen"):
        services.note_group(decision=draft, vote=draft.votes.get(group="A"), fields={}, actor=STAFF)
    hiske = make_account(world.body, world.executive, Role.SECRETARY, "Hiske")[0]
    for actor in (Actor(world.officer.pk, "officer"), Actor(hiske.pk, "secretary")):
        with pytest.raises(NotAllowed, match="Voor Provinciale Staten doet alleen de griffie dit"):
            services.note_group(decision=draft, vote=row, fields={"argument": WORDS, "minutes": "p. 4"}, actor=actor)
    with pytest.raises(BadInput, match="Bij B staat al waarom zij tegen was"):
        vote(draft, Vote("A", 20, 0), Vote("B", 23, 0, row.pk))
    clerk = Client()
    clerk.force_login(world.clerk)
    desk = clerk.get(f"/balie/besluiten/{draft.slug}/").content.decode()
    assert f"/balie/besluiten/{draft.slug}/fracties/{row.pk}/" in desk
    page = clerk.get(f"/balie/besluiten/{draft.slug}/fracties/{row.pk}/").content.decode()
    assert "Zo komt er een heel dorp bij." in page


def test_votes_and_arguments_are_in_the_export(draft: Decision) -> None:
    services.publish(decision=draft, actor=STAFF)
    (told,) = _export(draft.process)["decisions"]
    assert told["minority"]["argument"] == NOTE["argument"]
    assert [(one["group"], one["in_favour"], one["against"]) for one in told["votes"]] == [("A", 20, 0), ("B", 9, 14)]
    assert told["votes"][1]["argument"] == "Zo komt er een heel dorp bij."
    assert told["votes"][1]["minutes"] == "Verslag, pagina 4"
