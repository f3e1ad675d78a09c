"""What participation adds elsewhere: limits of public acts, signs, who waits to be checked, and mail."""

from brink.domain.journal.labels import register_labels
from brink.domain.journal.ways_back import register_ways_back
from brink.domain.participation.access_mail import send_waiting
from brink.domain.participation.journal_labels import KINDS
from brink.domain.participation.limits import within_limits
from brink.domain.participation.line_signs import forget_signs
from brink.domain.participation.open_tables import tables
from brink.domain.participation.queries import desk_items
from brink.domain.participation.ways_back import WAYS_BACK
from brink.foundation.addresses import pages
from brink.foundation.open_tables import open_tables
from brink.foundation.periodic import periodic
from brink.foundation.public_acts import register_door
from brink.foundation.queue import desk_queue

pages.register("admissions", "participation:admissions")
periodic.register("admission mail", send_waiting, order=32)
register_labels(KINDS)
register_ways_back(WAYS_BACK)
register_door(within_limits)
desk_queue.register("participation", desk_items, order=25)
open_tables.register("one line", tables, order=90)
periodic.register("line signs", forget_signs, order=55)
pages.register("paper", "participation:paper")
pages.register("paper desk", "participation:sheets")
pages.register("round lines", "participation:lines")
