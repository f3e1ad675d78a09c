"""Making what a site begins with, by the ordinary services, in one piece or not at all."""

from dataclasses import dataclass

from brink.domain.contributions.services.deadlines import TERMS, Terms, set_terms
from brink.domain.framework.models import Framework
from brink.domain.framework.services import import_framework, standard_text
from brink.domain.journal.acts import exempt
from brink.domain.journal.services import SYSTEM
from brink.domain.people.body_queries import has_desk
from brink.domain.people.models import Account, Body, Organ
from brink.domain.people.services import add_organ, add_person, appoint_first_admins
from brink.domain.people.services.bodies import REPLY_DAYS, BodyFacts, add_body, change_body
from brink.domain.places.facts import read
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.services import add_area, load_facts
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Theme
from brink.domain.processes.services.themes import add_theme
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.ids import uuid7
from brink.foundation.organs import OrganKind
from brink.site.founding.plan import KINDS, THEMES, Plan

AREA_KINDS = {"provincie": AreaKind.PROVINCE, "gemeente": AreaKind.MUNICIPALITY}


@dataclass(frozen=True, slots=True)
class Founded:
    """The body that was made; `before` says that it stood there already and nothing was changed."""

    body: Body
    before: bool
    missing: tuple[str, ...] = ()
    """What the plan names and the site has not, when it was founded before."""


def found(plan: Plan, *, another: bool = False) -> Founded:
    """Make a body with all that belongs to it: the first of the site, or with `another` one more.

    A neighbour that others told of until now gets its desk. Raises a Refusal, and then nothing is left behind.
    """
    check(plan)
    body = Body.objects.filter(name__iexact=plan.name).first()
    if body is not None and (not another or has_desk(body)):
        return Founded(body, before=True, missing=_missing(plan, body))
    first = Body.objects.order_by("id").first()
    if first is not None and not another:
        raise NotNow(
            f"Deze site is al van {first.name}. Wilt u er een organisatie bij zetten, met een eigen balie? "
            "Zet er dan --another achter."
        )
    with exempt("founding"):
        return Founded(_make(plan, body), before=False)


def check(plan: Plan) -> None:
    """Refuse a plan with which nobody could work: parts that decide, carry out and write, and two administrators."""
    for kind, word in ((OrganKind.COUNCIL, "raad"), (OrganKind.EXECUTIVE, "bestuur"), (OrganKind.OFFICE, "bureau")):
        if not any(one.role is kind for one in plan.organs):
            raise BadInput(f"Er is geen orgaan met de rol ‘{word}’. Voeg er een toe.")
    if len({one.email.lower() for one in plan.admins}) < 2:
        raise BadInput("Noem twee beheerders, elk met een eigen mailadres: de een controleert de ander.")


def _make(plan: Plan, neighbour: Body | None) -> Body:
    facts = BodyFacts(
        name=plan.name, kind=KINDS[plan.kind], area=_area(plan), email=plan.email, phone=plan.phone, about=plan.about,
        address=plan.address, hours=plan.hours, reply_days=plan.reply_days or REPLY_DAYS,
        theme="gemeente" if plan.kind == "gemeente" else "",
    )  # fmt: skip
    if neighbour is None:
        body = add_body(pk=uuid7(), facts=facts, actor=SYSTEM, key=None)
    else:
        body = change_body(body=neighbour, facts=facts, actor=SYSTEM)
    organs = [
        add_organ(body=body, name=one.name, role=one.role, seats=one.seats, actor=SYSTEM) for one in plan.organs
    ]
    office = next(one for one in organs if one.role == OrganKind.OFFICE)
    persons = [add_person(body=body, name=one.name, login=one.email, actor=SYSTEM) for one in plan.admins]
    appoint_first_admins(body=body, organ=office, persons=persons, starts=clock.today())
    if plan.terms:
        given = {name: days for name, days in zip(TERMS, plan.terms, strict=True) if days is not None}
        set_terms(body=body, terms=Terms(**given), actor=SYSTEM)
    for name, who in plan.themes or tuple((name, "") for name in THEMES):
        if not Theme.objects.filter(name__iexact=name).exists():
            add_theme(body=body, name=name, who=who, actor=SYSTEM)
    keys = [one.card.key for one in registry]
    if plan.kader is not None:
        import_framework(path=plan.kader, tenant=body, actor=SYSTEM, instruments=keys)
    else:
        import_framework(text=standard_text(), tenant=body, actor=SYSTEM, instruments=keys)
    return body


def _area(plan: Plan) -> Area | None:
    """Return the area of the body: as it stands, from the facts that ship with Brink, or written down now."""
    kind = AREA_KINDS.get(plan.kind)
    if not plan.area:
        return None
    rows = Area.objects.filter(name__iexact=plan.area)
    rows = rows.filter(kind=kind) if kind else rows.exclude(kind=AreaKind.VILLAGE)
    if not rows.exists() and any(one.name.lower() == plan.area.lower() for one in read().places):
        load_facts(actor=SYSTEM)
    held = rows.first()
    if held is None and kind is None:
        return None
    return held or add_area(name=plan.area, kind=str(kind), parent=None, actor=SYSTEM)


def _missing(plan: Plan, body: Body) -> tuple[str, ...]:
    """Return in words what the plan names and this body has not."""
    organs = {name.lower() for name in Organ.objects.filter(tenant=body).values_list("name", flat=True)}
    themes = {name.lower() for name in Theme.objects.values_list("name", flat=True)}
    mails = set(Account.objects.filter(persons__tenant=body).values_list("email", flat=True))
    return (
        *(f"orgaan ‘{one.name}’" for one in plan.organs if one.name.lower() not in organs),
        *(f"beheerder ‘{one.name}’" for one in plan.admins if one.email.lower() not in mails),
        *(f"thema ‘{name}’" for name, _who in plan.themes if name.lower() not in themes),
        *(() if Framework.objects.filter(tenant=body).exists() else ("een kader",)),
    )
