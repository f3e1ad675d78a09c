"""What people and bodies add elsewhere: to the page of an area, the queue, the menus and the journal."""

from django.utils.translation import gettext_lazy as _

from brink.domain.journal.labels import register_labels
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people import blocks
from brink.domain.people.attempts import forget_old
from brink.domain.people.journal_labels import KINDS
from brink.domain.people.permissions import BODY_WRITE, PEOPLE_WRITE
from brink.domain.people.queries import desk_items
from brink.domain.people.ways_back import WAYS_BACK
from brink.domain.places.points import AreaBlock, area_blocks
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.periodic import periodic
from brink.foundation.queue import desk_queue
from brink.foundation.visibility import BESIDE, ELECTED

register_labels(KINDS)
register_ways_back(WAYS_BACK)
desk_queue.register("people", desk_items, order=80)
navigation.register(
    "people staff", Entry(Menu.DESK_END, _("Wie doet wat"), "people:staff", action=PEOPLE_WRITE), order=10
)
navigation.register(
    "people body", Entry(Menu.DESK_END, _("Organisatie"), "people:body", action=BODY_WRITE),
    order=8,
)
navigation.register("people teams", Entry(Menu.DESK_END, _("Teams"), "people:teams"), order=12)
navigation.register("people absences", Entry(Menu.DESK_END, _("Afwezig"), "people:absences"), order=14)
navigation.register(
    "people mine", Entry(Menu.SITE, _("Mijn overzicht"), "people:mine", roles=ELECTED | BESIDE), order=60
)
navigation.register("people log in", Entry(Menu.PRACTICAL, _("Inloggen"), "account_login", signed_in=False), order=90)
navigation.register("people log out", Entry(Menu.PRACTICAL, _("Uitloggen"), "account_logout", signed_in=True), order=90)
area_blocks.register("people contacts", AreaBlock(blocks.contacts, aside=True), order=10)
area_blocks.register("people councils", AreaBlock(blocks.councils, aside=True), order=20)
area_blocks.register("people bodies", AreaBlock(blocks.bodies, aside=True), order=30)
periodic.register("attempts", forget_old, order=50)
