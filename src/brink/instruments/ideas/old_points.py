"""Points from before they were rounded: each is put with the desk, and its square in its place, by the clock.

A site from before then has exact points in a public table, and typed in the words about a place.
"""

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, ExactPoint
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.places.coordinates import Coordinates, square_of, taken_from
from brink.foundation.errors import NotNow
from brink.instruments.ideas.models import Idea

AT_ONCE = 200


@act("idea.point_rounded", Contribution, on="contribution")
def round_point(*, contribution: Contribution, actor: Actor = SYSTEM, key: str | None = None) -> Done[Contribution]:
    """Keep the exact point of an idea for the desk alone; everybody reads its square from now on.

    Of words that were taken back nobody keeps it. Raises NotNow where there is no point.
    """
    idea = Idea.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution).first()
    if idea is None or idea.latitude is None or idea.longitude is None:
        raise NotNow(_("Dit idee noemt geen punt op de kaart."))
    exact = Coordinates(idea.latitude, idea.longitude)
    if contribution.withdrawn_at is None:
        ExactPoint.objects.create(
            tenant_id=idea.tenant_id, created_at=contribution.created_at, contribution=contribution, point=str(exact)
        )
    idea.latitude, idea.longitude = square_of(exact)
    idea.save(update_fields=("latitude", "longitude"))
    contribution.place, _point = taken_from(contribution.place)
    contribution.save(update_fields=("place",))
    return Done(contribution, {"process": str(contribution.process_id)})


def round_old_points() -> int:
    """Round what is exact yet; return how many. Nothing to do costs one question."""
    rows = Idea.objects.filter(latitude__isnull=False, contribution__exact_point=None).order_by("pk")
    points = rows.values_list("contribution_id", "latitude", "longitude")
    exact = [
        pk for pk, north, east in points
        if north is not None and east is not None and square_of(Coordinates(north, east)) != (north, east)
    ]  # fmt: skip
    for one in Contribution.everything.filter(pk__in=exact[:AT_ONCE]).order_by("pk"):
        round_point(contribution=one)
    return len(exact[:AT_ONCE])
