"""Choosing themes: of a fractie by whoever keeps it, and one's own by somebody with a seat."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from brink.domain.decisions.models import ChosenTheme
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.people.models import CouncilGroup, Person
from brink.domain.processes.models import Theme
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed

MOST = 12


def _keep(row: CouncilGroup | Person, name: str, themes: Sequence[Theme]) -> None:
    if len(themes) > MOST:
        raise BadInput(_("Kies ten hoogste twaalf thema's."), field="themes")
    held = ChosenTheme.objects.filter(tenant_id=row.tenant_id, **{name: row})
    held.exclude(theme__in=themes).delete()
    there = set(held.values_list("theme_id", flat=True))
    for theme in themes:
        if theme.pk not in there:
            ChosenTheme.objects.create(tenant_id=row.tenant_id, created_at=clock.now(), theme=theme, **{name: row})


@act(
    "group.themes_chosen", CouncilGroup, on="group", part=True,
    for_organ=lambda arguments: arguments["group"].organ,
)  # fmt: skip
def set_group_themes(
    *, group: CouncilGroup, themes: Sequence[Theme], actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[CouncilGroup]:
    """Say which themes a fractie has."""
    _keep(group, "group", themes)
    return Done(group, {"themes": [one.slug for one in themes]}, public=True)


@act("person.themes_chosen", Person, on="person", part=True)
def set_own_themes(
    *, person: Person, themes: Sequence[Theme], actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Person]:
    """Choose one's own themes: their questions come first on the page of one's own."""
    if actor.id is None or person.account_id != actor.id:
        raise NotAllowed(_("Uw thema's kiest u zelf."))
    _keep(person, "person", themes)
    return Done(person, {"themes": [one.slug for one in themes]}, public=True)
