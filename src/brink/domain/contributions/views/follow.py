"""/volg/: from code to the path of the words. Works without account, without JavaScript, and on paper."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.contributions.code_cookie import clear_code, read_code, set_code
from brink.domain.contributions.forms import (
    AppealForm,
    ClarityForm,
    CodeForm,
    ContactForm,
    LostCodeForm,
    MailCodeForm,
    ReactionForm,
    VoiceForm,
)
from brink.domain.contributions.models import Bundle, Contribution, TrackingCode
from brink.domain.contributions.points import parts_for
from brink.domain.contributions.queries import path as paths
from brink.domain.contributions.queries.public import bundle_sheet, bundle_voices
from brink.domain.contributions.receipt import home_url, slip
from brink.domain.contributions.reportable import what_stays
from brink.domain.contributions.services import code_recovery, following, moderating, objecting, self_service
from brink.domain.contributions.services.clarity import say_clear
from brink.domain.contributions.services.recalling import note_opened
from brink.domain.people.act_forms import MENDABLE, new_key, status_of
from brink.domain.people.attempts import source_of
from brink.domain.people.desk import act, done, key_of, page, page_of
from brink.domain.people.reaching import follow_by_phone
from brink.foundation import clock, spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.device_cookies import forget
from brink.foundation.errors import NotNow, Refusal
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import visible

PER_PAGE = 25


def _private(response: HttpResponse) -> HttpResponse:
    """Keep a page with somebody's own words out of every cache."""
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: BrinkRequest) -> HttpResponse:
    """Ask for the code, or take it in: the code comes by POST only and leaves in an encrypted cookie."""
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            followed = following.find(typed=form.cleaned_data["code"], source=source_of(request))
        except Refusal as refusal:
            form.add_error("code", str(refusal))
            status = status_of(refusal)
        else:
            to_print = request.POST.get("naar") == "bonnetje"
            response = redirect("contributions:slip" if to_print else "contributions:path")
            set_code(response, followed.code)
            return _private(response)
    elif request.method == "POST":
        status = MENDABLE
    known = read_code(request) is not None
    context = {"form": form, "known": known, "forgotten": "klaar" in request.GET and not known}
    return _private(render(request, "contributions/code.html", context, status=status))


def _rows(request: BrinkRequest) -> tuple[str, list[TrackingCode]] | None:
    """Return the code of this browser and what lies under it. Who asks is about to read: that is noted first."""
    kept = read_code(request)
    opening = note_opened if request.method != "HEAD" else None
    rows = paths.read(kept, opening) if kept else []
    return (kept, rows) if kept and rows else None


