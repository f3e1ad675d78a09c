"""The frame: set before release, only wider after it, never more than there is in it; and the council that waits."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import make_process, make_round, make_world
from tests.contract.filled_round import OFFICER

from brink.domain.framework.levels import Level
from brink.domain.people.models import Membership
from brink.domain.processes.instrument import registry
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import Role
from brink.instruments.dialogue_groups.forms import SetupForm
from brink.instruments.dialogue_groups.models import CouncilFrame, FrameLine, Intervention, LineCheck
from brink.instruments.dialogue_groups.queries import council_waits
from brink.instruments.dialogue_groups.services.adopting import NamedAnswer, name_each
from brink.instruments.dialogue_groups.services.council_frame import RaiseFacts, note_intervention, raise_line
from brink.instruments.dialogue_groups.services.members import Invited, invite
from brink.instruments.dialogue_groups.services.proposals import propose
from brink.instruments.dialogue_groups.tests.conftest import CLERK, SETTINGS, Village

TYPED = {
    "adopted_on": "2026-01-05", "reference": "besluit 12",
    "lines": "bedrag: jeugd en sport; 120.000; eenmalig\nbedrag: groen; 90.000; elk jaar\ngrens: op eigen grond",
    "groups": "Jeugd; Waar kunnen zij heen?\nGroen",
}  # fmt: skip


def facts(cents: int, **more: Any) -> RaiseFacts:
    given = {"adopted_on": clock.today(), "reference": "besluit 40", "reason": "Er kwam subsidie.", **more}
    return RaiseFacts(cents, **given)


def test_the_setup_reads_a_frame_line_by_line_and_writes_it_back() -> None:
    form = SetupForm(TYPED)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["lines"] == [
        {"kind": "money", "title": "jeugd en sport", "cents": 12_000_000, "yearly": False},
        {"kind": "money", "title": "groen", "cents": 9_000_000, "yearly": True},
        {"kind": "bound", "title": "op eigen grond", "cents": 0, "yearly": False},
    ]
    again = SetupForm(initial=form.cleaned_data)
    assert again["lines"].value() == TYPED["lines"]
    assert again["groups"].value() == TYPED["groups"]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("jeugd en sport; 120.000", "Regel 1: begin met ‘bedrag:’"),
        ("bedrag: jeugd; veel", "schrijf het zoals"),
        ("bedrag: jeugd; 120.000; soms", "schrijf het zoals"),
        ("grens: hier\nbedrag: ; 12", "Regel 2: schrijf op wat het kader zegt"),
        ("bedrag: jeugd; -5", "schrijf het zoals"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(lines: str, sentence: str) -> None:
    form = SetupForm({**TYPED, "lines": lines})
    assert not form.is_valid()
    assert sentence in str(form.errors["lines"])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"adopted_on": ""}, "met welk besluit de raad het kader vaststelde"),
        ({"adopted_on": "2999-01-01"}, "vóór de eerste dag"),
        ({"lines": [SETTINGS["lines"][2]]}, "ten minste één bedrag"),
        ({"groups": []}, "ten minste één groep"),
    ],
)
def test_without_a_frame_beforehand_the_round_is_not_ready(db: None, changes: dict[str, Any], sentence: str) -> None:
    world = make_world()
    round = make_round(make_process(world), "dialogue_groups", opened=False, settings={**SETTINGS, **changes})
    found = registry["dialogue_groups"].readiness(round, round.process.rooms.first())
    assert any(sentence in str(one.message) for one in found)


def test_a_lower_level_than_deciding_along_gets_advice(village: Village) -> None:
    room = village.round.process.rooms.get()
    assert [one.key for one in registry["dialogue_groups"].readiness(village.round, room)] == ["groups.level"]
    room.level = Level.CODECIDE
    assert registry["dialogue_groups"].readiness(village.round, room) == ()


def test_s16_the_frame_is_never_lower_after_the_groups_began(village: Village) -> None:
    village.check(village.propose(euros=62_000))
    with pytest.raises(BadInput, match=r"Er is € 62\.000 toegezegd van € 100\.000"):
        raise_line(line=village.line(1), facts=facts(9_000_000), actor=CLERK, key=None)
    assert village.line(1).ceiling_cents == 10_000_000
    raise_line(line=village.line(1), facts=facts(12_000_000), actor=CLERK, key=None)
    assert village.line(1).free_cents == 5_800_000
    page = Client().get(village.url()).content.decode()
    assert "van € 100.000 naar € 120.000" in page
    assert "Er kwam subsidie." in page


@pytest.mark.parametrize(
    ("cents", "more", "line", "sentence"),
    [
        (10_000_000, {}, 1, "hoger is dan"),
        (12_000_000, {"reference": ""}, 1, "waar het besluit staat"),
        (12_000_000, {"reason": " "}, 1, "waarom het kader ruimer wordt"),
        (12_000_000, {}, 3, "Bij deze lijn hoort geen bedrag"),
    ],
)
def test_a_raise_says_by_which_decision_and_why(
    village: Village, cents: int, more: dict[str, Any], line: int, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        raise_line(line=village.line(line), facts=facts(cents, **more), actor=CLERK, key=None)


@pytest.mark.both_databases
def test_the_database_keeps_the_frame_and_the_checks(village: Village) -> None:
    village.check(village.propose())
    tries = (
        lambda: FrameLine.objects.filter(number=1).update(ceiling_cents=1),
        lambda: FrameLine.objects.filter(number=3).update(title="Overal"),
        lambda: FrameLine.objects.filter(number=1).update(committed_cents=10_000_001),
        lambda: CouncilFrame.objects.update(reference="ander besluit"),
        lambda: LineCheck.objects.filter(line__number=3).update(fits=False),
    )
    for attempt in tries:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_s17_the_council_waits_till_it_named_every_proposal(village: Village) -> None:
    assert council_waits(village.round)
    proposal = village.check(village.propose())
    with pytest.raises(NotNow, match="De raad en het bestuur wachten"):
        propose(member=village.members[0], facts=village.facts(), key=None, seat=True)
    village.close()
    assert council_waits(village.round)
    decision = village.draft()
    answers = (NamedAnswer(proposal.number, "adopted"),)
    name_each(decision=decision, round=village.round, answers=answers, actor=CLERK, key=None)
    assert council_waits(village.round)
    village.publish(decision)
    assert not council_waits(village.round)


def test_s17_somebody_with_a_seat_cannot_react_and_keeps_their_words(village: Village) -> None:
    seat = Membership.objects.create(
        tenant=village.world.body, created_at=clock.now(), person=village.world.contact, organ=village.world.council,
        role=Role.COUNCIL, starts=clock.today(),
    )  # fmt: skip
    client = Client()
    client.force_login(seat.person.account)
    sent = {"key": "sleutel-van-zestien-en-meer", "text": "Doe dit zo.", "publicity": "pseudonym", "seen": "gezien"}
    page = client.post(village.url("reactie/"), sent)
    assert page.status_code in (409, 422)
    assert "De raad en het bestuur wachten met meepraten" in page.content.decode()
    assert "Doe dit zo." in page.content.decode()
    assert village.round.contributions.count() == 0
    assert seat.person.account is not None
    who = Invited("resident", "Aziz", email=seat.person.account.email)
    with pytest.raises(BadInput, match="Nodig iemand anders uit"):
        invite(group=village.members[0].group, who=who, actor=OFFICER, key=None)


def test_s17_who_spoke_all_the_same_stands_on_the_page_with_the_reason(village: Village) -> None:
    seat = Membership.objects.create(
        tenant=village.world.body, created_at=clock.now(), person=village.world.contact, organ=village.world.council,
        role=Role.COUNCIL, starts=clock.today(),
    )  # fmt: skip
    given = {"on": clock.today(), "said": "Legde uit wat mag.", "reason": "De groep vroeg erom.", "actor": CLERK}
    note_intervention(round=village.round, person=seat.person, key=None, **given)
    page = Client().get(village.url()).content.decode()
    assert seat.person.name in page
    assert "De groep vroeg erom." in page
    with pytest.raises(BadInput, match="Schrijf op waarom"):
        note_intervention(round=village.round, person=seat.person, key=None, **{**given, "reason": ""})
    assert Intervention.objects.count() == 1
    seat.delete()
    with pytest.raises(BadInput, match="Kies iemand uit de raad of het bestuur"):
        note_intervention(round=village.round, person=village.world.contact, key=None, **given)
