"""Founding a body and writing down its organs and people."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor, fingerprint, once, record
from brink.domain.people.models import Account, Body, Organ, Person
from brink.domain.places.models import Area
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.text import clean
from brink.foundation.visibility import Role


def _name(text: str) -> str:
    return clean(text, limit=120, field="name", empty=_("Vul een naam in."), too_long=_("Maak de naam korter."))


def _slug(name: str, taken: set[str]) -> str:
    """Return an address for a name that is not taken yet."""
    base = slugify(name)[:50] or "naamloos"
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def _email(text: str) -> str:
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        message = _("Dit is geen e-mailadres. Schrijf het zoals naam@organisatie.nl.")
        raise BadInput(message, field="email") from error
    return email


def found_body(
    *, name: str, kind: str, actor: Actor, area: Area | None = None, email: str = "", phone: str = ""
) -> Body:
    """Add a government or partnership to this node. Raises BadInput when its name is taken or its kind unknown."""
    name = _name(name)
    if kind not in Body.Kind.values:
        raise BadInput(_("Kies wat voor organisatie dit is."), field="kind")
    with transaction.atomic():
        if Body.objects.filter(name__iexact=name).exists():
            raise BadInput(_("Deze organisatie staat er al. Kies een andere naam."), field="name")
        slug = _slug(name, set(Body.objects.values_list("slug", flat=True)))
        body = Body.objects.create(
            slug=slug, name=name, kind=kind, area=area, email=_email(email) if email else "", phone=phone
        )
        record(tenant_id=body.pk, kind="body.founded", subject="body", subject_id=body.pk, actor=actor)
    return body


def add_organ(*, body: Body, name: str, role: str, actor: Actor, seats: int | None = None) -> Organ:
    """Add a council, executive or office to a body. `role` says which part it plays."""
    name = _name(name)
    if role not in {one.value for one in Role}:
        raise BadInput(_("Kies welke rol dit orgaan heeft."), field="role")
    if seats is not None and not 0 < seats < 1000:
        raise BadInput(_("Vul het aantal zetels in als heel getal."), field="seats")
    with transaction.atomic():
        organs = Organ.objects.filter(tenant=body)
        if organs.filter(name__iexact=name).exists():
            raise BadInput(_("Dit orgaan staat er al. Kies een andere naam."), field="name")
        slug = _slug(name, set(organs.values_list("slug", flat=True)))
        organ = Organ.objects.create(tenant=body, created_at=clock.now(), name=name, slug=slug, role=role, seats=seats)
        record(tenant_id=body.pk, kind="organ.added", subject="organ", subject_id=organ.pk, actor=actor)
    return organ


def add_person(
    *, body: Body, name: str, actor: Actor, email: str = "", phone: str = "", key: str | None = None
) -> Person:
    """Add somebody by whom a body is known in public. `email` and `phone` are shown to everybody."""
    name = _name(name)
    email = _email(email) if email else ""
    phone = clean(phone, limit=30, field="phone", too_long=_("Maak het telefoonnummer korter."))
    asked = fingerprint({"name": name, "email": email, "phone": phone})

    def act() -> Person:
        slug = _slug(name, set(Person.objects.filter(tenant=body).values_list("slug", flat=True)))
        person = Person.objects.create(
            tenant=body, created_at=clock.now(), name=name, slug=slug, email=email, phone=phone
        )
        record(
            tenant_id=body.pk, kind="person.added", subject="person", subject_id=person.pk, actor=actor, key=key,
            body=asked,
        )  # fmt: skip
        return person

    def again(entry: Entry) -> Person:
        return Person.objects.get(pk=entry.subject_id)

    return once(tenant_id=body.pk, key=key, body=asked, act=act, again=again)


def link_account(*, person: Person, email: str, actor: Actor) -> Account:
    """Give a person a way in by e-mail code; the account is made when there is none. It opens nothing by itself."""
    email = _email(email)
    with transaction.atomic():
        account = Account.objects.filter(email=email).first()
        account = account or Account.objects.create_user(email, name=person.name)
        if Person.objects.filter(tenant=person.tenant_id, account=account).exclude(pk=person.pk).exists():
            raise BadInput(_("Dit e-mailadres hoort al bij iemand anders. Kies een ander adres."), field="email")
        person.account = account
        person.save(update_fields=("account",))
        record(
            tenant_id=person.tenant_id,
            kind="person.account_linked",
            subject="person",
            subject_id=person.pk,
            actor=actor,
            public=False,
        )
    return account
