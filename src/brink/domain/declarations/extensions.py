"""What declarations add elsewhere: the foot of every page, and a part of the page about an organisation."""

from django.utils.translation import gettext_lazy as _

from brink.domain.declarations.parts import body_part
from brink.domain.declarations.ways_back import WAYS_BACK
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.body_parts import body_parts
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation

register_ways_back(WAYS_BACK)
for kind in ("picture", "short", "handout"):
    pages.register(kind, f"declarations:{kind}")
body_parts.register("declarations", body_part, order=80)
for order, (name, label) in enumerate((
    ("accessibility", _("Toegankelijkheid")), ("privacy", _("Privacy")), ("cookies", _("Cookies")),
    ("colophon", _("Colofon")),
), start=60):  # fmt: skip
    navigation.register(f"declarations {name}", Entry(Menu.PRACTICAL, label, f"declarations:{name}"), order=order)
