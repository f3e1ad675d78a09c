"""What the kader adds elsewhere: its way in from the menus, and the names of its acts."""

from django.utils.translation import gettext_lazy as _

from brink.domain.framework.journal_labels import KINDS
from brink.domain.framework.permissions import FRAMEWORK_ADOPT
from brink.domain.framework.ways_back import WAYS_BACK
from brink.domain.journal.labels import register_labels
from brink.domain.journal.ways_back import register_ways_back
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation

register_labels(KINDS)
register_ways_back(WAYS_BACK)
pages.register("framework", "framework:index")
navigation.register("framework", Entry(Menu.ABOUT, _("Spelregels: wie doet wat"), "framework:index"), order=20)
navigation.register(
    "framework adoptions",
    Entry(Menu.DESK_END, _("Wie heeft het kader vastgesteld?"), "framework:adoptions", action=FRAMEWORK_ADOPT),
    order=20,
)
