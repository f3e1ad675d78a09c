"""Who may see which records: everybody what is published and public, the desk the rest of its own body."""

from collections.abc import Callable

from django.db.models import Model, Q

from brink.domain.records.models import Link, Record, Voice
from brink.foundation import clock
from brink.foundation.visibility import DESK, Role, Rule, register

# What is secret is known to those who keep secrets for the organs: the griffie and the secretary, and nobody else.
KEEPERS = frozenset({Role.CLERK, Role.SECRETARY})


def public_record(prefix: str = "") -> Q:
    """Return the condition that the record behind `prefix` may be read by everybody: from a day on, it may be."""
    return Q(**{f"{prefix}published_at__lte": clock.Present(), f"{prefix}visibility": Record.Visibility.PUBLIC})


def secret(*prefixes: str) -> Callable[[], Q]:
    """Return the rule of what is secret: a record behind one of these is."""

    def condition() -> Q:
        found = Q()
        for prefix in prefixes:
            found |= Q(**{f"{prefix}visibility": Record.Visibility.SECRET})
        return found

    return condition


def below(prefix: str) -> Callable[[], Q]:
    """Return the rule of what hangs below a record: it is seen by whoever sees the record."""
    return lambda: public_record(prefix)


def register_below(model: type[Model], prefix: str = "record__") -> None:
    """Register a table of a register: public with its record, and for the staff of its body."""
    register(model, Rule(public=below(prefix), roles=DESK, closed=secret(prefix), closed_roles=KEEPERS))


def register_rules() -> None:
    """Register the rules of this app. A link is public when both its ends are."""
    register(Record, Rule(public=public_record, roles=DESK, closed=secret(""), closed_roles=KEEPERS))
    both = secret("one__", "other__")
    open_ends = lambda: public_record("one__") & public_record("other__")  # noqa: E731  the rule of both ends
    register(Link, Rule(public=open_ends, roles=DESK, closed=both, closed_roles=KEEPERS))
    # Whose words led to a record is between the body and the giver.
    register(Voice, Rule(roles=DESK, under_code="contribution_id"))
