"""Showing an instrument's panel on a page that does not know the instrument."""

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from brink.domain.processes.instrument import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def panel(context: template.Context, shown: Panel | None) -> SafeString | str:
    """Render a panel inside the page, with the page's own context below it."""
    if shown is None:
        return ""
    values: dict[str, Any] = {**context.flatten(), **shown.context}
    values.pop("request", None)
    return get_template(shown.template).render(values, context.get("request"))
