"""Bringing in a list of members, all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.people.member_lists import MemberRow
from brink.domain.people.models import Body, CouncilGroup, Organ, Person
from brink.domain.people.services.bodies import add_person
from brink.domain.people.services.groups import add_group, council_of
from brink.domain.people.services.roles import add_member
from brink.foundation.errors import BadInput
from brink.foundation.organs import OrganKind
from brink.foundation.visibility import Role

# As what somebody of a list sits, by where: an organ is no role, and in a committee also sit people of no seat.
SEATS: Mapping[str, Role] = MappingProxyType({
    OrganKind.COUNCIL: Role.COUNCIL,
    OrganKind.EXECUTIVE: Role.EXECUTIVE,
    OrganKind.COMMITTEE: Role.COMMITTEE,
    OrganKind.PRESIDIUM: Role.COUNCIL,
    OrganKind.WORKING_GROUP: Role.COMMITTEE,
})


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody is to a body without a desk there: in which role, at which organ, since when, for which fractie."""

    role: str
    organ: Organ | None
    starts: date
    group: str = ""


@act(
    "person.seated", Person, on="body",
    for_organ=lambda arguments: arguments["seat"].organ,
)  # fmt: skip
def add_seated(
    *, body: Body, facts: Mapping[str, str], seat: Seat, actor: Actor, key: str | None = None
) -> Done[Person]:
    """Add somebody together with what they are: a member, the chair, a researcher. All of it, or nothing."""
    if seat.organ is None:
        raise BadInput(_("Kies bij welk orgaan."), field="organ")
    person = add_person(body=body, actor=actor, key=part_key(key, "person"), **facts)
    add_member(
        person=person, organ=seat.organ, role=seat.role, starts=seat.starts, group=seat.group, actor=actor,
        key=part_key(key, "seat"),
    )  # fmt: skip
    return Done(person, {"role": seat.role, "organ": seat.organ.slug})


@act(
    "members.brought", Body, on=("organ.tenant", "organ"), again=lambda entry, _arguments: entry.data["members"],
    for_organ=lambda arguments: arguments["organ"],
)  # fmt: skip
def bring_members(
    *, organ: Organ, rows: tuple[MemberRow, ...], actor: Actor, key: str | None = None
) -> Done[int]:
    """Write down the members of an organ from a list. Raises BadInput with the name that cannot be; none is kept then.

    Somebody of the same name is the same person: who sat before and comes back is found again. A fractie that nobody
    wrote down yet is added, from its first member on.
    """
    role = SEATS.get(organ.role)
    if role is None:
        raise BadInput(_("Hierin zitten geen leden. Kies een raad, een bestuur of een commissie."), field="organ")
    _bring_groups(organ, rows, actor, key)
    people = {one.name.lower(): one for one in Person.objects.filter(tenant=organ.tenant)}
    for number, row in enumerate(rows):
        person = people.get(row.name.lower())
        try:
            if person is None:
                person = add_person(body=organ.tenant, name=row.name, actor=actor, key=part_key(key, f"p{number}"))
                people[row.name.lower()] = person
            add_member(
                person=person, organ=organ, role=role, starts=row.starts, ends=row.ends, group=row.group,
                actor=actor, key=part_key(key, f"m{number}"),
            )  # fmt: skip
        except BadInput as wrong:
            text = _("%(name)s: %(wrong)s") % {"name": row.name[:60], "wrong": wrong.message}
            raise BadInput(text, field="rows") from wrong
    return Done(len(rows), {"members": len(rows), "organ": organ.slug}, public=True, row=organ.tenant)


def _bring_groups(organ: Organ, rows: Sequence[MemberRow], actor: Actor, key: str | None) -> None:
    """Add the fracties of a list that are new: from the first day of their first member to the last of their last."""
    named: dict[str, list[MemberRow]] = {}
    for row in rows:
        if row.group.strip():
            named.setdefault(" ".join(row.group.lower().split()), []).append(row)
    council = council_of(organ) if named else organ
    there = {one.name.lower() for one in CouncilGroup.objects.filter(tenant=council.tenant_id, organ=council)}
    for number, (name, members) in enumerate(named.items()):
        if name in there:
            continue
        ends = [one.ends for one in members if one.ends is not None]
        add_group(
            organ=council, name=members[0].group, starts=min(one.starts for one in members),
            ends=max(ends) if len(ends) == len(members) else None, actor=actor, key=part_key(key, f"g{number}"),
        )  # fmt: skip
