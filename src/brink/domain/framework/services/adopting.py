"""Noting down by which decisions a kader was adopted: of the council and of the executive."""

from datetime import date

from django.utils.translation import gettext as _

from brink.domain.framework.models import Adoption, Framework
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.foundation.visibility import Role


@act(
    "framework.adopted",
    Framework,
    on="framework",
    for_organ=lambda arguments: arguments["organ"],
    again=lambda entry, _arguments: Adoption.objects.get(framework_id=entry.subject_id, organ_id=entry.data["organ"]),
)
def adopt(
    *, framework: Framework, organ: Organ, on: date, reference: str, actor: Actor, key: str | None = None
) -> Done[Adoption]:
    """Write down that an organ adopted this version. Raises BadInput or NotNow with one sentence."""
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
    if Adoption.objects.filter(framework=framework, organ=organ).exists():
        raise NotNow(_("Dit orgaan heeft deze versie al vastgesteld."))
    adoption = Adoption.objects.create(
        tenant_id=framework.tenant_id, created_at=clock.now(), framework=framework, organ=organ, on=on,
        reference=reference,
    )  # fmt: skip
    return Done(adoption, {"organ": str(organ.pk), "on": on.isoformat()}, public=True, row=framework)
