"""Reads about declarations."""

from brink.domain.declarations.models import Declaration
from brink.domain.people.models import Body
from brink.foundation.visibility import ANYONE, visible


def declaration_of(body: Body | None) -> Declaration | None:
    """Return what a body says of itself now, or None while it said nothing. One query."""
    if body is None:
        return None
    rows = visible(ANYONE, Declaration.objects.filter(tenant=body))
    return rows.order_by("-created_at", "-id").first()


def frames_of(body: Body) -> list[str]:
    """Return the sites that may show a question of this body inside a page of theirs. One query."""
    found = declaration_of(body)
    return [str(one) for one in found.frames] if found else []
