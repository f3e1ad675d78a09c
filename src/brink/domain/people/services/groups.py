"""Fracties of a council: added, changed, ended, taken away when nothing hangs on them; and found by their name."""

from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.people.group_queries import counted_seats, members_on, most_members
from brink.domain.people.models import Body, CouncilGroup, Membership, Organ
from brink.domain.people.periods import overlaps
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.named_in_lists import remove_untied
from brink.foundation.organs import OrganKind
from brink.foundation.slugs import free_slug
from brink.foundation.text import clean
from brink.foundation.visibility import Role

LONGEST = 80


def group_name(text: str, field: str = "name") -> str:
    """Return the cleaned name of a fractie."""
    text = clean(text, limit=LONGEST, field=field, too_long=_("Maak de naam van de fractie korter dan 80 tekens."))
    return " ".join(text.split())


def council_of(organ: Organ) -> Organ:
    """Return the council to which the fracties of who sits in this organ belong. Raises BadInput when there is none."""
    if organ.role == OrganKind.COUNCIL:
        return organ
    council = Organ.objects.filter(tenant=organ.tenant_id, role=OrganKind.COUNCIL).order_by("id").first()
    if council is None:
        raise BadInput(_("Fracties horen bij een raad. Voeg eerst de raad toe."), field="group")
    return council


def _check(
    organ: Organ, name: str, seats: int | None, starts: date, ends: date | None, but: CouncilGroup | None = None
) -> None:
    """Refuse a fractie that cannot be: of no council, without a name, a second of its name, or with too many seats."""
    if organ.role != OrganKind.COUNCIL:
        raise BadInput(_("Alleen een raad heeft fracties. Kies een raad."), field="organ")
    if not name:
        raise BadInput(_("Vul de naam van de fractie in."), field="name")
    if ends is not None and ends < starts:
        raise BadInput(_("De laatste dag ligt voor de eerste. Kies een latere dag."), field="ends")
    if seats is not None and not 0 < seats < 1000:
        raise BadInput(_("Vul het aantal zetels in als heel getal."), field="seats")
    others = [
        one for one in CouncilGroup.objects.filter(tenant=organ.tenant_id, organ=organ)
        if (but is None or one.pk != but.pk) and overlaps(starts, ends, one.starts, one.ends)
    ]  # fmt: skip
    if any(one.name.lower() == name.lower() for one in others):
        raise BadInput(_("Deze fractie staat er al op deze dagen. Kies een andere naam of periode."), field="name")
    _check_seats(organ, seats, starts, ends, others)


def _check_seats(organ: Organ, seats: int | None, starts: date, ends: date | None, others: list[CouncilGroup]) -> None:
    """Refuse more seats than the council has, on any day on which the fracties that are there change."""
    if organ.seats is None or seats is None:
        return
    days = {starts, *(one.starts for one in others if one.starts > starts and (ends is None or one.starts <= ends))}
    for day in sorted(days):
        there = [one for one in others if one.holds(day, day)]
        total = seats + sum(counted_seats(there, day).values())
        if total > organ.seats:
            sentence = ngettext(
                "Samen hebben de fracties dan %(total)d zetels. %(organ)s heeft %(seats)d zetels.",
                "Samen hebben de fracties dan %(total)d zetels. %(organ)s hebben %(seats)d zetels.",
                organ.number,
            )
            said = {"total": total, "organ": organ.opening, "seats": organ.seats}
            raise BadInput(sentence % said, field="seats")


def _free_slug(organ: Organ, name: str) -> str:
    taken = set(CouncilGroup.objects.filter(tenant=organ.tenant_id).values_list("slug", flat=True))
    return free_slug(slugify(name)[:70] or "fractie", taken)


@act("group.added", CouncilGroup, on="organ", for_organ=lambda arguments: arguments["organ"])
def add_group(
    *, organ: Organ, name: str, starts: date, actor: Actor, ends: date | None = None, seats: int | None = None,
    key: str | None = None,
) -> Done[CouncilGroup]:  # fmt: skip
    """Add a fractie to a council, from a day on. Without seats it has as many as it has members."""
    name = group_name(name)
    _check(organ, name, seats, starts, ends)
    group = CouncilGroup.objects.create(
        tenant_id=organ.tenant_id, created_at=clock.now(), organ=organ, name=name, slug=_free_slug(organ, name),
        seats=seats, starts=starts, ends=ends,
    )  # fmt: skip
    return Done(group, {"organ": organ.slug, "group": group.slug}, public=True)


