"""`{% load reporting %}`: the way to report words, and the house rules beside a form that publishes."""

from typing import Any
from uuid import UUID

from django.template import Library
from django.utils.translation import get_language

from brink.foundation.addresses import page_url

register = Library()


@register.inclusion_tag("reports/report_this.html")
def report_this(contribution: UUID, about: str = "", part: str = "", language: str = "") -> dict[str, Any]:
    """Show the link 'Meld dit' at words or a photo; `about` says to a reader who cannot see it what it is about.

    `language` is that of `about` where it holds somebody's words; without it these are words of the page.
    """
    url = page_url("report", contribution) + (f"?deel={part}" if part else "")
    return {"url": url, "about": about, "language": language or get_language() or "nl"}


@register.inclusion_tag("reports/rules_link.html")
def house_rules(body: str = "") -> dict[str, Any]:
    """Say beside a form that publishes that house rules hold, with the way to them."""
    return {"url": page_url("house rules") + (f"?overheid={body}" if body else "")}
