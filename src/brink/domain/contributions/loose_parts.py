"""The parts of a contribution that can go while its words stay, such as a photo."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string

from brink.domain.contributions.models import Contribution
from brink.domain.journal.services import Actor
from brink.foundation.panels import Panel
from brink.foundation.points import Point


@dataclass(frozen=True, slots=True)
class LoosePart:
    """What can be taken from a contribution while its words stay, such as a photo.

    `panels` shows it to staff, of many contributions in one query; `remove` is the act, whose reason the giver reads.
    """

    panels: Callable[[Sequence[Contribution]], Mapping[UUID, Panel]]
    remove: Callable[[Contribution, str, Actor, str | None], object]


loose_parts: Point[LoosePart] = Point("loose-part")


def shown_parts(contributions: Sequence[Contribution]) -> dict[UUID, dict[str, str]]:
    """Return what belongs to these contributions beside their words, by name, as HTML: one query per kind of part."""
    found: dict[UUID, dict[str, str]] = {}
    for name, part in loose_parts.named().items():
        for pk, panel in part.panels(contributions).items():
            found.setdefault(pk, {})[name] = render_to_string(panel.template, panel.context)
    return found
