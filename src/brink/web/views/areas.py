"""All areas, and one area: what is open there, who represents it, who is the contact."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from brink.domain.people.desk import done
from brink.domain.places import queries as places
from brink.domain.places.models import Area, AreaKind
from brink.domain.places.points import area_blocks
from brink.foundation.addresses import page_url
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest
from brink.web import my_village
from brink.web.open_counts import count_open, tilemap

TYPED = 80


@may_be_kept
@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """List the municipalities and their villages, to search and on the map."""
    typed = request.GET.get("plek", "").strip()[:TYPED]
    found = places.search(typed) if typed else []
    if len(found) == 1:
        return redirect("web:area", slug=found[0].slug)
    rows = Area.objects.filter(kind=AreaKind.MUNICIPALITY).defer("geometry").prefetch_related("children")
    context = {
        "typed": typed,
        "found": found,
        "municipalities": rows.order_by("name"),
        "tilemap": tilemap(count_open(request.viewer)),
    }
    return render(request, "web/areas.html", context)


@may_be_kept
@require_safe
def detail(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show one area."""
    viewer = request.viewer
    area = get_object_or_404(places.with_parents(), slug=slug)
    people = places.people_in(area) if area.kind != AreaKind.VILLAGE else None
    made = [(block.aside, block.panel(area, viewer)) for block in area_blocks.all()]
    context = {
        "area": area,
        "mine": my_village.chosen(request) == area.slug,
        "people": people.total if people else None,
        "main": [panel for aside, panel in made if panel and not aside],
        "aside": [panel for aside, panel in made if panel and aside],
    }
    return my_village.for_this_device(request, render(request, "web/area.html", context))


@require_POST
def choose(request: BrinkRequest, slug: str) -> HttpResponse:
    """Let this device remember a place, or no place: the first page then begins there. No account, nothing stored."""
    area = get_object_or_404(places.with_parents(), slug=slug)
    if request.POST.get("vergeet"):
        response = done(request, page_url("home"), _("Dit apparaat weet uw dorp niet meer."))
        my_village.forget(response)
        return response
    response = done(request, page_url("home"), _("De eerste pagina begint nu bij %(name)s.") % {"name": area.name})
    my_village.choose(response, area.slug)
    return response
