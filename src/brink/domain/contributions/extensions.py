"""What the words of givers add elsewhere."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from brink.domain.contributions import blocks
from brink.domain.contributions.queries.counting import outcomes
from brink.domain.contributions.queries.waiting import desk_items
from brink.domain.contributions.services.keeping import erase_due
from brink.domain.places.points import home_blocks
from brink.domain.processes.exports import process_exports
from brink.domain.processes.models import Process
from brink.domain.processes.points import process_blocks
from brink.foundation.addresses import pages
from brink.foundation.disclosure import batched, publishable
from brink.foundation.navigation import Entry, Menu, navigation
from brink.foundation.periodic import periodic
from brink.foundation.queue import desk_queue


def _counts(process: Process) -> dict[str, Any]:
    """Return how many voices there are, in whole tens, and where they landed; nothing under ten."""
    return {
        "contributions": batched(process.contribution_count) or None,
        "landings": {code: count for code, count in outcomes(process).items() if publishable(count)},
    }


pages.register("follow", "contributions:code")
pages.register("contribution desk", "contributions:voice")
navigation.register("contributions follow", Entry(Menu.SITE, _("Volg uw woorden"), "contributions:code"), order=40)
navigation.register("contributions desk", Entry(Menu.DESK, _("Inbreng"), "contributions:desk"), order=30)
desk_queue.register("contributions", desk_items, order=20)
periodic.register("givers", erase_due, order=40)
process_exports.register("contributions", _counts, order=20)
process_blocks.register("contributions landed", blocks.landed, order=60)
home_blocks.register("contributions follow", blocks.home_follow, order=20)
