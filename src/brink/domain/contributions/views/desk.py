"""/balie/inbreng/: what came in, writing down what was said, and looking after what stands on the site."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brink.domain.contributions import receipt as receipts
from brink.domain.contributions.desk_forms import (
    AppealAnswerForm,
    FilterForm,
    HandOverForm,
    ModerateForm,
    NoteForm,
    RevisionForm,
)
from brink.domain.contributions.models import BundleItem, Contribution, Giver, HandOver, Landing, Moderation
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER, CONTRIBUTION_MODERATE, GIVER_READ, LANDING_WRITE
from brink.domain.contributions.queries import desk
from brink.domain.contributions.services import keeping, moderating, noting, passing_on
from brink.domain.contributions.views.shell import acting, blame, for_desk, fresh, member, page_of, say
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.domain.people.rules import can
from brink.domain.processes.instrument import registry
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.foundation.visibility import DESK

PER_PAGE = 25


@require_GET
@for_desk
def listing(request: HttpRequest) -> HttpResponse:
    """Show everything that came in at the bodies of this member of staff: search, narrow, page."""
    viewer = member(request)
    form = FilterForm(request.GET or None)
    process = form.fields["process"]
    assert isinstance(process, forms.ModelChoiceField)
    process.queryset = desk.processes_of(viewer)
    wish = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = page_of(request, desk.narrowed(viewer, wish), PER_PAGE)
    return render(request, "contributions/desk_list.html", {"form": form, "page": page, "narrowed": any(wish.values())})


@require_GET
@for_desk
def rounds(request: HttpRequest) -> HttpResponse:
    """Choose the round that the words belong to."""
    return render(request, "contributions/desk_rounds.html", {"rounds": desk.rounds_to_note(member(request))})


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what somebody said or sent; afterwards the receipt to print or to read out."""
    viewer = member(request)
    round = next((one for one in desk.rounds_to_note(viewer) if one.pk == pk), None)
    if round is None:
        raise Http404
    instrument = registry.get(round.instrument)
    channel = request.GET.get("kanaal", "")
    start = {"key": fresh(), "heard_on": clock.today(), "channel": channel or None}
    form = NoteForm(request.POST or None, initial=start, round=round)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            given = noting.note_down(
                round=round,
                words=form.words(instrument.note_kind if instrument else "note"),
                consent=form.consent(),
                officer=Account.objects.get(pk=str(viewer.account_id)),
                actor=actor_for(viewer, CONTRIBUTION_ENTER, round.tenant_id),
                key=data["key"],
                area=data["area"],
                theme=data["theme"],
                printed_code=data["printed_code"],
            )
        except Refusal as refusal:
            blame(form, refusal)
        else:
            receipts.keep(request, given)
            return redirect("contributions:noted")
    status = 400 if form.is_bound else 200
    parts = [(name, [form[field] for field in names]) for name, names in
             (("first", form.FIRST), ("more", form.MORE), ("giver", form.GIVER))]  # fmt: skip
    hidden = [form["key"], form["seen"]]
    context = {"form": form, "round": round, "parts": dict(parts), "hidden": hidden}
    return render(request, "contributions/desk_note.html", context, status=status)


@require_GET
@for_desk
def noted(request: HttpRequest) -> HttpResponse:
    """Show the receipt of what was just written down."""
    viewer = member(request)
    shown = receipts.take(request)
    if shown is None:
        return redirect("contributions:rounds")
    voice = Contribution.objects.select_related("round", "tenant", "process").get(pk=shown.contribution_id)
    if not viewer.has(voice.tenant_id, DESK):
        raise Http404
    again = reverse("contributions:note", args=[voice.round_id]) + f"?kanaal={voice.channel}"
    context = {"voice": voice, "slip": receipts.slip(shown.code), "home": receipts.home_url(), "again": again}
    template = "contributions/desk_slip.html" if "print" in request.GET else "contributions/desk_noted.html"
    response = render(request, template, {**context, "back_url": reverse("contributions:noted")})
    response["Cache-Control"] = "private, no-store"
    return response


def _voice(request: HttpRequest, pk: UUID) -> Contribution:
    rows = Contribution.objects.select_related("tenant", "process", "round", "source__entered_by", "area", "theme")
    found = rows.filter(pk=pk, tenant_id__in=member(request).tenants(DESK)).first()
    if found is None:
        raise Http404
    return found


def _voice_page(request: HttpRequest, voice: Contribution, bound: forms.Form | None = None) -> HttpResponse:
    """Show one contribution with everything known about it and what can be done."""
    mine = {"tenant_id": voice.tenant_id, "contribution": voice}
    start = {"key": fresh()}
    offered: dict[str, forms.Form] = {
        "moderate": ModerateForm(initial=start),
        "revise": RevisionForm(initial={**start, "text": voice.text}),
        "hand_over": HandOverForm(initial=start, tenant_id=voice.tenant_id),
    }
    names = {ModerateForm: "moderate", RevisionForm: "revise", HandOverForm: "hand_over"}
    if bound is not None:
        offered[names[type(bound)]] = bound
    context = {
        "voice": voice,
        "source": voice.source,
        "forms": offered,
        "acts": voice.moderation_acts.select_related("by").all(),
        "revisions": voice.revisions.all(),
        "items": BundleItem.objects.filter(**mine, removed_at=None).select_related("bundle"),
        "landings": Landing.objects.filter(**mine).select_related("answer__destination").order_by("-created_at", "-id"),
        "passed": HandOver.objects.filter(**mine).select_related("to_body").first(),
        "reachable": can(member(request), GIVER_READ, voice.tenant_id) and Giver.objects.filter(**mine).exists(),
        "shown": voice.moderation == Moderation.SHOWN,
        "answer_url": reverse("contributions:answer_voice", args=[voice.process.slug, voice.pk]),
    }
    return render(request, "contributions/desk_voice.html", context, status=400 if bound is not None else 200)


