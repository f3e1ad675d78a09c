"""All addresses: the pages of each app, of each instrument and register, and those that join apps."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path

from brink.domain.processes.instrument import registry
from brink.site import well_known


def healthy(request: HttpRequest) -> JsonResponse:
    """Answer that the site serves."""
    return JsonResponse({"status": "ok"})


def _instrument_patterns() -> list[URLPattern | URLResolver]:
    """Mount each instrument's pages below a round, under its own segment and named by its key."""
    patterns: list[URLPattern | URLResolver] = []
    for instrument in registry:
        pages = list(instrument.urls())
        if pages:
            card = instrument.card
            prefix = f"processen/<slug:process>/<slug:round>/{card.segment}/"
            patterns.append(path(prefix, include((pages, card.key), namespace=card.key)))
    return patterns


def _app_patterns() -> list[URLPattern | URLResolver]:
    """Include the pages of every app of the domain, register and instrument that has any outside a round.

    Those of a round are mounted below it; what an instrument shows outside one has a name of its own (`app_name`).
    """
    layers = ("brink.domain.", "brink.registers.", "brink.instruments.")
    names = [config.name for config in apps.get_app_configs() if config.name.startswith(layers)]
    modules = [import_module(f"{name}.urls") for name in names if find_spec(f"{name}.urls")]
    return [path("", include(one)) for one in modules if hasattr(one, "app_name") or "instruments" not in one.__name__]


handler400 = "brink.web.views.errors.bad_request"
handler500 = "brink.web.views.errors.broken"
urlpatterns: list[URLPattern | URLResolver] = [
    path("gezond", healthy, name="healthy"),
    path("robots.txt", well_known.robots, name="robots"),
    path("sitemap.xml", well_known.sitemap, name="sitemap"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("account/", include("brink.domain.people.signing_in.urls")),
    path("", include("brink.web.urls")),
    *_app_patterns(),
    *_instrument_patterns(),
]
