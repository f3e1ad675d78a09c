"""/volg/: from code to the path of the words. Works without account, without JavaScript, and on paper."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brink.domain.contributions.forms import ActForm, AppealForm, CodeForm, ContactForm, ReactionForm
from brink.domain.contributions.holding import forget, held, hold
from brink.domain.contributions.models import Bundle, Contribution, TrackingCode
from brink.domain.contributions.queries import path as paths
from brink.domain.contributions.queries.reading import bundle_voices
from brink.domain.contributions.receipt import home_url, slip
from brink.domain.contributions.services import following, moderating, objecting, owning
from brink.domain.people.attempts import source_of
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import Refusal
from brink.foundation.visibility import Viewer, visible

PER_PAGE = 25


def _private(response: HttpResponse) -> HttpResponse:
    """Keep a page with somebody's own words out of every cache."""
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, or take it in: the code comes by POST only and leaves in an encrypted cookie."""
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            followed = following.find(typed=form.cleaned_data["code"], source=source_of(request))
        except Refusal as refusal:
            form.add_error("code", str(refusal))
            status = refusal.status
        else:
            response = redirect("contributions:path")
            hold(response, followed.code)
            return _private(response)
    elif request.method == "POST":
        status = 400
    known = held(request) is not None
    return _private(render(request, "contributions/code.html", {"form": form, "known": known}, status=status))


def _rows(request: HttpRequest) -> tuple[str, list[TrackingCode]] | None:
    """Return the held code and what lies under it."""
    kept = held(request)
    rows = paths.read(kept) if kept else []
    return (kept, rows) if kept and rows else None


def _key() -> str:
    return secrets.token_urlsafe(16)


def _show(
    request: HttpRequest,
    kept: str,
    rows: list[TrackingCode],
    *,
    bound: Mapping[str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page; `bound` are forms that came back with something to mend, by name."""
    today = clock.today()
    found = [paths.path_of(row, today=today) for row in rows]
    kinds: dict[str, type[ActForm]] = {"react": ReactionForm, "contact": ContactForm, "appeal": AppealForm}
    trails = []
    for number, one in enumerate(found):
        start = {"voice": one.contribution.pk, "key": _key()}
        forms: dict[str, Form] = {
            name: kind(initial=start, auto_id=f"id_{number}_%s") for name, kind in kinds.items() if one.may[name]
        }
        for name, form in (bound or {}).items():
            if str(form["voice"].value()) == str(one.contribution.pk):
                forms[name] = form
        panel = render_to_string(one.panel.template, one.panel.context, request) if one.panel else ""
        stops = [(f"halte-{number}-{place}", stop) for place, stop in enumerate(one.stops)]
        trails.append(
            {
                "path": one, "stops": stops, "forms": forms, "panel": panel, "start": start,
                "level": 3 if number else 2,
                "react_id": f"klopt-{number}", "last_id": f"verder-{number}",
                "until": _("tot en met %(day)s") % {"day": date_format(one.object_until, "j F Y")}
                if one.object_until else "",
                "until_date": one.object_until.isoformat() if one.object_until else "",
            }
        )  # fmt: skip
    first = found[0].contribution
    context = {
        "trails": trails,
        "slip": slip(kept, print_url=reverse("contributions:slip")),
        "holder": rows[0].holder,
        **first.tenant.heading(),
        "name_shown": any(one.may["hide_name"] for one in found),
        "withdrawable": any(one.may["withdraw"] for one in found),
    }
    return _private(render(request, "contributions/path.html", context, status=status))


@require_GET
def path(request: HttpRequest) -> HttpResponse:
    """Show "Het pad van uw woorden"."""
    found = _rows(request)
    if found is None:
        return _private(redirect("contributions:code"))
    return _show(request, *found)


@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """Show the slip on a sheet of paper."""
    kept = held(request)
    if kept is None:
        return _private(redirect("contributions:code"))
    context = {"slip": slip(kept), "home": home_url(), "back_url": reverse("contributions:path")}
    return _private(render(request, "contributions/slip.html", context))


Act = Callable[[Contribution, str, dict[str, Any]], str]


