"""The pages that join apps, in the menus and for who asks for them from below."""

from django.utils.translation import gettext_lazy as _

from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation

PAGES = ("home", "processes", "process", "area", "calendar", "desk", "journal", "figures")
SITE = (
    Entry(Menu.SITE, _("In de buurt"), "web:home", within=("web:areas",)),
    Entry(Menu.SITE, _("Vragen"), "web:processes"),
    Entry(Menu.SITE, _("Kom langs"), "web:calendar"),
)
ABOUT = (
    (10, Entry(Menu.ABOUT, _("Wat Brink belooft"), "web:promises")),
    (40, Entry(Menu.ABOUT, _("Cijfers"), "web:figures")),
    (50, Entry(Menu.ABOUT, _("Logboek"), "web:journal")),
)
PRACTICAL = (
    Entry(Menu.PRACTICAL, _("Alle gebieden"), "web:areas"),
    Entry(Menu.PRACTICAL, _("Toegankelijkheid"), "web:help", anchor="toegankelijk"),
    Entry(Menu.PRACTICAL, _("Privacy"), "web:help", anchor="privacy"),
    Entry(Menu.PRACTICAL, _("Balie voor medewerkers"), "web:desk"),
)

for kind in PAGES:
    pages.register(kind, f"web:{kind}")
for place, entry in enumerate((*SITE, *PRACTICAL), start=1):
    navigation.register(f"web {entry.page} {entry.anchor}".strip(), entry, order=10 * place)
for order, entry in ABOUT:
    navigation.register(f"web {entry.page}", entry, order=order)
navigation.register("web help", Entry(Menu.SITE, _("Hulp"), "web:help"), order=50)
navigation.register("web queue", Entry(Menu.DESK, _("Wat wacht op mij"), "web:desk"), order=10)
