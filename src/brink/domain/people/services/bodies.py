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
from brink.foundation.text import clean, email_address
from brink.foundation.visibility import Role


def _name(text: str) -> str:
    return clean(text, limit=120, field="name", empty=_("Vul een naam in."), too_long=_("Maak de naam korter."))


def _slug(name: str, taken: set[str]) -> str:
    """Return an address for a name that is not taken yet."""
    base = slugify(name)[:50] or "naamloos"
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


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
    address: str = "",
    about: str = "",
    theme: str = "",
) -> Body:
    """Add a government or partnership to this node, with a few words about it and the colours that its pages wear.

    Raises BadInput when its name is taken or its kind unknown.
    """
    facts = BodyFacts(
        name=name, kind=kind, area=area, email=email, phone=phone, address=address, about=about, theme=theme
    )
    return add_body(pk=uuid7(), facts=facts, actor=actor, key=None)


@dataclass(frozen=True)
class BodyFacts:
    """What stands about a body when it is founded."""

    name: str
    kind: str
    area: Area | None
    email: str
    phone: str
    address: str
    about: str
    theme: str


@act("body.founded", Body, tenant=lambda arguments: arguments["pk"])
def add_body(*, pk: UUID, facts: BodyFacts, actor: Actor, key: str | None) -> Done[Body]:
    """Add a body under a key that is chosen beforehand: its first journal entry stands in its own journal."""
    name = _name(facts.name)
    if facts.kind not in Body.Kind.values:
        raise BadInput(_("Kies wat voor organisatie dit is."), field="kind")
    if Body.objects.filter(name__iexact=name).exists():
        raise BadInput(_("Deze organisatie staat er al. Kies een andere naam."), field="name")
    body = Body(
        pk=pk, slug=_slug(name, set(Body.objects.values_list("slug", flat=True))), name=name, kind=facts.kind,
        area=facts.area, email=_email(facts.email) if facts.email else "", phone=facts.phone,
        address=facts.address, about=facts.about,
    )  # fmt: skip
    if facts.theme:
        body.theme = facts.theme
    body.save(force_insert=True)
    return Done(body, public=True)


@act("organ.added", Organ, on="body")
def add_organ(
    *, body: Body, name: str, role: str, actor: Actor, seats: int | None = None, key: str | None = None
) -> Done[Organ]:
    """Add a council, executive or office to a body. `role` says which part it plays."""
    name = _name(name)
    if role not in {one.value for one in Role}:
        raise BadInput(_("Kies welke rol dit orgaan heeft."), field="role")
    if seats is not None and not 0 < seats < 1000:
        raise BadInput(_("Vul het aantal zetels in als heel getal."), field="seats")
    organs = Organ.objects.filter(tenant=body)
    if organs.filter(name__iexact=name).exists():
        raise BadInput(_("Dit orgaan staat er al. Kies een andere naam."), field="name")
    slug = _slug(name, set(organs.values_list("slug", flat=True)))
    organ = Organ.objects.create(tenant=body, created_at=clock.now(), name=name, slug=slug, role=role, seats=seats)
    return Done(organ, public=True)


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
