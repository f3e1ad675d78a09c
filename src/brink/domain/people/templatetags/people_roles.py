"""`{% load people_roles %}`: a role in words."""

from collections.abc import Mapping

from django.template import Library
from django.utils.translation import gettext as _

register = Library()


@register.filter
def named(names: Mapping[str, str], role: str) -> str:
    """Return how a role is called; members of council and executive are called so."""
    elected = {"council": _("volksvertegenwoordiger"), "executive": _("bestuurder")}
    return names.get(role) or elected.get(role, role)