def _show(
    request: BrinkRequest, kept: str, rows: list[TrackingCode], *, bound: tuple[str, VoiceForm] | None = None
) -> HttpResponse:
    """Render the page; `bound` is a form that came back with something to mend, with its name."""
    today = clock.today()
    found = [paths.path_of(row, today=today) for row in rows]
    for copy in found[1:]:
        # Asked once under a code, of the words that were given.
        copy.may["clear"] = False
    kinds: dict[str, type[VoiceForm]] = {"react": ReactionForm, "contact": ContactForm, "appeal": AppealForm,
                                         "clear": ClarityForm}  # fmt: skip
    trails = []
    for number, one in enumerate(found):
        start = {"voice": one.contribution.pk}
        forms: dict[str, VoiceForm] = {
            name: kind(initial=start, auto_id=f"id_{number}_%s") for name, kind in kinds.items() if one.may[name]
        }
        if bound is not None and str(bound[1]["voice"].value()) == str(one.contribution.pk):
            forms[bound[0]] = bound[1]
        panel = render_to_string(one.panel.template, one.panel.context, request) if one.panel else ""
        stops = [(f"halte-{number}-{place}", stop) for place, stop in enumerate(one.stops)]
        trails.append(
            {
                "path": one, "stops": stops, "forms": forms, "panel": panel,
                "voice": one.contribution.pk, "key": new_key(),
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
        "slip": slip(kept, to_keep=True),
        "holder": rows[0].holder,
        **first.tenant.heading(),
        "name_shown": any(one.may["hide_name"] for one in found),
        "withdrawable": any(one.may["withdraw"] for one in found),
        "parts": parts_for(first, kept) if rows[0].is_giver else [],
    }
    return _private(page(request, "contributions/path.html", context, *([bound[1]] if bound else [])))


@require_safe
def path(request: BrinkRequest) -> HttpResponse:
    """Show "Het pad van uw woorden"."""
    found = _rows(request)
    if found is None:
        return _private(redirect("contributions:code"))
    return _show(request, *found)


@require_safe
def printed(request: BrinkRequest) -> HttpResponse:
    """Show the slip on a sheet of paper."""
    kept = read_code(request)
    if kept is None:
        return _private(redirect("contributions:code"))
    rows = paths.read(kept)
    body = rows[0].contribution.tenant if rows else None
    context = {
        "slip": slip(kept), "home": home_url(), "back_url": reverse("contributions:path"),
        "by_phone": follow_by_phone(body),
    }  # fmt: skip
    return _private(render(request, "contributions/slip.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def mail_code(request: BrinkRequest) -> HttpResponse:
    """Mail a code to an address that its holder gives on the spot, for this mail alone."""
    kept = read_code(request)
    if request.method != "POST" and kept is None:
        return _private(redirect("contributions:code"))
    form = MailCodeForm(request.POST or None, initial={"code": kept}, auto_id="bonnetje_%s")
    acted = act(request, form, lambda: _mailed(request, form))
    if not acted:
        return _private(page(request, "contributions/mail_code.html", {"form": form}, form))
    response = done(request, reverse("contributions:path"), _("Wij mailen u uw code. Dat duurt een paar minuten."))
    set_code(response, acted.result)
    return _private(response)


def _mailed(request: BrinkRequest, form: MailCodeForm) -> str:
    source, email = source_of(request), form.cleaned_data["email"]
    followed = following.find(typed=form.cleaned_data["code"], source=source)
    code_recovery.may_mail(code=followed.code, email=email, source=source)
    code_recovery.mail_code(
        contribution=followed.contributions[0], code=followed.code, email=email, language=get_language() or "nl",
        key=form.act_key,
    )  # fmt: skip
    return followed.code


@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: BrinkRequest) -> HttpResponse:
    """Ask for a new code; the answer is the same whether anybody left this address or not."""
    form = LostCodeForm(request.POST or None)

    def ask() -> None:
        email, language = form.cleaned_data["email"], get_language() or "nl"
        code_recovery.ask_new(email=email, language=language, source=source_of(request))

    if act(request, form, ask):
        return _private(redirect(f"{reverse('contributions:lost')}?gevraagd=1"))
    context = {"form": form, "asked": "gevraagd" in request.GET and not form.is_bound}
    return _private(page(request, "contributions/lost.html", context, form))


Act = Callable[[Contribution, str, dict[str, Any]], str]


def _act(request: BrinkRequest, name: str, form: VoiceForm, do: Act) -> HttpResponse:
    """Do what one form asks with the contribution it names, if that lies under the code of this browser."""
    found = _rows(request)
    if found is None:
        raise NotNow(_("Dit apparaat kent uw volgcode niet meer. Vul uw code opnieuw in bij ‘Volg uw woorden’."))
    kept, rows = found
    acted = act(request, form, lambda: do(_named(form, rows), kept, form.cleaned_data))
    if acted:
        return _private(done(request, reverse("contributions:path"), acted.result))
    return _show(request, kept, paths.read(kept), bound=(name, form))


def _named(form: VoiceForm, rows: list[TrackingCode]) -> Contribution:
    voice = next((row.contribution for row in rows if row.contribution_id == form.cleaned_data["voice"]), None)
    if voice is None:
        raise Http404
    return voice


@require_POST
def react(request: BrinkRequest) -> HttpResponse:
    """Take in "klopt" or "klopt niet"."""

    def do(voice: Contribution, kept: str, data: dict[str, Any]) -> str:
        if data["right"] == "yes":
            self_service.confirm(contribution=voice, code=kept, key=data["key"] or None)
            return _("Dank u wel. Wij weten nu dat het klopt.")
        objecting.object_to(contribution=voice, code=kept, text=data["text"], key=data["key"] or None)
        return _("Wij kijken er opnieuw naar. U krijgt binnen twee weken antwoord.")

    return _act(request, "react", ReactionForm(request.POST), do)


@require_POST
def contact(request: BrinkRequest) -> HttpResponse:
    """Keep an e-mail address for mail at each change."""

    def do(voice: Contribution, kept: str, data: dict[str, Any]) -> str:
        self_service.leave_contact(contribution=voice, code=kept, email=data["email"], key=data["key"] or None)
        return _("Wij mailen u als er iets verandert.")

    return _act(request, "contact", ContactForm(request.POST), do)


@require_POST
def appeal(request: BrinkRequest) -> HttpResponse:
    """Ask for a second look at hidden words."""

    def do(voice: Contribution, kept: str, data: dict[str, Any]) -> str:
        moderating.appeal(contribution=voice, code=kept, text=data["text"], key=data["key"] or None)
        return _("Iemand anders kijkt naar uw woorden. U leest het antwoord hier.")

    return _act(request, "appeal", AppealForm(request.POST), do)


@require_POST
def clear(request: BrinkRequest) -> HttpResponse:
    """Take in whether it was clear what one could talk about."""

    def do(voice: Contribution, kept: str, data: dict[str, Any]) -> str:
        say_clear(contribution=voice, code=kept, answer=data["answer"], key=data["key"] or None)
        return _("Dank u wel. Wij tellen uw antwoord mee, zonder uw naam.")

    return _act(request, "clear", ClarityForm(request.POST), do)


@require_POST
def hide_name(request: BrinkRequest) -> HttpResponse:
    """Take the name off the site."""

    def do(voice: Contribution, kept: str, data: dict[str, Any]) -> str:
        self_service.hide_name(contribution=voice, code=kept, key=data["key"] or None)
        return _("Uw naam staat niet meer bij uw woorden.")

    return _act(request, "hide_name", VoiceForm(request.POST), do)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: BrinkRequest) -> HttpResponse:
    """Ask whether the giver is sure, then withdraw the words at every body that has them."""
    kept = read_code(request)
    followed = following.look_up(kept) if kept else None
    if kept is None or followed is None:
        return _private(redirect("contributions:code"))
    stays = what_stays(followed.contributions)
    if request.method == "POST":
        self_service.withdraw_all(followed=followed, key=key_of(request))
        said = _("U heeft uw woorden ingetrokken. Ze staan nergens meer op de site.")
        if stays:
            said = " ".join((_("U heeft uw woorden ingetrokken."), *stays))
        return _private(done(request, reverse("contributions:path"), said))
    bodies = [row.tenant.name for row in followed.contributions]
    context = {"key": new_key(), "bodies": bodies, "stays": stays}
    return _private(render(request, "contributions/withdraw.html", context))


@require_POST
def stop(request: BrinkRequest) -> HttpResponse:
    """Forget everything in this browser, for instance on a computer in the library."""
    # The sentence stands in the address: a message would need a cookie, and those all go.
    response = HttpResponseRedirect(f"{reverse('contributions:code')}?klaar=1")
    clear_code(response)
    forget(request, response)
    return _private(response)


@require_safe
def bundle(request: BrinkRequest, pk: str) -> HttpResponse:
    """Show a bundle to everybody: what these people say, and the words that may be read."""
    viewer = request.viewer
    found = visible(viewer, Bundle.objects.filter(pk=pk)).select_related("process__tenant", "merged_into").first()
    if found is None:
        raise Http404
    if found.merged_into_id is not None:
        return redirect("contributions:bundle", found.merged_into_id)
    if kind := spreadsheets.asked(request):
        return spreadsheets.file(bundle_sheet(found), kind)
    context = {
        "bundle": found,
        "process": found.process,
        "process_url": page_url("process", found.process.slug),
        "page": page_of(request, bundle_voices(viewer, found), PER_PAGE),
        **found.process.tenant.heading(),
    }
    return render(request, "contributions/bundle.html", context)
