"""/meedoen/: how can I take part? Three questions at most, one a page, and an end at what is open now (D15)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.places import queries as places
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest
from brink.web import my_village
from brink.web.views.areas import TYPED
from brink.web.ways_in import MEANS, SAY, WISHES, ways_in


@may_be_kept
@require_safe
def guide(request: BrinkRequest) -> HttpResponse:
    """Ask what somebody wants, how if they want to say something, and where they live; then say what they can do."""
    wish, means = request.GET.get("wat", ""), request.GET.get("hoe", "")
    wish, means = wish if wish in WISHES else "", means if means in MEANS else ""
    asked = {"wat": wish, "hoe": means if wish == SAY else ""}
    if not wish:
        return _question(request, "wat", WISHES, asked, 1)
    if wish == SAY and not means:
        return _question(request, "hoe", MEANS, asked, 2)
    typed = request.GET.get("plek")
    if typed is None:
        return _question(request, "plek", {}, asked, 3 if wish == SAY else 2)
    typed = typed.strip()[:TYPED]
    area = next(iter(places.search(typed)), None) if typed else None
    if typed and area is None:
        return _question(request, "plek", {}, asked, 3 if wish == SAY else 2, typed=typed)
    context = {"ways": ways_in(request.viewer, area, wish, means), "area": area, "wish": WISHES[wish]}
    return render(request, "web/guide_end.html", context)


def _question(
    request: BrinkRequest, name: str, choices: object, asked: dict[str, str], number: int, typed: str = ""
) -> HttpResponse:
    """Ask one question, with what was answered before in the form."""
    slug = my_village.chosen(request) if name == "plek" and not typed else ""
    known = places.with_parents().filter(slug=slug).first() if slug else None
    context = {
        "name": name, "choices": choices, "number": number, "unknown": typed,
        "typed": typed or (known.name if known else ""),
        "asked": [(key, value) for key, value in asked.items() if value and key != name],
    }  # fmt: skip
    return my_village.for_this_device(request, render(request, "web/guide.html", context))
