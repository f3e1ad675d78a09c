"""All areas, and one area: what is open there, who represents it, who is the contact."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from brink.domain.places.models import Area, AreaKind
from brink.web.nearby import around


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the municipalities and their villages."""
    municipalities = Area.objects.filter(kind=AreaKind.MUNICIPALITY).prefetch_related("children").order_by("name")
    return render(request, "web/areas.html", {"municipalities": municipalities})


@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one area."""
    area = get_object_or_404(Area.objects.select_related("parent__parent"), slug=slug)
    return render(request, "web/area.html", {"area": area, "near": around(area, request.viewer)})  # type: ignore[attr-defined]
