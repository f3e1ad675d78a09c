"""What records add elsewhere by themselves; each register adds its own by `kit.register`."""

from django.utils.translation import gettext_lazy as _

from brink.domain.journal.labels import register_labels
from brink.domain.journal.links import subject_links
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.people.points import own_blocks, team_blocks
from brink.domain.records.kit import own_block, queue_items, record_links, team_block
from brink.domain.records.ways_back import WAYS_BACK
from brink.foundation.queue import desk_queue

desk_queue.register("records", queue_items, order=40)
team_blocks.register("records", team_block)
own_blocks.register("records", own_block, order=30)
subject_links.register("record", record_links)
register_labels(
    {
        "record.reminded": _("Eigenaar aan een beloofde dag herinnerd"),
        "record.linked": _("Gezegd waarmee iets samenhangt"),
        "record.unlinked": _("Gezegd dat iets niet meer samenhangt"),
    }
)
register_ways_back(WAYS_BACK)