@act("group.changed", CouncilGroup, on=("group.organ", "group"), for_organ=lambda arguments: arguments["group"].organ)
def change_group(
    *, group: CouncilGroup, name: str, starts: date, actor: Actor, ends: date | None = None, seats: int | None = None,
    key: str | None = None, seen: int | None = None,
) -> Done[CouncilGroup]:  # fmt: skip
    """Say anew how a fractie is called, how many seats it has and when it was there. Its address stays.

    Its members must fit: nobody sits in a fractie that is not there, nor more people than it has seats.
    """
    name = group_name(name)
    _check(group.organ, name, seats, starts, ends, but=group)
    group.name, group.seats, group.starts, group.ends = name, seats, starts, ends
    outside = [one for one in group.memberships.all() if not group.holds(one.starts, one.ends)]
    if outside:
        sentence = ngettext(
            "Dan zit %(n)d lid in een fractie die er niet is. Laat dat lid eerst stoppen of overstappen.",
            "Dan zitten %(n)d leden in een fractie die er niet is. Laat hen eerst stoppen of overstappen.",
            len(outside),
        )
        raise BadInput(sentence % {"n": len(outside)}, field="ends")
    if seats is not None and (sitting := most_members(group)) > seats:
        text = _("Er zitten %(n)d leden in deze fractie. Vul er niet minder in.")
        raise BadInput(text % {"n": sitting}, field="seats")
    group.save(update_fields=("name", "seats", "starts", "ends"))
    return Done(group, {"group": group.slug}, public=True)


@act(
    "group.removed", Body, on=("group.tenant", "group"), again=lambda entry, arguments: arguments["group"].tenant,
    for_organ=lambda arguments: arguments["group"].organ,
)  # fmt: skip
def remove_group(*, group: CouncilGroup, actor: Actor, key: str | None = None, seen: int | None = None) -> Done[Body]:
    """Take away a fractie that was a mistake. Raises NotNow when somebody sat in it or it voted."""
    body = group.tenant
    held = _("Aan deze fractie hangen leden of stemmen. Kies een laatste dag in plaats van weghalen.")
    remove_untied(group, NotNow(held))
    return Done(body, {"group": group.slug}, public=True, row=body)


def group_for(
    organ: Organ, name: str, starts: date, ends: date | None, *, actor: Actor, key: str | None
) -> CouncilGroup | None:
    """Return the fractie of this name for somebody who sits in this organ in a period; None without a name.

    One that nobody wrote down yet is added with its first member. Raises BadInput when it is not there all that time.
    """
    name = group_name(name, field="group")
    if not name:
        return None
    council = council_of(organ)
    known = list(CouncilGroup.objects.filter(tenant=council.tenant_id, organ=council, name__iexact=name))
    found = next((one for one in known if one.holds(starts, ends)), None)
    if found is not None:
        return found
    near = [one for one in known if overlaps(starts, ends, one.starts, one.ends)]
    if near:
        text = _("De fractie %(group)s is er niet op al deze dagen. Kies een andere periode, of verander die van haar.")
        raise BadInput(text % {"group": near[0].name}, field="starts")
    return add_group(
        organ=council, name=name, starts=starts, ends=ends if known else None, actor=actor, key=part_key(key, "group")
    )


def check_free_seat(group: CouncilGroup, organ: Organ, role: str, starts: date, ends: date | None) -> None:
    """Refuse one more member of the council than the fractie has seats, on any day of a period."""
    if group.seats is None or organ.pk != group.organ_id or role != Role.COUNCIL:
        return
    rows = Membership.objects.filter(tenant=group.tenant_id, group=group, organ=organ, role=role)
    days = {starts, *(one.starts for one in rows if one.starts > starts and (ends is None or one.starts <= ends))}
    if any(members_on(rows, day) >= group.seats for day in days):
        text = _("De fractie %(group)s heeft %(seats)d zetels en die zijn op deze dagen bezet.")
        raise BadInput(text % {"group": group.name, "seats": group.seats}, field="group")
