"""Pages that explain: the promises, help, and what words mean."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from brink.domain.people.models import Body
from brink.foundation.kept_pages import may_be_kept
from brink.web.words_explained import WORDS


@may_be_kept
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show the five promises, and how each is held."""
    return render(request, "web/promises.html")


@may_be_kept
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain how to take part, by which way, and what happens with what you say."""
    return render(request, "web/help.html", {"bodies": Body.objects.exclude(phone="")})


@may_be_kept
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Say of each word of this site what it means, in the order of the alphabet of the reader's language."""
    known = sorted(((str(word), str(meaning)) for word, meaning in WORDS), key=lambda one: one[0].casefold())
    return render(request, "web/words.html", {"words": known})
