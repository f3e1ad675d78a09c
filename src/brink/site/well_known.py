"""Addresses that machines know by name: what search engines read and leave alone, and where a hole is reported."""

from datetime import timedelta
from itertools import islice
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from brink.domain.people.models import Body
from brink.domain.processes.models import Theme
from brink.foundation import clock, example
from brink.foundation.addresses import page_url
from brink.foundation.navigation import Menu, menu
from brink.foundation.search.searchable import documents
from brink.foundation.visibility import ANYONE

# Pages of one person, and pages that are another list of what stands elsewhere.
CLOSED = ("web:desk", "account_login", "contributions:code")
VALID = timedelta(days=180)
# What one file may hold (sitemaps.org).
MOST_PAGES = 50_000


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep search engines from pages of one person; from everything in a demo, where names are invented."""
    # The links to another language lead back to where one is.
    doors = [*(reverse(name) for name in CLOSED), reverse("web:language", args=("nl",))]
    closed = ["/"] if settings.DEMO else [f"/{one.split('/')[1]}/" for one in doors]
    sitemap = [] if settings.DEMO else [f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}"]
    return _text(["User-agent: *", *(f"Disallow: {path}" for path in closed), *sitemap])


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the pages that everybody may see: those of the menus, and those of all that a stranger's search finds."""
    menus = (link for which in (Menu.SITE, Menu.ABOUT, Menu.PRACTICAL) for _label, link, _here in menu(which, ANYONE))
    themes = (page_url("theme", slug) for slug in Theme.objects.values_list("slug", flat=True))
    found = ("/", *menus, *themes, *(one.address for one in documents(ANYONE)))
    closed = tuple(f"/{reverse(name).split('/')[1]}/" for name in CLOSED)
    paths = dict.fromkeys(path for path in (one.partition("#")[0] for one in found) if not path.startswith(closed))
    lines = (f"<url><loc>{escape(settings.BASE_URL + path)}</loc></url>" for path in islice(paths, MOST_PAGES))
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    mark = [f"<!-- {escape(example.notice())} -->"] if example.notice() else []
    told = "\n".join([text, *mark, *lines, "</urlset>", ""])
    response = HttpResponse(told, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead who asks for the mark of the house by its old name to where it stands."""
    return redirect(static("ui/brink-180.png"))


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say where a hole is reported (RFC 9116): by the setting, else at the bodies of this site that have an address."""
    asked = [settings.SECURITY_CONTACT] if settings.SECURITY_CONTACT else []
    mails = asked or [f"mailto:{one}" for one in Body.objects.exclude(email="").values_list("email", flat=True)]
    contacts = mails or [f"{settings.BASE_URL}{reverse('web:help')}"]
    expires = (clock.now() + VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    return _text([
        *(f"Contact: {one}" for one in contacts),
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.BASE_URL}{reverse('security')}",
    ])
