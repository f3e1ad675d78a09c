"""Showing a piece that another app adds to a page, which the page renders and knows no more of."""

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from brink.foundation.panels import Panel

register = template.Library()


@register.simple_tag(takes_context=True)
def panel(context: template.Context, shown: Panel | None) -> SafeString | str:
    """Render a panel inside the page, with the page's own context below it."""
    if shown is None:
        return ""
    values = {**{str(name): value for name, value in context.flatten().items()}, **shown.context}
    values.pop("request", None)
    return get_template(shown.template).render(values, context.get("request"))