@require_GET
def voice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one contribution."""
    return _voice_page(request, _voice(request, pk))


def _moderate(voice: Contribution, data: dict[str, Any], request: HttpRequest) -> str:
    """Carry out one decision on visibility and return what to tell."""
    actor = actor_for(member(request), CONTRIBUTION_MODERATE, voice.tenant_id)
    act = {
        Moderation.SHOWN: moderating.show,
        Moderation.WAITING: moderating.hold,
        Moderation.HIDDEN: moderating.hide,
    }[Moderation(data["to"])]
    act(contribution=voice, reason=data["reason"], actor=actor, key=data["key"])
    said = {
        Moderation.SHOWN: _("De woorden staan op de site."),
        Moderation.WAITING: _("De woorden staan even niet op de site."),
        Moderation.HIDDEN: _("De woorden zijn verborgen. De gever leest uw reden."),
    }
    return said[Moderation(data["to"])]


@require_POST
def moderate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show, hold or hide, from the page of the contribution or from the queue."""
    found = _voice(request, pk)
    form = ModerateForm(request.POST)
    if not form.is_valid():
        return _voice_page(request, found, form)
    try:
        say(request, _moderate(found, form.cleaned_data, request))
    except Refusal as refusal:
        blame(form, refusal)
        return _voice_page(request, found, form)
    if request.POST.get("back") == "queue":
        return HttpResponseRedirect(reverse("contributions:check"))
    return redirect("contributions:voice", found.pk)


@require_POST
def contact(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how the giver can be reached, once; the look is written in the journal."""
    found = _voice(request, pk)
    viewer = member(request)
    if not can(viewer, GIVER_READ, found.tenant_id):
        raise Http404
    giver = keeping.read_contact(contribution=found, actor=actor_for(viewer, GIVER_READ, found.tenant_id))
    response = render(request, "contributions/desk_contact.html", {"voice": found, "giver": giver})
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def revise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change what the public reads."""
    found = _voice(request, pk)
    form = RevisionForm(request.POST)
    actor = actor_for(member(request), CONTRIBUTION_MODERATE, found.tenant_id)
    if acting(form, lambda data: moderating.revise(contribution=found, text=data["text"], reason=data["reason"],
                                                   actor=actor, key=data["key"])):  # fmt: skip
        say(request, _("De tekst op de site is aangepast. De gever leest uw reden."))
        return redirect("contributions:voice", found.pk)
    return _voice_page(request, found, form)


@require_POST
def hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Pass words on to another government."""
    found = _voice(request, pk)
    form = HandOverForm(request.POST, tenant_id=found.tenant_id)
    actor = actor_for(member(request), LANDING_WRITE, found.tenant_id)
    if acting(form, lambda data: passing_on.hand_over(contribution=found, to_body=data["to_body"], actor=actor,
                                                      reason=data["reason"], receiver=data["receiver"],
                                                      key=data["key"])):  # fmt: skip
        say(request, _("De woorden zijn doorgegeven. De gever volgt ze met dezelfde code."))
        return redirect("contributions:voice", found.pk)
    return _voice_page(request, found, form)


@require_http_methods(["GET", "POST"])
@for_desk
def check(request: HttpRequest) -> HttpResponse:
    """The moderator's queue: what waits for a check, and who asked for a second look."""
    viewer = member(request)
    rows = desk.waiting_for_check(viewer)
    slug = request.GET.get("vraag", "")
    if slug:
        rows = rows.filter(process__slug=slug)
    page = page_of(request, rows, PER_PAGE)
    cards = [(one, ModerateForm(initial={"key": fresh()}, auto_id=f"id_{one.pk}_%s")) for one in page]
    bound = None
    if request.method == "POST":
        asked = desk.appeal_at(viewer, request.POST.get("appeal", ""))
        if asked is None:
            raise Http404
        bound = (asked.pk, AppealAnswerForm(request.POST, auto_id=f"id_{asked.pk}_%s"))
        actor = actor_for(viewer, CONTRIBUTION_MODERATE, asked.tenant_id)
        if acting(bound[1], lambda data: moderating.answer_appeal(appeal=asked, granted=data["granted"] == "yes",
                                                                  answer=data["answer"], actor=actor,
                                                                  key=data["key"])):  # fmt: skip
            say(request, _("De gever leest uw antwoord."))
            return redirect("contributions:check")
    appeals = [
        (one, bound[1] if bound and bound[0] == one.pk else
         AppealAnswerForm(initial={"key": fresh()}, auto_id=f"id_{one.pk}_%s"))
        for one in desk.open_appeals(viewer)[:PER_PAGE]
    ]  # fmt: skip
    context = {"page": page, "cards": cards, "appeals": appeals, "mine": viewer.account_id}
    return render(request, "contributions/desk_check.html", context, status=400 if bound else 200)
