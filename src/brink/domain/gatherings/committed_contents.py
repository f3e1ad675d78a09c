"""What of a gathering the public record commits to: its seats, its agenda, who was there, and its report."""

from brink.domain.gatherings.models import AgendaItem, Gathering, Minutes, Presence
from brink.domain.journal.contents import register

register(
    Gathering, process="event__process_id", words=("provisions", "contact"),
    facts=("event", "kind", "organ", "takes_signups", "capacity", "closes_at"),
    left_out={"seats_held": "a count: recomputed"},
)  # fmt: skip
register(AgendaItem, process="gathering__event__process_id", words=("title", "address"),
         facts=("gathering", "position"))  # fmt: skip
register(Presence, process="gathering__event__process_id", words=("reason", "took"),
         facts=("gathering", "person", "role", "attendance", "took_at"))  # fmt: skip
register(Minutes, process="gathering__event__process_id", words=("text", "source", "contact", "reason"),
         facts=("gathering", "version"))  # fmt: skip
