"""Who represents me, who is my contact: exactly one per area on any day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.builders import make_account

from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM
from brink.domain.people.models import AreaContact, Body, Membership, Organ, Person
from brink.domain.people.queries import (
    contact_for,
    contact_gaps,
    contacts_for,
    current,
    desk_items,
    represents,
    viewer_for,
)
from brink.domain.people.services import (
    add_member,
    add_organ,
    add_person,
    assign_contact,
    end_contact,
    end_membership,
    found_body,
    hand_over_contact,
    set_contact,
)
from brink.domain.places.models import Area
from brink.domain.places.queries import by_postcode
from brink.domain.places.services import load_facts
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.organs import OrganKind
from brink.foundation.visibility import Role

DAY = date(2026, 1, 1)
ASK = "Bel mij gerust. U krijgt binnen 10 werkdagen antwoord."


def executive_of(body: Body, name: str, *, ends: date | None = None) -> Person:
    """Make somebody who sits in the executive of a body since long ago: only they can be a contact."""
    organ = Organ.objects.filter(tenant=body, role=OrganKind.EXECUTIVE).first() or add_organ(
        body=body, name="Bestuur", role=OrganKind.EXECUTIVE, actor=SYSTEM
    )
    person = add_person(body=body, name=name, actor=SYSTEM)
    add_member(person=person, organ=organ, role=Role.EXECUTIVE, starts=date(2020, 1, 1), ends=ends, actor=SYSTEM)
    return person


@pytest.fixture
def province(db: None) -> Body:
    load_facts()
    return found_body(name="Provincie Drenthe", kind="province", actor=SYSTEM, area=Area.objects.get(slug="drenthe"))


def test_who_represents_me_and_who_is_my_contact(province: Body) -> None:
    emmen = Area.objects.get(slug="emmen")
    town = found_body(name="Gemeente Emmen", kind="municipality", actor=SYSTEM, area=emmen)
    councils: list[Organ] = []
    for body, name in ((province, "Provinciale Staten"), (town, "Gemeenteraad")):
        organ = add_organ(body=body, name=name, role=Role.COUNCIL, actor=SYSTEM, seats=43)
        person = add_person(body=body, name=f"Lid van {name}", actor=SYSTEM)
        add_member(person=person, organ=organ, role=Role.COUNCIL, starts=DAY, actor=SYSTEM)
        assign_contact(
            body=body, person=executive_of(body, "Bestuurder"), area=emmen, expectation=ASK, starts=DAY,
            ends=date(2026, 6, 30), actor=SYSTEM,
        )  # fmt: skip
        councils.append(organ)
    village = by_postcode("7884 AB")
    assert village is not None
    with CaptureQueriesContext(connection) as counted:
        found = represents(village, date(2026, 3, 1))
        contacts = contacts_for(village, date(2026, 3, 1))
    assert len(counted) == 3
    assert [(one.organ, [seat.person.name for seat in one.members]) for one in found] == [
        (councils[1], ["Lid van Gemeenteraad"]),
        (councils[0], ["Lid van Provinciale Staten"]),
    ]
    assert [one.tenant for one in contacts] == [town, province]
    contact = contact_for(village, date(2026, 3, 1))
    assert contact is not None
    assert contact.tenant == province
    assert contact_for(village, date(2026, 7, 1)) is None
    assert [one.members for one in represents(village, date(2025, 12, 31))] == [(), ()]
    assoc = by_postcode("9401")
    assert assoc is not None
    assert [one.body for one in represents(assoc, DAY)] == [province]


def test_a_second_contact_on_the_same_day_is_refused(province: Body) -> None:
    emmen = Area.objects.get(slug="emmen")
    first = executive_of(province, "Anna (voorbeeld)")
    other = executive_of(province, "Bram (voorbeeld)")
    contact = assign_contact(body=province, person=first, area=emmen, expectation=ASK, starts=DAY, actor=SYSTEM)
    with pytest.raises(BadInput) as refusal:
        assign_contact(body=province, person=other, area=emmen, expectation=ASK, starts=date(2027, 1, 1), actor=SYSTEM)
    assert str(refusal.value) == (
        "Emmen heeft vanaf 1 januari 2026 al een contactpersoon: Anna (voorbeeld). Kies andere dagen of draag het over."
    )
    hand_over_contact(contact=contact, person=other, starts=date(2027, 1, 1), actor=SYSTEM)
    names = [contact_for(emmen, day).person.name for day in (date(2026, 12, 31), date(2027, 1, 1))]  # type: ignore[union-attr]
    assert names == ["Anna (voorbeeld)", "Bram (voorbeeld)"]
    assert Entry.objects.filter(kind__startswith="contact.").count() == 2


def test_an_expectation_is_needed(province: Body) -> None:
    person = executive_of(province, "Anna (voorbeeld)")
    with pytest.raises(BadInput, match="wat mensen deze persoon kunnen vragen"):
        assign_contact(
            body=province, person=person, area=Area.objects.get(slug="emmen"), expectation="", starts=DAY, actor=SYSTEM
        )


def test_gaps_are_shown_at_the_desk(province: Body) -> None:
    with clock.frozen(clock.start_of_day(date(2026, 2, 1))):
        person = executive_of(province, "Anna (voorbeeld)")
        office = add_organ(body=province, name="Griffie", role=Role.CLERK, actor=SYSTEM)
        secretary, _ = make_account(province, office, Role.SECRETARY, "Hiske")
        viewer = viewer_for(secretary)
        assert [item.title for item in desk_items(viewer)] == ["12 gemeenten hebben geen contactpersoon."]
        contacts = [
            assign_contact(body=province, person=person, area=area, expectation=ASK, starts=DAY, actor=SYSTEM)
            for area in contact_gaps(province)
        ]
        assert desk_items(viewer) == []
        end_contact(contact=contacts[0], last_day=date(2026, 1, 31), actor=SYSTEM)
        assert [item.title for item in desk_items(viewer)] == ["1 gemeente heeft geen contactpersoon."]


class NeverTwo(TestCase):
    """Whatever is asked in whatever order: no day has two contacts, and handing over leaves no day empty."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["assign", "hand_over", "end"]),
                st.integers(0, 20),
                st.none() | st.integers(0, 10),
            ),
            max_size=8,
        )
    )
    def test_never_two_on_one_day(self, acts: list[tuple[str, int, int | None]]) -> None:
        area = Area.objects.create(slug="a", name="A", kind="municipality")
        body = Body.objects.create(slug="b", name="B", kind="province", area=area)
        person = executive_of(body, "Anna")
        held: set[date] = set()
        days = [DAY + timedelta(days=n) for n in range(40)]
        for act, offset, length in acts:
            day = DAY + timedelta(days=offset)
            last = AreaContact.objects.order_by("starts").last()
            try:
                if act == "assign" or last is None:
                    ends = None if length is None else day + timedelta(days=length)
                    assign_contact(
                        body=body, person=person, area=area, expectation=ASK, starts=day, ends=ends, actor=SYSTEM
                    )
                elif act == "hand_over":
                    hand_over_contact(contact=last, person=person, starts=day, actor=SYSTEM)
                else:
                    end_contact(contact=last, last_day=day, actor=SYSTEM)
            except BadInput:
                pass
            counts = [AreaContact.objects.filter(current(on)).count() for on in days]
            assert max(counts) <= 1
            now_held = {on for on, count in zip(days, counts, strict=True) if count}
            if act != "end":
                assert held <= now_held
            held = now_held


