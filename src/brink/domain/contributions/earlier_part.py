"""What stood there before words were changed, as a part that can go while the words stay."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from brink.domain.contributions.models import Contribution, EarlierWords
from brink.domain.contributions.services.changing import close_earlier
from brink.domain.journal.services import Actor
from brink.foundation.panels import Panel


def earlier_panels(contributions: Sequence[Contribution]) -> Mapping[UUID, Panel]:
    """Return what anybody may still read of the earlier words of these. One query where any were changed."""
    changed = [one.pk for one in contributions if one.changed_at is not None]
    if not changed:
        return {}
    found: dict[UUID, list[EarlierWords]] = {}
    for one in EarlierWords.objects.filter(contribution_id__in=changed, shown=True):
        found.setdefault(one.contribution_id, []).append(one)
    return {pk: Panel("contributions/earlier_part.html", {"earlier": rows}) for pk, rows in found.items()}


def take_earlier(contribution: Contribution, reason: str, actor: Actor, key: str | None) -> object:
    """Let nobody read the earlier words any more, with the reason that their giver reads."""
    return close_earlier(contribution=contribution, reason=reason, actor=actor, key=key)
