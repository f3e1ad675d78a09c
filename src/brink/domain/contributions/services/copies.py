"""The same words at other bodies, under the same code: what is taken off one site must not stay on another."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from brink.domain.contributions.models import Contribution, Publicity, TrackingCode
from brink.domain.journal.services import Actor, record

# How widely words stand on the site: what is asked at one body narrows them at others, and never widens them there.
WIDTH = {Publicity.NAMED: 2, Publicity.PSEUDONYM: 1, Publicity.CLOSED: 0}


def _under_the_same_code(row: Contribution) -> QuerySet[Contribution]:
    codes = TrackingCode.objects.filter(tenant_id=row.tenant_id, contribution=row).values_list("code_hash", flat=True)
    same = TrackingCode.objects.filter(code_hash__in=list(codes)).values("contribution")
    return Contribution.everything.filter(pk__in=same).order_by("pk")


def copies_elsewhere(row: Contribution) -> list[Contribution]:
    """Return what other bodies have of the act of giving that these words are of, as far as it was not withdrawn.

    That are the copies of words that were handed over, and for a copy the words that it is of; inside an act that
    began with `hold_all`.
    """
    found = _under_the_same_code(row).exclude(tenant=row.tenant_id).filter(withdrawn_at=None)
    return list(found.select_related("tenant", "round"))


def hold_all(arguments: Mapping[str, Any]) -> None:
    """Hold these words and their copies elsewhere in one order, so that two bodies do not wait for each other."""
    found = _under_the_same_code(arguments["contribution"])
    if len(found.values_list("tenant", flat=True).distinct()) > 1:
        list(found.select_for_update().values_list("pk", flat=True))


def told_elsewhere(copy: Contribution, row: Contribution, kind: str, actor: Actor, **data: str) -> None:
    """Write in the journal of the body that has the copy what another one, or its giver there, did to the words."""
    data = {"process": str(copy.process_id), "from": str(row.tenant_id), **data}
    record(
        tenant_id=copy.tenant_id, kind=kind, subject="contribution", subject_id=copy.pk, actor=actor, data=data,
        public=True,
    )  # fmt: skip
