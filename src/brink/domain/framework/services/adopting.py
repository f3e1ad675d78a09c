"""Noting down by which decisions a kader was adopted: of the council and of the executive."""

from datetime import date

from django.db import IntegrityError
from django.utils.translation import gettext as _

from brink.domain.framework.models import Adoption, Framework
from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor, fingerprint, once, record
from brink.domain.people.models import Organ
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.foundation.visibility import Role


def adopt(
    *, framework: Framework, organ: Organ, on: date, reference: str, actor: Actor, key: str | None = None
) -> Adoption:
    """Write down that an organ adopted this version. Raises BadInput or NotNow with one sentence.

    `key` is the idempotency key of the form: sent twice, it is one adoption.
    """
    if organ.tenant_id != framework.tenant_id:
        raise BadInput(_("Dit orgaan hoort bij een andere organisatie. Kies een orgaan van uzelf."), field="organ")
    if organ.role not in (Role.COUNCIL, Role.EXECUTIVE):
        message = _("De volksvertegenwoordiging en het bestuur stellen een kader vast. Kies een van die twee.")
        raise BadInput(message, field="organ")
    if on > clock.today():
        raise BadInput(_("Deze dag is nog niet geweest. Noteer het besluit als het is genomen."), field="on")
    reference = clean(
        reference,
        limit=160,
        field="reference",
        empty=_("Vul in waar het besluit te vinden is, zoals een nummer of een adres."),
        too_long=_("Maak het kenmerk korter dan 160 tekens."),
    )
    body = fingerprint({"adopt": framework.pk, "organ": organ.pk, "on": on, "reference": reference})

    def act() -> Adoption:
        adoption = Adoption.objects.create(
            tenant_id=framework.tenant_id, created_at=clock.now(), framework=framework, organ=organ, on=on,
            reference=reference,
        )  # fmt: skip
        record(
            tenant_id=framework.tenant_id, kind="framework.adopted", subject="framework", subject_id=framework.pk,
            actor=actor, data={"organ": str(organ.pk), "on": on.isoformat()}, key=key, body=body,
        )  # fmt: skip
        return adoption

    def again(entry: Entry) -> Adoption:
        return Adoption.objects.get(framework_id=entry.subject_id, organ_id=entry.data["organ"])

    try:
        return once(tenant_id=framework.tenant_id, key=key, body=body, act=act, again=again)
    except IntegrityError as error:
        raise NotNow(_("Dit orgaan heeft deze versie al vastgesteld.")) from error
