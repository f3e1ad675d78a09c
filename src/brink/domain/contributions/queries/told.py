"""What was told: the only way in which anybody outside the desk reads landings and their answers.

An answer that lies ready is a draft of the desk. These readings hold what was sent, and nothing else does; a test looks
for readers that go round them.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from brink.domain.contributions.models import Bundle, Landing, OutcomeCode
from brink.foundation.visibility import Viewer, visible


def given() -> QuerySet[Landing]:
    """Return the landings that hold for their givers, at most one for each voice: for counting, and for what is public.

    Without a viewer: whoever shows words of an answer to people asks `landings` instead.
    """
    return Landing.objects.filter(holds=True)


def landings(viewer: Viewer) -> QuerySet[Landing]:
    """Return the landings that this viewer may read, with what they say, oldest first."""
    rows = visible(viewer, Landing.objects.all())
    tied = ("answer__destination", "answer__signed_by", "answer__cosignature__holder", "bundle")
    return rows.select_related(*tied).order_by("sent_at", "id")


def landings_sent() -> QuerySet[Landing]:
    """Return every landing that reached its giver, also those that were replaced: for telling who is to hear of it."""
    return Landing.objects.filter(sent_at__isnull=False)


def outcomes_of(bundles: Sequence[Bundle]) -> dict[UUID, tuple[str, ...]]:
    """Return what was done with these bundles, in words: what holds for somebody whose words lie in one. One query."""
    rows = given().filter(bundle__in=bundles).values_list("bundle_id", "answer__outcome")
    labels, found = dict(OutcomeCode.choices), dict[UUID, tuple[str, ...]]()
    for bundle_id, outcome in rows.order_by("bundle_id", "answer__outcome").distinct():
        assert bundle_id is not None
        found[bundle_id] = (*found.get(bundle_id, ()), str(labels[outcome]))
    return found
