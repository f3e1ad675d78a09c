"""What desk pages of this app do beside the kit of `people.desk`, for forms that have a key field of their own."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from brink.domain.people.desk import BrinkRequest, member, own, page_of
from brink.domain.people.desk import login_first as for_desk
from brink.domain.people.desk import new_key as fresh
from brink.domain.processes.models import Process
from brink.foundation.errors import Refusal

__all__ = ["acting", "blame", "for_desk", "fresh", "member", "page_of", "process_at", "say"]


def process_at(request: BrinkRequest, slug: str) -> Process:
    """Return a process of a body at whose desk the viewer sits."""
    return own(request, Process.objects.select_related("tenant"), slug=slug)


def blame(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal at the field it is about."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def acting(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do what a valid form asks; return whether it was done. Otherwise the form says what to mend."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        blame(form, refusal)
        return False
    return True


def say(request: HttpRequest, text: str) -> None:
    """Tell on the next page that it worked."""
    messages.success(request, text)