@pytest.fixture
def emmen(province: Body) -> Area:
    return Area.objects.get(slug="emmen")


def _contact(body: Body, area: Area, name: str, starts: date, ends: date | None = None) -> AreaContact:
    person = executive_of(body, name)
    return assign_contact(body=body, person=person, area=area, expectation=ASK, starts=starts, ends=ends, actor=SYSTEM)


def test_a_contact_is_somebody_of_the_body_itself_on_days_in_their_order(province: Body, emmen: Area) -> None:
    town = found_body(name="Gemeente Emmen", kind="municipality", actor=SYSTEM, area=emmen)
    stranger = add_person(body=town, name="Van elders", actor=SYSTEM)
    asked = {"area": emmen, "expectation": ASK, "starts": DAY, "actor": SYSTEM}
    with pytest.raises(BadInput, match="hoort bij een andere organisatie") as refusal:
        assign_contact(body=province, person=stranger, **asked)
    assert refusal.value.field == "person"
    held = _contact(province, emmen, "Anna", DAY)
    with pytest.raises(BadInput, match="hoort bij een andere organisatie"):
        hand_over_contact(contact=held, person=stranger, starts=DAY + timedelta(days=9), actor=SYSTEM)
    with pytest.raises(BadInput, match="laatste dag ligt voor de eerste") as refusal:
        _contact(province, Area.objects.get(slug="assen"), "Bram", DAY, DAY - timedelta(days=1))
    assert refusal.value.field == "ends"
    assert _contact(province, Area.objects.get(slug="coevorden"), "Cor", DAY, DAY).ends == DAY
    held.refresh_from_db()
    assert (held.ends, AreaContact.objects.filter(area=emmen).count()) == (None, 1)


