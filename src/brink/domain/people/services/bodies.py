"""Founding a body and writing down its organs and people."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act, part_key
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account, Body, Organ, Person
from brink.domain.people.queries import holds_desk
from brink.domain.places.models import Area
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.ids import uuid7
from brink.foundation.named_in_lists import remove_untied
from brink.foundation.organs import OrganKind
from brink.foundation.slugs import free_slug
from brink.foundation.text import Limit, clean, clean_all, email_address

# Days to an answer after the decision; and the longest that may be promised.
REPLY_DAYS, LONGEST_TERM = 28, 365


def _name(text: str) -> str:
    return clean(text, limit=120, field="name", empty=_("Vul een naam in."), too_long=_("Maak de naam korter."))


def _slug(name: str, taken: set[str]) -> str:
    """Return an address for a name that is not taken yet."""
    return free_slug(slugify(name)[:50] or "naamloos", taken)


def _email(text: str, field: str = "email") -> str:
    wrong = _("Dit is geen e-mailadres. Schrijf het zoals naam@organisatie.nl.")
    return email_address(text.lower(), wrong=wrong, field=field)


def found_body(
    *,
    name: str,
    kind: str,
    actor: Actor,
    area: Area | None = None,
    email: str = "",
    phone: str = "",
    about: str = "",
    theme: str = "",
    address: str = "",
    hours: str = "",
    reply_days: int = REPLY_DAYS,
) -> Body:
    """Add a government or partnership to this node, with a few words about it and the colours that its pages wear.

    Raises BadInput when its name is taken or its kind unknown.
    """
    facts = BodyFacts(
        name=name, kind=kind, area=area, email=email, phone=phone, about=about, theme=theme, address=address,
        hours=hours, reply_days=reply_days,
    )  # fmt: skip
    return add_body(pk=uuid7(), facts=facts, actor=actor, key=None)


@dataclass(frozen=True)
class BodyFacts:
    """What stands about a body: how it is called, what it is about, and how people reach it."""

    name: str
    kind: str
    area: Area | None = None
    email: str = ""
    phone: str = ""
    about: str = ""
    theme: str = ""
    address: str = ""
    hours: str = ""
    reply_days: int = REPLY_DAYS


def _contact(facts: BodyFacts) -> dict[str, str]:
    """Return the texts by which people reach a body, cleaned."""
    limits = {
        "phone": Limit(30, _("Maak het telefoonnummer korter.")),
        "hours": Limit(120, _("Maak dit korter dan 120 tekens.")),
        "address": Limit(400, _("Maak het adres korter dan 400 tekens.")),
        "about": Limit(600, _("Maak dit korter dan 600 tekens.")),
    }
    return {
        **clean_all({name: getattr(facts, name) for name in limits}, limits),
        "email": _email(facts.email) if facts.email else "",
    }


def _check_body(facts: BodyFacts, but: UUID) -> str:
    """Return the cleaned name; raises BadInput when the name is taken, the kind unknown or the term no term."""
    name = _name(facts.name)
    if facts.kind not in Body.Kind.values:
        raise BadInput(_("Kies wat voor organisatie dit is."), field="kind")
    if Body.objects.filter(name__iexact=name).exclude(pk=but).exists():
        raise BadInput(_("Deze organisatie staat er al. Kies een andere naam."), field="name")
    if not 1 <= facts.reply_days <= LONGEST_TERM:
        raise BadInput(_("Kies een termijn van 1 tot en met 365 dagen."), field="reply_days")
    return name


@act("body.founded", Body, tenant=lambda arguments: arguments["pk"])
def add_body(*, pk: UUID, facts: BodyFacts, actor: Actor, key: str | None) -> Done[Body]:
    """Add a body under a key that is chosen beforehand: its first journal entry stands in its own journal."""
    name = _check_body(facts, pk)
    body = Body(
        pk=pk, slug=_slug(name, set(Body.objects.values_list("slug", flat=True))), name=name, kind=facts.kind,
        area=facts.area, reply_days=facts.reply_days, **_contact(facts),
    )  # fmt: skip
    if facts.theme:
        body.theme = facts.theme
    body.save(force_insert=True)
    return Done(body, public=True)


@act("body.neighbour_added", Body, on="body", lock=False)
def add_neighbour(*, body: Body, facts: BodyFacts, actor: Actor, key: str | None = None) -> Done[Body]:
    """Add another government to the site, in the name of a body that works here: the key is one of its journal."""
    other = add_body(pk=uuid7(), facts=facts, actor=actor, key=None)
    return Done(other, {"body": other.slug}, public=True)


@act("body.changed", Body, on="body")
def change_body(
    *, body: Body, facts: BodyFacts, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Body]:
    """Say anew how a body is called, what it is about and how people reach it. Its address on the site stays."""
    body.name, body.kind = _check_body(facts, body.pk), facts.kind
    body.area, body.reply_days = facts.area, facts.reply_days
    for field, text in _contact(facts).items():
        setattr(body, field, text)
    body.theme = facts.theme or body.theme
    body.save()
    return Done(body, public=True)


@act("organ.added", Organ, on="body")
def add_organ(
    *, body: Body, name: str, role: str, actor: Actor, seats: int | None = None, key: str | None = None
) -> Done[Organ]:
    """Add a council, executive or office to a body. `role` says which part it plays."""
    name = _name(name)
    if role not in set(OrganKind):
        raise BadInput(_("Kies welke rol dit orgaan heeft."), field="role")
    seats = _seats(seats)
    organs = Organ.objects.filter(tenant=body)
    if organs.filter(name__iexact=name).exists():
        raise BadInput(_("Dit orgaan staat er al. Kies een andere naam."), field="name")
    slug = _slug(name, set(organs.values_list("slug", flat=True)))
    organ = Organ.objects.create(tenant=body, created_at=clock.now(), name=name, slug=slug, role=role, seats=seats)
    return Done(organ, public=True)


def _seats(seats: int | None) -> int | None:
    if seats is not None and not 0 < seats < 1000:
        raise BadInput(_("Vul het aantal zetels in als heel getal."), field="seats")
    return seats


@act("organ.changed", Organ, on="organ")
def change_organ(
    *, organ: Organ, name: str, actor: Actor, seats: int | None = None, key: str | None = None, seen: int | None = None
) -> Done[Organ]:
    """Say anew how an organ is called and how many seats it has. Which part it plays stays."""
    name = _name(name)
    if Organ.objects.filter(tenant=organ.tenant_id, name__iexact=name).exclude(pk=organ.pk).exists():
        raise BadInput(_("Dit orgaan staat er al. Kies een andere naam."), field="name")
    organ.name, organ.seats = name, _seats(seats)
    organ.save(update_fields=("name", "seats"))
    return Done(organ, public=True)


@act("organ.removed", Body, on=("organ.tenant", "organ"), again=lambda entry, arguments: arguments["organ"].tenant)
def remove_organ(*, organ: Organ, actor: Actor, key: str | None = None, seen: int | None = None) -> Done[Body]:
    """Take away an organ that was a mistake. Raises NotNow when somebody sits in it or something hangs on it."""
    body = organ.tenant
    held = _("Aan dit orgaan hangen al leden of besluiten. Verander de naam, of laat de leden stoppen.")
    remove_untied(organ, NotNow(held))
    return Done(body, {"organ": organ.slug}, public=True, row=body)


@act("person.added", Person, on="body")
def add_person(
    *,
    body: Body,
    name: str,
    actor: Actor,
    email: str = "",
    phone: str = "",
    login: str = "",
    key: str | None = None,
) -> Done[Person]:
    """Add somebody by whom a body is known in public, with the address to come in with when there is one.

    `email` and `phone` are shown to everybody, `login` to nobody.
    """
    name = _name(name)
    person = Person.objects.create(
        tenant=body,
        created_at=clock.now(),
        name=name,
        slug=_slug(name, set(Person.objects.filter(tenant=body).values_list("slug", flat=True))),
        email=_email(email) if email else "",
        phone=clean(phone, limit=30, field="phone", too_long=_("Maak het telefoonnummer korter.")),
    )
    if login:
        person.account = link_account(person=person, email=login, actor=actor, key=part_key(key, "login"))
    return Done(person, public=True)


@act(
    "person.account_linked",
    Person,
    on="person",
    again=lambda entry, _arguments: Person.objects.select_related("account").get(pk=entry.subject_id).account,
)
def link_account(*, person: Person, email: str, actor: Actor, key: str | None = None) -> Done[Account]:
    """Give a person a way in by e-mail code; the account is made when there is none. It opens nothing by itself.

    Whoever holds or awaits a role at the desk keeps the account that two administrators looked at: another one would
    be that role for somebody else, with one pair of eyes.
    """
    email = _email(email, field="login")
    account = Account.objects.filter(email=email).first()
    if (account is None or account.pk != person.account_id) and holds_desk(person):
        message = _("Deze persoon heeft een rol aan de balie. Stop eerst die rol en vraag hem daarna opnieuw aan.")
        raise NotNow(message, field="login")
    account = account or Account.objects.create_user(email, name=person.name)
    if Person.objects.filter(tenant=person.tenant_id, account=account).exclude(pk=person.pk).exists():
        raise BadInput(_("Dit e-mailadres hoort al bij iemand anders. Kies een ander adres."), field="login")
    person.account = account
    person.save(update_fields=("account",))
    return Done(account, row=person)
