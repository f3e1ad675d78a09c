"""Who may see which records: everybody what is published and public, the desk the rest of its own body."""

from collections.abc import Callable

from django.db.models import Model, Q

from brink.domain.records.models import Link, Record, Voice
from brink.foundation.visibility import DESK, Rule, register


def public_record(prefix: str = "") -> Q:
    """Return the condition that the record behind `prefix` may be read by everybody."""
    return Q(**{f"{prefix}published_at__isnull": False, f"{prefix}visibility": Record.Visibility.PUBLIC})


def below(prefix: str) -> Callable[[], Q]:
    """Return the rule of what hangs below a record: it is seen by whoever sees the record."""
    return lambda: public_record(prefix)


def register_below(model: type[Model], prefix: str = "record__") -> None:
    """Register a table of a register: public with its record, and for the staff of its body."""
    register(model, Rule(public=below(prefix), roles=DESK))


def register_rules() -> None:
    """Register the rules of this app. A link is public when both its ends are."""
    register(Record, Rule(public=public_record, roles=DESK))
    register(Link, Rule(public=lambda: public_record("one__") & public_record("other__"), roles=DESK))
    # Whose words led to a record is between the body and the giver.
    register(Voice, Rule(roles=DESK, under_code="contribution_id"))
