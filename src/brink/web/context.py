"""What every page needs around its content: menu, footer, demo bar, language switch."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brink.foundation import example
from brink.foundation.addresses import page_url
from brink.foundation.navigation import Menu, menu
from brink.foundation.requests import viewer_of
from brink.foundation.visibility import DESK, Viewer
from brink.ui.components import Link, LinkGroup


def links(which: Menu, viewer: Viewer, here: str = "") -> tuple[Link, ...]:
    """Return a menu as it is shown to this viewer on this page."""
    return tuple(Link(label, url, current) for label, url, current in menu(which, viewer, here))


def _footer(viewer: Viewer) -> tuple[LinkGroup, ...]:
    return (
        LinkGroup(_("Over Brink"), links(Menu.ABOUT, viewer)),
        LinkGroup(_("Goed geregeld"), links(Menu.PRACTICAL, viewer)),
    )


def _languages(here: str) -> tuple[Link, ...]:
    """Return a link to each language, which leads back to the page that one is on."""
    back, spoken = urlencode({"naar": here}, safe="/"), get_language()
    return tuple(
        Link(code, f"{reverse('web:language', args=[code])}?{back}", code == spoken)
        for code, _name in settings.LANGUAGES
    )


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the layout shows around a page; menus are made where they are drawn, as a part of a page has none."""
    viewer = viewer_of(request)
    is_staff = bool(viewer.tenants(DESK))
    below_the_desk = request.path.startswith(page_url("desk"))
    site = SimpleLazyObject(lambda: links(Menu.SITE, viewer, request.path))
    # Pages of the desk that stand at a question, such as those of a round, belong to its list of questions.
    here = request.path if below_the_desk else reverse("processes:index")
    desk = SimpleLazyObject(lambda: links(Menu.DESK, viewer, here)) if is_staff else site
    more = SimpleLazyObject(lambda: links(Menu.DESK_MORE, viewer, here) if is_staff else ())
    return {
        "viewer": viewer,
        "is_staff": is_staff,
        "nav": desk if below_the_desk else site,
        "nav_more": more if below_the_desk else (),
        "desk_nav": desk,
        "desk_more": more,
        "footer": SimpleLazyObject(lambda: _footer(viewer)),
        "home_url": page_url("home"),
        "site_url": settings.BASE_URL,
        "demo_notice": example.notice(),
        "languages": SimpleLazyObject(lambda: _languages(request.get_full_path())),
        "help_phone": settings.HELP_PHONE,
        "help_phone_link": "".join(one for one in settings.HELP_PHONE if one.isdigit() or one == "+"),
        "help_hours": settings.HELP_HOURS,
    }
