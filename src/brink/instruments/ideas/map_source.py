"""Ideas on the public map: at the village that was chosen, and in the square of 500 metres of a point."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brink.domain.contributions.models import Contribution
from brink.domain.participation.round_page import frame_of
from brink.domain.places.map_sources import MapAsked, MapLine, MapSource, spots_of
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.ideas.headline import headline
from brink.instruments.ideas.round_settings import IDEA


def _public() -> "QuerySet[Contribution]":
    return visible(ANYONE, Contribution.objects.filter(kind=IDEA, round__isnull=False))


def _spots(asked: MapAsked) -> "QuerySet[Any, Any]":
    rows = _public()
    if asked.theme:
        rows = rows.filter(theme__slug=asked.theme)
    point = ("idea__latitude", "idea__longitude")
    return spots_of(asked, "idea", rows, area="area", moment="created_at", point=point)


def _lines(keys: Sequence[UUID]) -> Mapping[UUID, MapLine]:
    """Say ideas by their title or first words. One query."""
    rows = _public().filter(pk__in=keys).select_related("round__process").only(*_TOLD)
    return {one.pk: _line(one) for one in rows}


_TOLD = (
    "title", "text", "language", "created_at", "round__slug", "round__instrument", "round__process__slug",
)  # fmt: skip


def _line(idea: Contribution) -> MapLine:
    assert idea.round is not None
    return MapLine(
        headline(idea.title, idea.text),
        frame_of(idea.round).address("idea", idea=idea.pk),
        formats.date_format(timezone.localtime(idea.created_at), "j F Y"),
        idea.language,
    )


IDEAS = MapSource(
    names=_("Ideeën"),
    one=_("Idee"),
    told=lambda count: ngettext("%(count)d idee", "%(count)d ideeën", count) % {"count": count},
    spots=_spots,
    lines=_lines,
)
