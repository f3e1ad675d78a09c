"""/balie/handleiding/: the manual for the desk, a chapter to a page, with its pictures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.people.desk import login_first, member
from brink.foundation.requests import BrinkRequest
from brink.web.manual_pages import FOLDER, address, chapters, pictures


@require_safe
@login_first
def manual(request: BrinkRequest, slug: str = "") -> HttpResponse:
    """Show the first page, or a chapter with the way to the one before and after it."""
    member(request)
    every = chapters()
    place = next((at for at, one in enumerate(every) if one.slug == slug), None)
    if place is None:
        raise Http404
    links = [(one.title, address(one.slug)) for one in every]
    context = {
        "chapter": every[place], "home": address(""), "is_first": place == 0,
        "before": links[place - 1] if place > 1 else None,
        "after": links[place + 1] if place + 1 < len(links) else None,
    }  # fmt: skip
    return render(request, "web/manual.html", context)


@require_safe
@login_first
def picture(request: BrinkRequest, name: str) -> HttpResponse:
    """Give one picture of the manual."""
    member(request)
    if name not in pictures():
        raise Http404
    response = HttpResponse((FOLDER / name).read_bytes(), content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400"
    return response