def test_a_refused_period_is_told_with_its_days_and_only_of_that_area_and_body(province: Body, emmen: Area) -> None:
    town = found_body(name="Gemeente Emmen", kind="municipality", actor=SYSTEM, area=emmen)
    _contact(province, emmen, "Anna", DAY, date(2026, 6, 30))
    with pytest.raises(BadInput, match=r"van 1 januari 2026 tot en met 30 juni 2026 al een contactpersoon: Anna\."):
        _contact(province, emmen, "Bram", date(2026, 6, 30))
    _contact(town, emmen, "Een ander bestuur", DAY)
    _contact(province, Area.objects.get(slug="assen"), "Een ander gebied", DAY)
    assert _contact(province, emmen, "Daarna", date(2026, 7, 1)).starts == date(2026, 7, 1)


@pytest.mark.parametrize(("after", "fits"), [(0, False), (1, True), (30, True), (31, True), (32, False)])
def test_handing_over_and_ending_happen_on_a_day_of_the_contact(
    province: Body, emmen: Area, after: int, fits: bool
) -> None:
    """Taking over can be on the day after the last too; ending can be on the first, and not after the last."""
    held = _contact(province, emmen, "Anna", DAY, DAY + timedelta(days=30))
    other, day = executive_of(province, "Bram"), DAY + timedelta(days=after)
    if not fits:
        with pytest.raises(BadInput, match="Op die dag is dit niet de contactpersoon") as refusal:
            hand_over_contact(contact=held, person=other, starts=day, actor=SYSTEM)
        assert refusal.value.field == "starts"
        return
    successor = hand_over_contact(contact=held, person=other, starts=day, actor=SYSTEM)
    held.refresh_from_db()
    assert held.ends == day - timedelta(days=1)
    assert (successor.person, successor.area, successor.starts, successor.expectation) == (other, emmen, day, ASK)
    assert successor.ends == (DAY + timedelta(days=30) if after <= 30 else None)


def test_a_successor_takes_no_days_that_have_a_contact(province: Body, emmen: Area) -> None:
    """On the day after the last the days are those of the next, if there is one."""
    held = _contact(province, emmen, "Anna", DAY, DAY + timedelta(days=30))
    _contact(province, emmen, "Bram", DAY + timedelta(days=31))
    other = executive_of(province, "Cor")
    with pytest.raises(BadInput, match="al een contactpersoon: Bram"):
        hand_over_contact(contact=held, person=other, starts=DAY + timedelta(days=31), actor=SYSTEM)
    assert AreaContact.objects.filter(area=emmen).count() == 2