def _act(request: HttpRequest, name: str, form: Form, act: Act) -> HttpResponse:
    """Do what one form asks with the contribution it names, if that lies under the held code."""
    found = _rows(request)
    if found is None:
        return _private(redirect("contributions:code"))
    kept, rows = found
    if not form.is_valid():
        return _show(request, kept, rows, bound={name: form}, status=400)
    voice = next((row.contribution for row in rows if row.contribution_id == form.cleaned_data["voice"]), None)
    if voice is None:
        raise Http404
    try:
        done = act(voice, kept, form.cleaned_data)
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))
        return _show(request, kept, paths.read(kept), bound={name: form}, status=refusal.status)
    messages.success(request, done)
    return _private(HttpResponseRedirect(reverse("contributions:path")))


@require_POST
def react(request: HttpRequest) -> HttpResponse:
    """Take in "klopt" or "klopt niet"."""

    def act(voice: Contribution, kept: str, data: dict[str, Any]) -> str:
        if data["right"] == "yes":
            owning.confirm(contribution=voice, code=kept, key=data["key"])
            return _("Dank u wel. Wij weten nu dat het klopt.")
        objecting.object_to(contribution=voice, code=kept, text=data["text"], key=data["key"])
        return _("Wij kijken er opnieuw naar. U krijgt binnen twee weken antwoord.")

    return _act(request, "react", ReactionForm(request.POST), act)


@require_POST
def contact(request: HttpRequest) -> HttpResponse:
    """Keep an e-mail address for mail at each change."""

    def act(voice: Contribution, kept: str, data: dict[str, Any]) -> str:
        owning.leave_contact(contribution=voice, code=kept, email=data["email"], key=data["key"])
        return _("Wij mailen u als er iets verandert.")

    return _act(request, "contact", ContactForm(request.POST), act)


@require_POST
def appeal(request: HttpRequest) -> HttpResponse:
    """Ask for a second look at hidden words."""

    def act(voice: Contribution, kept: str, data: dict[str, Any]) -> str:
        moderating.appeal(contribution=voice, code=kept, text=data["text"], key=data["key"])
        return _("Iemand anders kijkt naar uw woorden. U leest het antwoord hier.")

    return _act(request, "appeal", AppealForm(request.POST), act)


@require_POST
def hide_name(request: HttpRequest) -> HttpResponse:
    """Take the name off the site."""

    def act(voice: Contribution, kept: str, data: dict[str, Any]) -> str:
        owning.hide_name(contribution=voice, code=kept, key=data["key"])
        return _("Uw naam staat niet meer bij uw woorden.")

    return _act(request, "hide_name", ActForm(request.POST), act)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Ask whether the giver is sure, then withdraw the words at every body that has them."""
    kept = held(request)
    followed = following.look_up(kept) if kept else None
    if kept is None or followed is None:
        return _private(redirect("contributions:code"))
    if request.method == "POST":
        owning.withdraw_all(followed=followed, key=request.POST.get("key", "")[:80] or None)
        messages.success(request, _("U trok uw woorden in. Ze staan nergens meer op de site."))
        return _private(redirect("contributions:path"))
    bodies = [row.tenant.name for row in followed.contributions]
    return _private(render(request, "contributions/withdraw.html", {"key": _key(), "bodies": bodies}))


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Forget the code in this browser, for instance on a computer in the library."""
    response = redirect("contributions:code")
    forget(response)
    messages.success(request, _("Deze computer kent uw code niet meer. Uw bonnetje blijft werken."))
    return _private(response)


@require_GET
def bundle(request: HttpRequest, pk: str) -> HttpResponse:
    """Show a bundle to everybody: what these people say, and the words that may be read."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = visible(viewer, Bundle.objects.filter(pk=pk)).select_related("process__tenant", "merged_into").first()
    if found is None:
        raise Http404
    if found.merged_into_id is not None:
        return redirect("contributions:bundle", found.merged_into_id)
    page = Paginator(bundle_voices(viewer, found), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "bundle": found,
        "process": found.process,
        "process_url": page_url("process", found.process.slug),
        "page": page,
        **found.process.tenant.heading(),
    }
    return render(request, "contributions/bundle.html", context)
