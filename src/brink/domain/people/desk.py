"""The kit of every desk page: who looks, one's own row or no such page, a form with a fresh key, and one answer each.

    form = ReasonForm(request.POST or None, version=version(event))
    acted = act(request, form, lambda: cancel_event(event=event, key=form.act_key, seen=form.seen(event), ...))
    if acted:
        return done(request, back, _("Afgezegd."))
    return page(request, "processes/small.html", {...}, form)

A refusal stands at its field and the typed text stays. The status is 422 for what can be mended in the form, 409 for a
conflict or a wrong moment, 403 for what one may not. After a conflict the form says who was first, when, and what
stands there now; it then carries the version that was shown, so saving again is a choice and not an accident.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import wraps
from typing import Any, ClassVar, Concatenate, Generic, ParamSpec, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from brink.domain.journal.acts import version_of
from brink.domain.people.models import Account, Body
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict, Refusal
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK, Role, Viewer

M = TypeVar("M", bound=Model)
T = TypeVar("T")
P = ParamSpec("P")
MENDABLE = 422


def new_key() -> str:
    """Return a fresh idempotency key."""
    return secrets.token_urlsafe(16)


def key_of(request: BrinkRequest) -> str | None:
    """Return the key that a button sent, or None."""
    return request.POST.get("key", "")[:60] or None


def version(row: Model | None) -> str:
    """Return what a form says it was drawn from: which row, and how often it had been changed. One query."""
    return f"{row.pk}:{version_of(row)}" if row is not None else "none:0"


class ActForm(forms.Form):
    """A form that acts: it carries a key, so that sending it twice acts once, and the version that the person saw.

    Give `version` for what edits; without it the form only adds. `aliases` names fields that the service calls otherwise.
    """

    aliases: ClassVar[Mapping[str, str]] = {}
    key = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    version = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)

    def __init__(self, *args: Any, version: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"key": new_key(), "version": version} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.status = 200
        if not version:
            del self.fields["version"]

    @property
    def act_key(self) -> str | None:
        """Return the key that was sent, or None."""
        return self.cleaned_data.get("key") or None

    def seen(self, row: Model | None) -> int:
        """Return the version of this row that the person saw; one that fits no version when it was another row."""
        pk, _colon, number = self.data.get(self.add_prefix("version"), "").partition(":")
        same = pk == (str(row.pk) if row is not None else "none")
        return int(number) if same and number.isdecimal() and len(number) < 10 else -1

    def refuse(self, refusal: Refusal) -> None:
        """Say a refusal at its field, or on top; the form that comes back carries a fresh key and what stands now."""
        if not self.is_bound:
            raise refusal
        name = self.aliases.get(refusal.field, refusal.field)
        if isinstance(refusal, Conflict):
            self._say_what_stands()
            self.add_error(None, [str(refusal), *_who_was_first(refusal)])
        else:
            self.add_error(name if name in self.fields else None, str(refusal))
        self.status = MENDABLE if isinstance(refusal, BadInput) else refusal.status
        self.data = self.data.copy()
        for hidden in {"key", "version"} & self.fields.keys():
            self.data[self.add_prefix(hidden)] = self.initial[hidden]

    def _say_what_stands(self) -> None:
        """Put what is stored now at each field in which something else was typed; the view drew `initial` from it."""
        for name in self.changed_data:
            field = self.fields[name]
            if not field.widget.is_hidden:
                now = _shown(field, self.get_initial_for_field(field, name))
                self.add_error(name, _("Hier staat nu: %(text)s") % {"text": now or _("niets")})


def _shown(field: forms.Field, value: Any) -> str:
    """Say in words what a field holds."""
    if isinstance(value, list | tuple | QuerySet) and hasattr(field, "choices"):
        return ", ".join(_shown(field, one) for one in value)
    if hasattr(field, "choices"):
        names = {str(key): str(label) for key, label in field.choices}
        return names.get(str(value if value is not None else ""), str(value or ""))
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return f"{value:%H:%M}" if isinstance(value, time) else str(field.prepare_value(value) or "")


def _who_was_first(conflict: Conflict) -> list[str]:
    if conflict.at is None:
        return []
    at = conflict.at.astimezone(clock.AMSTERDAM)
    who = Account.objects.filter(pk=conflict.by).values_list("name", flat=True).first() if conflict.by else None
    words = {"name": who or _("Iemand anders"), "day": date_format(at, "j F Y"), "time": date_format(at, "H:i")}
    return [_("%(name)s was het, op %(day)s om %(time)s.") % words]


def login_first(
    view: Callable[Concatenate[BrinkRequest, P], HttpResponse],
) -> Callable[Concatenate[BrinkRequest, P], HttpResponse]:
    """Send whoever is not logged in to the way in: for pages that every desk has, and that tell nothing."""

    @wraps(view)
    def guarded(request: BrinkRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.viewer.account_id is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def member(request: BrinkRequest) -> Viewer:
    """Return who looks when they sit at the desk of some body; for everybody else there is no such page."""
    if not request.viewer.tenants(DESK):
        raise Http404
    return request.viewer


def own(request: BrinkRequest, rows: QuerySet[M], **lookup: Any) -> M:
    """Return a row of one's own body, or answer that there is none: also to staff of another body."""
    return found(rows.filter(tenant_id__in=member(request).tenants(DESK)), **lookup)


