"""Writing down an area by hand: where no file of the statistical office names it."""

from django.utils.translation import gettext as _

from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.name_matching import fold
from brink.domain.places.services.node import NODE_ID
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.named_in_lists import remove_untied
from brink.foundation.slugs import free_slug
from brink.foundation.text import clean

# In which kind of area one lies.
WITHIN = {AreaKind.MUNICIPALITY.value: AreaKind.PROVINCE.value, AreaKind.VILLAGE.value: AreaKind.MUNICIPALITY.value}


def _name(text: str) -> str:
    return clean(text, limit=120, field="name", empty=_("Vul een naam in."), too_long=_("Maak de naam korter."))


def _check_place(name: str, kind: str, parent: Area | None, but: Area | None = None) -> None:
    if kind not in AreaKind.values:
        raise BadInput(_("Kies wat voor gebied dit is."), field="kind")
    if kind == AreaKind.VILLAGE and parent is None:
        raise BadInput(_("Een dorp of stad ligt in een gemeente. Kies die gemeente."), field="parent")
    if parent is not None and parent.kind != WITHIN.get(kind):
        message = _("Een dorp ligt in een gemeente, en een gemeente in een provincie. Kies opnieuw.")
        raise BadInput(message, field="parent")
    same = Area.objects.filter(name__iexact=name, kind=kind, parent=parent)
    if (same.exclude(pk=but.pk) if but is not None else same).exists():
        raise BadInput(_("Dit gebied staat er al. Kies een andere naam."), field="name")


@act("places.area_added", Area, tenant=lambda _arguments: NODE_ID)
def add_area(*, name: str, kind: str, parent: Area | None, actor: Actor, key: str | None = None) -> Done[Area]:
    """Add a province, a municipality or a village. Raises BadInput for a village of no municipality."""
    name = _name(name)
    _check_place(name, kind, parent)
    taken = set(Area.objects.values_list("slug", flat=True))
    base = fold(name)[:60] or "gebied"
    return Done(Area.objects.create(name=name, kind=kind, parent=parent, slug=free_slug(base, taken)), public=True)


@act("places.area_renamed", Area, on="area", tenant=lambda _arguments: NODE_ID)
def rename_area(
    *, area: Area, name: str, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Area]:
    """Say anew how an area is called; its address stays."""
    name = _name(name)
    _check_place(name, area.kind, area.parent, but=area)
    area.name = name
    area.save(update_fields=("name",))
    return Done(area, public=True)


@act("places.area_removed", Area, on="area", tenant=lambda _arguments: NODE_ID, again=lambda _e, a: a["area"])
def remove_area(*, area: Area, actor: Actor, key: str | None = None) -> Done[Area]:
    """Take away an area that was a mistake. Raises NotNow when anything is tied to it."""
    if area.code:
        raise NotNow(_("Dit gebied komt uit de lijst van het CBS. Het blijft staan."))
    kept = Area(pk=area.pk, slug=area.slug)
    held = NotNow(_("Aan dit gebied hangt al iets: een dorp, een vraag of een contactpersoon. Verander de naam."))
    remove_untied(area, held)
    return Done(kept, {"area": kept.slug}, public=True)
