"""Who may see which records: everybody what is published and public, the desk the rest of its own body."""

from collections.abc import Callable

from django.db.models import Model, Q

from brink.domain.records.models import Link, NamedReaders, Record, Voice
from brink.foundation import clock
from brink.foundation.visibility import DESK, Role, Rule, Viewer, register

# What is secret is known to those who keep secrets for the organs: the griffie and the secretary.
KEEPERS = frozenset({Role.CLERK, Role.SECRETARY})
# For whom they keep it: who reads what is secret for the members of the one or the other.
SEATS = {
    Record.KeptFor.COUNCIL: frozenset({Role.COUNCIL}),
    Record.KeptFor.EXECUTIVE: frozenset({Role.EXECUTIVE, Role.CHAIR}),
}


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


def shared(prefix: str) -> Callable[[Viewer], Q]:
    """Return the rule of what is secret and kept for an organ: who sits in it knows of the record behind `prefix`."""

    def condition(viewer: Viewer) -> Q:
        found = Q(pk__in=[])
        for kept_for, roles in SEATS.items():
            bodies = sorted(viewer.tenants(roles))
            if bodies:
                whose = {f"{prefix}tenant__in": bodies, f"{prefix}kept_for__in": (kept_for, Record.KeptFor.BOTH)}
                found |= Q(**{f"{prefix}visibility": Record.Visibility.SECRET}, **whose)
        return found

    return condition


def below(prefix: str) -> Callable[[], Q]:
    """Return the rule of what hangs below a record: it is seen by whoever sees the record."""
    return lambda: public_record(prefix)


def register_below(model: type[Model], prefix: str = "record__") -> None:
    """Register a table of a register: public with its record, and for the staff of its body."""
    register(model, Rule(public=below(prefix), roles=DESK, closed=secret(prefix), closed_roles=KEEPERS,
                         shared=shared(prefix)))  # fmt: skip


def register_rules() -> None:
    """Register the rules of this app. A link is public when both its ends are."""
    known = Rule(public=public_record, roles=DESK, closed=secret(""), closed_roles=KEEPERS, shared=shared(""))
    register(Record, known)
    register_below(NamedReaders)
    both = secret("one__", "other__")
    open_ends = lambda: public_record("one__") & public_record("other__")  # noqa: E731  the rule of both ends
    register(Link, Rule(public=open_ends, roles=DESK, closed=both, closed_roles=KEEPERS))
    # Whose words led to a record is between the body and the giver.
    register(Voice, Rule(roles=DESK, under_code="contribution_id"))
