"""Reads about statements."""

from brink.domain.people.models import Body
from brink.domain.statements.models import Statement
from brink.foundation.visibility import ANYONE, visible


def statement_of(body: Body | None) -> Statement | None:
    """Return what a body says of itself now, or None while it said nothing. One query."""
    if body is None:
        return None
    rows = visible(ANYONE, Statement.objects.filter(tenant=body))
    return rows.order_by("-created_at", "-id").first()


def frames_of(body: Body) -> list[str]:
    """Return the sites that may show a question of this body inside a page of theirs. One query."""
    found = statement_of(body)
    return [str(one) for one in found.frames] if found else []
