"""Saying which kinds of decisions a body takes, and at which level each may be taken."""

from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.decisions.models import DecisionKind
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import Body
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.named_in_lists import remove_untied
from brink.foundation.text import Limit, clean_all


def _checked(body_id: UUID, name: str, level: str, ground: str, but: DecisionKind | None = None) -> dict[str, str]:
    limits = {
        "name": Limit(120, _("Maak de naam korter."), _("Vul een naam in.")),
        "ground": Limit(200, _("Maak dit korter dan 200 tekens."), _("Schrijf op in welke wet of regel dit staat.")),
    }
    texts = clean_all({"name": name, "ground": ground}, limits)
    if level not in DecisionKind.Level.values:
        raise BadInput(_("Kies wie dit mag besluiten."), field="level")
    same = DecisionKind.objects.filter(tenant=body_id, name__iexact=texts["name"])
    if (same.exclude(pk=but.pk) if but is not None else same).exists():
        raise BadInput(_("Dit soort besluit staat er al. Kies een andere naam."), field="name")
    return {**texts, "level": level}


@act("decision_kind.added", DecisionKind, on="body")
def add_kind(
    *, body: Body, name: str, level: str, ground: str, actor: Actor, key: str | None = None
) -> Done[DecisionKind]:
    """Add a kind of decision with the level at which it may be taken."""
    values = _checked(body.pk, name, level, ground)
    kind = DecisionKind.objects.create(tenant=body, created_at=clock.now(), **values)
    return Done(kind, {"level": level}, public=True)


@act("decision_kind.changed", DecisionKind, on="kind", subject="kind")
def change_kind(
    *, kind: DecisionKind, name: str, level: str, ground: str, actor: Actor, key: str | None = None,
    seen: int | None = None,
) -> Done[DecisionKind]:  # fmt: skip
    """Say anew how a kind of decision is called and who may take it; not while a public decision stands on it."""
    if kind.decisions.filter(published_at__isnull=False).exists():
        raise NotNow(_("Een openbaar besluit verwijst hiernaar. Voeg een nieuw soort besluit toe."))
    for field, value in _checked(kind.tenant_id, name, level, ground, but=kind).items():
        setattr(kind, field, value)
    kind.save(update_fields=("name", "level", "ground"))
    return Done(kind, {"level": level}, public=True)


@act(
    "decision_kind.removed", Body, on=("kind.tenant", "kind"),
    again=lambda entry, arguments: arguments["kind"].tenant,
)  # fmt: skip
def remove_kind(*, kind: DecisionKind, actor: Actor, key: str | None = None) -> Done[Body]:
    """Take away a kind of which there is no decision."""
    body = kind.tenant
    remove_untied(kind, NotNow(_("Een besluit verwijst hiernaar. Daarom blijft het staan.")))
    return Done(body, public=True, row=body)