@pytest.mark.parametrize(("after", "fits"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_contact_ends_on_one_of_its_own_days(province: Body, emmen: Area, after: int, fits: bool) -> None:
    held, day = _contact(province, emmen, "Anna", DAY, DAY + timedelta(days=30)), DAY + timedelta(days=after)
    if fits:
        assert end_contact(contact=held, last_day=day, actor=SYSTEM).ends == day
    else:
        with pytest.raises(BadInput, match="Op die dag is dit niet de contactpersoon") as refusal:
            end_contact(contact=held, last_day=day, actor=SYSTEM)
        assert refusal.value.field == "ends"
    stored = AreaContact.objects.get()
    assert stored.ends == (day if fits else DAY + timedelta(days=30))


def test_setting_a_contact_takes_over_from_whoever_is_it_there_and_then(province: Body, emmen: Area) -> None:
    town = found_body(name="Gemeente Emmen", kind="municipality", actor=SYSTEM, area=emmen)
    assen = Area.objects.get(slug="assen")
    elsewhere = [_contact(town, emmen, "Ander bestuur", DAY), _contact(province, assen, "Ander gebied", DAY)]
    other = executive_of(province, "Bram")
    asked = {"body": province, "area": emmen, "expectation": "", "actor": SYSTEM}
    with pytest.raises(BadInput, match="wat mensen deze persoon kunnen vragen"):
        set_contact(**asked, person=other, starts=DAY)
    first = _contact(province, emmen, "Anna", DAY)
    later = set_contact(**asked, person=other, starts=DAY + timedelta(days=10))
    first.refresh_from_db()
    assert (first.ends, later.starts, later.expectation) == (DAY + timedelta(days=9), DAY + timedelta(days=10), ASK)
    for contact in elsewhere:
        contact.refresh_from_db()
        assert contact.ends is None


def test_only_who_sits_in_the_executive_that_day_is_a_contact(province: Body, emmen: Area) -> None:
    """Class: a guard on the body where the rule is about role and organ. A Statenlid, an officer, one of yesterday."""
    council = add_organ(body=province, name="Provinciale Staten", role=OrganKind.COUNCIL, actor=SYSTEM)
    sitting = add_person(body=province, name="Anne Dekker", actor=SYSTEM)
    add_member(person=sitting, organ=council, role=Role.COUNCIL, starts=DAY, actor=SYSTEM)
    executive = executive_of(province, "Jan Oosting", ends=date(2026, 3, 1))
    nobody = add_person(body=province, name="Aziz Amrani", actor=SYSTEM)
    for person, day in ((sitting, DAY), (nobody, DAY), (executive, date(2026, 3, 2))):
        for ask in (assign_contact, set_contact):
            with pytest.raises(BadInput) as refusal:
                ask(body=province, person=person, area=emmen, expectation=ASK, starts=day, actor=SYSTEM)
            assert str(refusal.value) == f"{person.name} zit die dag niet in het bestuur. Kies een bestuurder."
    assert not AreaContact.objects.exists()
    # And nobody stays a contact longer than they sit.
    made = assign_contact(body=province, person=executive, area=emmen, expectation=ASK, starts=DAY, actor=SYSTEM)
    assert made.ends == date(2026, 3, 1)


def test_who_leaves_the_executive_is_a_contact_no_longer(province: Body, emmen: Area) -> None:
    contact = _contact(province, emmen, "Anna", DAY)
    seat = Membership.objects.get(person=contact.person)
    end_membership(membership=seat, last_day=date(2026, 5, 1), actor=SYSTEM)
    contact.refresh_from_db()
    assert contact.ends == date(2026, 5, 1)
    assert contact_for(emmen, date(2026, 5, 2)) is None
