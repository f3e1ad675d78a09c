"""The photo of an idea as a part that can go while the words stay: how staff see it, and how it is taken away."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from brink.domain.contributions.models import Contribution
from brink.domain.journal.services import Actor
from brink.domain.participation.round_page import frame_of
from brink.foundation.panels import Panel
from brink.instruments.ideas.models import Idea
from brink.instruments.ideas.services import remove_photo


def photo_panels(contributions: Sequence[Contribution]) -> Mapping[UUID, Panel]:
    """Return the photo of each of these that has one. One query."""
    ideas = {one.pk: one for one in contributions if one.kind == "idea" and one.round_id}
    rows = Idea.objects.filter(contribution_id__in=list(ideas)).exclude(photo="") if ideas else Idea.objects.none()
    rows = rows.select_related("contribution__round__process")
    return {
        row.contribution_id: Panel(
            "ideas/photo_part.html",
            {"detail": row, "url": frame_of(row.contribution.round).address("idea", idea=row.contribution_id)},
        )
        for row in rows
        if row.contribution.round is not None
    }


def take_photo(contribution: Contribution, reason: str, actor: Actor, key: str | None) -> object:
    """Take the photo away, with the reason that its giver reads."""
    return remove_photo(contribution=contribution, reason=reason, actor=actor, key=key)
