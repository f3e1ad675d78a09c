"""Class: a list of members of an organ of a kind that nobody thought of. Drawn from the kinds of organs."""

import pytest
from tests.builders import make_world

from brink.domain.journal.services import SYSTEM
from brink.domain.people.member_lists import read_members
from brink.domain.people.models import Membership, Person
from brink.domain.people.services import add_organ, bring_members
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.organs import DECIDING, SEATED, OrganKind
from brink.foundation.visibility import ELECTED, Role

ROLES = {
    "council": Role.COUNCIL,
    "executive": Role.EXECUTIVE,
    "committee": Role.COMMITTEE,
    "presidium": Role.COUNCIL,
    "working_group": Role.COMMITTEE,
}
LIST = "naam;fractie;vanaf\nAnne Aa;Dorpsbelang;1-1-2026\nBert Bee;;1-1-2026"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", SEATED)
def test_a_list_is_brought_into_every_organ_in_which_people_sit(kind: OrganKind) -> None:
    organ = add_organ(body=make_world().body, name=f"Het {kind}", role=kind, actor=SYSTEM)
    assert bring_members(organ=organ, rows=read_members(LIST, clock.today()), actor=SYSTEM) == 2
    rows = Membership.objects.filter(organ=organ).order_by("person__name")
    assert [(one.person.name, one.role, one.group.name if one.group else "") for one in rows] == [
        ("Anne Aa", ROLES[kind], "Dorpsbelang"), ("Bert Bee", ROLES[kind], ""),
    ]  # fmt: skip
    assert ROLES[kind] in ELECTED


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(set(OrganKind) - set(SEATED)))
def test_a_list_for_people_who_work_there_is_refused_with_nothing_written(kind: OrganKind) -> None:
    body = make_world().body
    organ, before = add_organ(body=body, name=f"Het {kind}", role=kind, actor=SYSTEM), Person.objects.count()
    with pytest.raises(BadInput, match="Hierin zitten geen leden"):
        bring_members(organ=organ, rows=read_members(LIST, clock.today()), actor=SYSTEM)
    assert Person.objects.count() == before
    assert set(DECIDING) < set(SEATED)
