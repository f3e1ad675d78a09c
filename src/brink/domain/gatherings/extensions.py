"""What gatherings add elsewhere: the page of an event, the menu and queue of the desk, mail by the clock, limits."""

from django.utils.translation import gettext_lazy as _

from brink.domain.gatherings.desk_queries import own_block, waiting_kinds, waiting_line, work_lines
from brink.domain.gatherings.mailing import tell_signups
from brink.domain.gatherings.services import forget_signups
from brink.domain.gatherings.ways_back import WAYS_BACK
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import own_blocks
from brink.domain.processes.work_points import process_work
from brink.foundation.addresses import pages
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.periodic import periodic
from brink.foundation.public_acts import PublicAct, public_acts
from brink.foundation.waiting_counts import CountedQueue, counted_queues

register_ways_back(WAYS_BACK)
pages.register("event", "gatherings:event")
navigation.register("gatherings desk", Entry(Menu.DESK_MORE, _("Bijeenkomsten"), "gatherings:desk"), order=34)
counted_queues.register("gatherings", CountedQueue(waiting_kinds, waiting_line), order=45)
own_blocks.register("gatherings", own_block, order=35)
process_work.register("gatherings", work_lines, order=60)
# Before mail: what a restored back-up brought back is mailed nothing.
periodic.register("signups over", forget_signups, order=23)
periodic.register("signup mail", tell_signups, order=34)
public_acts.register("signup.made", PublicAct(_("aanmeldingen"), device=10, line=60, round=2_000))
public_acts.register("signup.cancelled", PublicAct(_("afmeldingen"), device=20, line=60, round=2_000))
