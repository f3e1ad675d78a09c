"""The pages that join apps, in the menus and for who asks for them from below."""

from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.permissions import NOTE_WRITE
from brink.domain.places.models import Area
from brink.domain.places.points import home_blocks
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.panels import Panel
from brink.foundation.periodic import periodic
from brink.foundation.queue import desk_queue
from brink.foundation.visibility import Viewer
from brink.foundation.waiting_counts import counted_items
from brink.web import response_stats, search_index


def _figures(viewer: Viewer, area: Area | None) -> Panel | None:
    """Return the big figures, when a body has enough voices for them."""
    found = response_stats.figures(response_stats.scores())
    return Panel("web/band_figures.html", {"figures": found}) if found else None


PAGES = (
    "home", "search", "processes", "process", "area", "theme", "calendar", "desk", "journal", "figures",
)
SITE = (
    Entry(Menu.SITE, _("In de buurt"), "web:home", within=("web:areas",)),
    Entry(Menu.SITE, _("Vragen"), "web:processes"),
    Entry(Menu.SITE, _("Agenda"), "web:calendar"),
)
ABOUT = (
    (10, Entry(Menu.ABOUT, _("Wat Brink belooft"), "web:promises")),
    (30, Entry(Menu.ABOUT, _("Wie gaat waarover?"), "web:themes")),
    (40, Entry(Menu.ABOUT, _("Cijfers"), "web:figures")),
    (50, Entry(Menu.ABOUT, _("Logboek"), "web:journal")),
)
PRACTICAL = (
    Entry(Menu.PRACTICAL, _("Hoe kan ik meedoen?"), "web:guide"),
    Entry(Menu.PRACTICAL, _("Kaart"), "web:map"),
    Entry(Menu.PRACTICAL, _("Alle gebieden"), "web:areas"),
    Entry(Menu.PRACTICAL, _("Balie voor medewerkers"), "web:desk"),
)

for kind in PAGES:
    pages.register(kind, f"web:{kind}")
for place, entry in enumerate((*SITE, *PRACTICAL), start=1):
    navigation.register(f"web {entry.page} {entry.anchor}".strip(), entry, order=10 * place)
for order, entry in ABOUT:
    navigation.register(f"web {entry.page}", entry, order=order)
navigation.register("web help", Entry(Menu.SITE, _("Hulp"), "web:help"), order=50)
# At the desk the menu above has no room for it; its footer says to look there.
navigation.register("web help below", Entry(Menu.PRACTICAL, _("Hulp"), "web:help"), order=35)
navigation.register("web words", Entry(Menu.PRACTICAL, _("Wat betekent dat woord?"), "web:words"), order=37)
navigation.register(
    "web manual", Entry(Menu.PRACTICAL, _("Handleiding voor de balie"), "web:manual", action=NOTE_WRITE), order=95
)
navigation.register("web manual at the end", Entry(Menu.DESK_END, _("Handleiding"), "web:manual"), order=90)
navigation.register("web search", Entry(Menu.SITE, _("Zoeken"), "web:search"), order=45)
navigation.register("web queue", Entry(Menu.DESK, _("Wat wacht op mij"), "web:desk"), order=10)
navigation.register("web planning", Entry(Menu.DESK, _("Planning"), "web:planning"), order=15)
# Early: what was missed is found again before mail of today says where it stands.
periodic.register("search", search_index.repair, order=20)
desk_queue.register("counted", counted_items, order=15)
home_blocks.register("web figures", _figures, order=40)
