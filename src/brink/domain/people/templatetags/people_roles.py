"""`{% load people_roles %}`: a role in words."""

from collections.abc import Mapping

from django.template import Library

from brink.foundation.role_names import ROLE_NAMES
from brink.foundation.visibility import Role

register = Library()


@register.filter
def named(names: Mapping[str, str], role: str) -> str:
    """Return how a role is called; what the page has no name for has that of the table of roles."""
    return names.get(role) or str(ROLE_NAMES.get(Role(role), role))
