"""What participation adds elsewhere: limits of public acts, what waits at the desk, and the end of signs."""

from brink.domain.journal.labels import register_labels
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.participation.journal_labels import KINDS
from brink.domain.participation.limits import within_limits
from brink.domain.participation.line_signs import forget_signs
from brink.domain.participation.queries import desk_items
from brink.domain.participation.ways_back import WAYS_BACK
from brink.foundation.addresses import pages
from brink.foundation.periodic import periodic
from brink.foundation.public_acts import register_door
from brink.foundation.queue import desk_queue

register_labels(KINDS)
register_ways_back(WAYS_BACK)
register_door(within_limits)
desk_queue.register("participation", desk_items, order=75)
periodic.register("line signs", forget_signs, order=55)
pages.register("round lines", "participation:lines")
