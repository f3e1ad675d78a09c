"""Places as what a search can find."""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from brink.domain.places.models import Area
from brink.foundation.addresses import page_url
from brink.foundation.search import Document, SearchKind, Watched

# A place has no day; it stands behind whatever has one.
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


def _tell(area: Area) -> Document:
    within = area.parent.name if area.parent else ""
    return Document(
        kind="area", tenant_id=None, title=area.name, text=f"{area.get_kind_display()} {within}".strip(),
        address=page_url("area", area.slug), moment=_ALWAYS,
    )  # fmt: skip


AREA = SearchKind(
    key="area",
    names=_("Plaatsen"),
    rows=lambda: Area.objects.defer("geometry").select_related("parent"),
    tell=_tell,
    watched=(Watched("places_area", columns=("name", "kind", "parent_id", "slug")),),
    area="self",
    moment="",
)
