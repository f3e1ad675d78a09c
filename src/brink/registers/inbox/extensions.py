"""What the open door adds elsewhere: its queue, its entries, and the way in on the pages of places and questions."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.journal.labels import register_labels
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.models import CouncilGroup, Person
from brink.domain.people.points import Mine, demo_seeds, elected_blocks, own_blocks, own_topics
from brink.domain.people.queries import contacts_for, current
from brink.domain.places.models import Area
from brink.domain.places.points import AreaBlock, area_blocks, home_blocks
from brink.domain.places.queries import ancestors
from brink.domain.processes.points import ProcessPage, Stop, process_blocks
from brink.foundation import clock
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.panels import Panel
from brink.foundation.public_acts import PublicAct, public_acts
from brink.foundation.visibility import Viewer
from brink.registers.inbox import queries, talks
from brink.registers.inbox.journal_labels import KINDS
from brink.registers.inbox.seeding import seed
from brink.registers.inbox.ways_back import WAYS_BACK

MOST_TALKS = 20
MOST_WRITTEN = 30


def area_block(area: Area, viewer: Viewer) -> Panel | None:
    """Return the way to whoever is the contact here, or to the governments that have their door open."""
    contacts = {one.tenant_id: one for one in contacts_for(area)}
    around = {one.pk for one in ancestors(area)}
    doors = [(one.tenant, contacts.get(one.tenant_id)) for one in queries.open_doors(viewer)]
    near = [(body, contact) for body, contact in doors if contact or body.area_id in around]
    return Panel("inbox/block.html", {"doors": near, "area": area}) if near else None


def talk_block(elected: CouncilGroup | Person, viewer: Viewer) -> Panel | None:
    """Return the way to a conversation with somebody, or with the members of a fractie, where the door is open."""
    if not queries.open_doors(viewer).filter(tenant=elected.tenant_id).exists():
        return None
    people = talks.can_be_asked().filter(tenant=elected.tenant_id)
    if isinstance(elected, Person):
        people = people.filter(pk=elected.pk)
    else:
        people = people.filter(memberships__in=elected.memberships.filter(current(clock.today()))).distinct()
    found = list(people.order_by("name")[:60])
    return Panel("inbox/ask_talk.html", {"people": found}) if found else None


def own_talks(mine: Mine) -> Panel | None:
    """Return what residents asked somebody with a seat, what is due first in front. One query."""
    rows = list(talks.waiting_for(mine.persons)[:MOST_TALKS])
    return Panel("inbox/own_talks.html", {"rows": rows, "today": clock.today()}) if rows else None


def own_door(mine: Mine) -> Panel | None:
    """Return what people of their area wrote by the open door, for whoever is its contact: to read, not to answer."""
    if not mine.areas:
        return None
    rows = list(queries.for_contact(mine.persons)[:MOST_WRITTEN])
    return Panel("inbox/own_door.html", {"rows": rows, "today": clock.today()})


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
elected_blocks.register("inbox talks", talk_block, order=30)
own_blocks.register("inbox talks", own_talks, order=15)
own_topics.register("inbox door", own_door, order=25)
register_labels(KINDS)
register_ways_back(WAYS_BACK)
for kind in ("question", "worry", talks.KIND):
    public_acts.register(f"contribution.received {kind}", PublicAct(gettext_lazy("berichten"), 10, 40, 500))
demo_seeds.register("inbox", seed, order=10)