def found(rows: QuerySet[M], **lookup: Any) -> M:
    """Return one row, or answer that there is none; also when what was asked can be no key."""
    try:
        row = rows.filter(**lookup).first()
    except (ValueError, forms.ValidationError):
        row = None
    if row is None:
        raise Http404
    return row


def own_body(request: BrinkRequest, roles: frozenset[Role], asked: str = "organisatie") -> Body:
    """Return the body for which this viewer has one of these roles: the one in the address, else the first."""
    rows = Body.objects.filter(pk__in=request.viewer.tenants(roles)).select_related("area").order_by("kind", "name")
    slug = request.GET.get(asked, "")[:60]
    return found(rows, slug=slug) if slug else found(rows)


@dataclass(frozen=True, slots=True)
class Acted(Generic[T]):
    """A form whose act was done, now or the first time that it was sent."""

    result: T


def act(request: BrinkRequest, form: ActForm, do: Callable[[], T], *, fits: bool = True) -> Acted[T] | None:
    """Do what a sent and valid form asks; None when there is nothing to do, or when the form says what to mend.

    `fits` is false when another form beside it must be mended first. Whether one may is asked inside `do`, so that the
    form with the typed text comes back when that was taken away meanwhile.
    """
    if request.method != "POST" or not form.is_valid() or not fits:
        return None
    try:
        return Acted(do())
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def page(request: BrinkRequest, template: str, context: Mapping[str, Any], *sent: Any) -> HttpResponse:
    """Render a page with the one status that its forms and formsets call for."""
    status = max((getattr(form, "status", 200) for form in sent), default=200)
    if status == 200 and any(form.is_bound and not form.is_valid() for form in sent):
        status = MENDABLE
    return render(request, template, dict(context), status=status)


def done(request: BrinkRequest, to: str, said: str | Promise = "") -> HttpResponseRedirect:
    """Lead on after an act, and say there that it worked."""
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(to)


def press(
    request: BrinkRequest, do: Callable[[], object], *, said: str | Promise, to: str, back: str = ""
) -> HttpResponseRedirect:
    """Do the act of a button without words, and lead on; a refusal is said on the page where it was pressed."""
    try:
        do()
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(back or to)
    return done(request, to, said)


def page_of(request: BrinkRequest, rows: QuerySet[M], size: int) -> Page[M]:
    """Return the asked page of a list; a page that does not exist is the nearest that does."""
    return Paginator(rows, size).get_page(request.GET.get("pagina"))
