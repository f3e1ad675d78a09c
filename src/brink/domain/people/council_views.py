"""Public pages of who was elected: a council with its fracties, one fractie, and one person with a seat."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.people.desk import found
from brink.domain.people.group_queries import seats_on, sitting
from brink.domain.people.models import CouncilGroup, Membership, Organ, Person
from brink.domain.people.points import elected_blocks
from brink.domain.people.queries import current
from brink.foundation import clock
from brink.foundation.organs import OrganKind
from brink.foundation.requests import BrinkRequest
from brink.foundation.role_names import ROLE_NAMES
from brink.foundation.visibility import ELECTED, Role, visible


@require_safe
def council(request: BrinkRequest, body: str, organ: str) -> HttpResponse:
    """Show a council as it is today: its fracties with their seats and members, and which fracties there were."""
    rows = Organ.objects.filter(tenant__slug=body, role=OrganKind.COUNCIL).select_related("tenant")
    row, today = found(visible(request.viewer, rows), slug=organ), clock.today()
    groups, alone = sitting(row, today)
    gone = CouncilGroup.objects.filter(tenant=row.tenant_id, organ=row, ends__lt=today).order_by("-ends", "name")
    context = {
        "body": row.tenant, "organ": row, "groups": groups, "alone": alone, "gone": gone[:100], **row.tenant.heading()
    }
    return render(request, "people/council.html", context)


@require_safe
def group(request: BrinkRequest, body: str, slug: str) -> HttpResponse:
    """Show one fractie: its seats, who sits in it, who sat in it before, and what it says of itself."""
    rows = CouncilGroup.objects.filter(tenant__slug=body).select_related("organ", "tenant")
    row, today = found(visible(request.viewer, rows), slug=slug), clock.today()
    seats = visible(request.viewer, Membership.objects.filter(tenant=row.tenant_id, group=row, role__in=ELECTED))
    seats = seats.select_related("person", "organ").order_by("person__name", "-starts", "organ__name")
    last = min(today, row.ends) if row.ends else today
    context = {
        "body": row.tenant, "group": row, "seats": seats_on(row, max(last, row.starts)),
        "now": [one for one in seats if one.starts <= today and (one.ends is None or one.ends >= today)],
        "before": [one for one in seats if one.ends is not None and one.ends < today],
        "over": row.ends is not None and row.ends < today,
        "panels": _panels(row, request), **row.tenant.heading(),
    }  # fmt: skip
    return render(request, "people/council_group.html", context)


@require_safe
def person(request: BrinkRequest, body: str, slug: str) -> HttpResponse:
    """Show one person with a seat, now or before: where they sit, in which fractie, and since when."""
    elected = Membership.objects.filter(role__in=ELECTED)
    rows = Person.objects.filter(tenant__slug=body, memberships__in=elected).select_related("tenant").distinct()
    row = found(visible(request.viewer, rows), slug=slug)
    seats = visible(request.viewer, elected.filter(tenant=row.tenant_id, person=row))
    seats = seats.select_related("organ", "group").order_by("-starts", "organ__name")
    context = {
        "body": row.tenant, "person": row, "seats": [(one, ROLE_NAMES[Role(one.role)]) for one in seats],
        "sits": seats.filter(current(clock.today())).exists(), "panels": _panels(row, request),
        **row.tenant.heading(),
    }  # fmt: skip
    return render(request, "people/person.html", context)


def _panels(row: CouncilGroup | Person, request: BrinkRequest) -> list[object]:
    return [panel for ask in elected_blocks.all() if (panel := ask(row, request.viewer)) is not None]
