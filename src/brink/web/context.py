"""What every page needs around its content: menu, footer, demo bar, language switch."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.foundation.visibility import ANYONE, DESK, Viewer
from brink.ui.components import Link, LinkGroup


def _nav(request: HttpRequest, viewer: Viewer) -> list[Link]:
    """Return the main menu; staff pages have their own."""
    here = request.path
    entries = [(_("In de buurt"), "/"), (_("Vragen"), "/processen/"), (_("Kom langs"), "/agenda/")]
    entries += [(_("Volg uw woorden"), "/volg/"), (_("Hulp"), "/hulp/")]
    if here.startswith("/balie/"):
        entries = [(_("Wat wacht op mij"), "/balie/"), (_("Vragen"), "/balie/processen/")]
        entries += [(_("Inbreng"), "/balie/inbreng/"), (_("Besluiten"), "/balie/besluiten/")]
    current = max((url for _label, url in entries if here.startswith(url)), key=len, default="")
    if current == "/" and here != "/" and not here.startswith("/gebieden/"):
        current = ""
    return [Link(label, url, current=url == current) for label, url in entries]


def _footer(viewer: Viewer) -> list[LinkGroup]:
    account = Link(_("Uitloggen"), "/account/logout/") if viewer.account_id else Link(_("Inloggen"), "/account/login/")
    about = [
        Link(_("Wat Brink belooft"), "/beloften/"),
        Link(_("Wie mag wat: het kader"), "/kader/"),
        Link(_("Besluiten"), "/besluiten/"),
        Link(_("Cijfers"), "/cijfers/"),
        Link(_("Logboek"), "/logboek/"),
    ]
    good = [
        Link(_("Alle gebieden"), "/gebieden/"),
        Link(_("Toegankelijkheid"), "/hulp/#toegankelijk"),
        Link(_("Privacy"), "/hulp/#privacy"),
        Link(_("Balie voor medewerkers"), "/balie/"),
        account,
    ]
    return [LinkGroup(_("Over Brink"), tuple(about)), LinkGroup(_("Goed geregeld"), tuple(good))]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the layout shows around a page."""
    viewer: Viewer = getattr(request, "viewer", ANYONE)
    return {
        "viewer": viewer,
        "is_staff": bool(viewer.tenants(DESK)),
        "nav": _nav(request, viewer),
        "footer": _footer(viewer),
        "demo_notice": _("Voorbeeld. Namen, aantallen en besluiten zijn verzonnen.") if settings.DEMO else "",
        "set_language_url": reverse("set_language"),
        "help_phone": settings.HELP_PHONE,
        "help_phone_link": "".join(one for one in settings.HELP_PHONE if one.isdigit() or one == "+"),
        "help_hours": settings.HELP_HOURS,
    }
