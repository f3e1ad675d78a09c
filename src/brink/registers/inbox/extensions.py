"""What the open door adds elsewhere: its queue, its entries, and the way in on the pages of places and questions."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.people.points import demo_seeds
from brink.domain.people.queries import contacts_for
from brink.domain.places.models import Area
from brink.domain.places.points import AreaBlock, area_blocks, home_blocks
from brink.domain.places.queries import ancestors
from brink.domain.processes.points import ProcessPage, Stop, process_blocks
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.panels import Panel
from brink.foundation.public_acts import PublicAct, public_acts
from brink.foundation.visibility import Viewer
from brink.registers.inbox import queries
from brink.registers.inbox.seeding import seed


def area_block(area: Area, viewer: Viewer) -> Panel | None:
    """Return the way to whoever is the contact here, or to the governments that have their door open."""
    contacts = {one.tenant_id: one for one in contacts_for(area)}
    around = {one.pk for one in ancestors(area)}
    doors = [(one.tenant, contacts.get(one.tenant_id)) for one in queries.open_doors(viewer)]
    near = [(body, contact) for body, contact in doors if contact or body.area_id in around]
    return Panel("inbox/block.html", {"doors": near, "area": area}) if near else None


def home_block(viewer: Viewer, area: Area | None) -> Panel | None:
    """Return the band on the first page, once a door is open."""
    return Panel("inbox/band.html") if queries.open_doors(viewer) else None


def stop(page: ProcessPage) -> Stop | None:
    """Return the way in on the page of a standing question."""
    if not page.process.standing or page.room is None:
        return None
    panel = Panel("inbox/stop.html", {"body": page.process.tenant, "room": page.room})
    return Stop("mee", _("Doe nu mee"), True, panel)


pages.register("inbox", "inbox:index")
# Where the queue leads to for voices on a standing question.
pages.register("standing desk", "inbox:desk")
navigation.register("inbox", Entry(Menu.PRACTICAL, gettext_lazy("Vraag of vertel ons iets"), "inbox:index"), order=10)
navigation.register("inbox desk", Entry(Menu.DESK, gettext_lazy("Open deur"), "inbox:desk"), order=25)
area_blocks.register("inbox", AreaBlock(area_block, aside=True), order=15)
home_blocks.register("inbox", home_block, order=20)
process_blocks.register("inbox", stop, order=10)
for kind in ("question", "worry"):
    public_acts.register(f"contribution.received {kind}", PublicAct(gettext_lazy("berichten"), 10, 40, 500))
demo_seeds.register("inbox", seed, order=10)
