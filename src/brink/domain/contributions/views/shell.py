"""What every desk page of this room does: let members of the desk in, page lists, act once, and say what was wrong."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from brink.domain.processes.models import Process
from brink.foundation.errors import Refusal
from brink.foundation.visibility import DESK, Viewer

M = TypeVar("M", bound=Model)


def member(request: HttpRequest) -> Viewer:
    """Return who looks when they sit at the desk of some body; for everybody else there is no such page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.tenants(DESK):
        raise Http404
    return viewer


def for_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send whoever is not logged in to the way in: for pages that every desk has, and that tell nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        if viewer.account_id is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def process_at(request: HttpRequest, slug: str) -> Process:
    """Return a process of a body at whose desk the viewer sits."""
    tenants = member(request).tenants(DESK)
    found = Process.objects.filter(slug=slug, tenant_id__in=tenants).select_related("tenant").first()
    if found is None:
        raise Http404
    return found


def page_of(request: HttpRequest, rows: QuerySet[M], size: int) -> Page[M]:
    """Return the asked page of a list; a page that does not exist is the nearest that does."""
    return Paginator(rows, size).get_page(request.GET.get("pagina"))


def fresh() -> str:
    """Return a new idempotency key for a form."""
    return secrets.token_urlsafe(16)


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
