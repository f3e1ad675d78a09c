"""/balie/inbreng/: what came in, writing down what was said, and looking after what stands on the site."""

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.contributions import foreseen
from brink.domain.contributions import receipt as receipts
from brink.domain.contributions.desk_forms import (
    AppealAnswerForm,
    HandOverForm,
    ManyForm,
    ModerateForm,
    NoteForm,
    ReasonForm,
    RevisionForm,
)
from brink.domain.contributions.loose_parts import shown_parts
from brink.domain.contributions.models import (
    Appeal,
    BundleItem,
    Contribution,
    ExactPoint,
    Giver,
    HandOver,
    Landing,
    Moderation,
    Publicity,
    Split,
)
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER, CONTRIBUTION_MODERATE, GIVER_READ, LANDING_WRITE
from brink.domain.contributions.proof_field import proof_of
from brink.domain.contributions.queries import desk
from brink.domain.contributions.queries.changes import changes
from brink.domain.contributions.services import handover, moderating, retention, transcribing
from brink.domain.contributions.services.giving import Receipt
from brink.domain.contributions.views.many import MOVED
from brink.domain.contributions.worktable_forms import StaffNoteForm
from brink.domain.journal.services import Actor
from brink.domain.people.desk import (
    ActForm,
    act,
    done,
    key_of,
    login_first,
    member,
    new_key,
    own,
    page,
    page_of,
    token_of,
)
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for, allowed
from brink.domain.people.reaching import follow_by_phone
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK

PER_PAGE = 25


@require_safe
@login_first
def rounds(request: BrinkRequest) -> HttpResponse:
    """Choose the round that the words belong to."""
    return page(request, "contributions/desk_rounds.html", {"rounds": desk.rounds_to_note(member(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Write down what somebody said or sent; afterwards the receipt to print or to read out."""
    viewer = member(request)
    round = next((one for one in desk.rounds_to_note(viewer) if one.pk == pk), None)
    if round is None:
        raise Http404
    channel = request.GET.get("kanaal", "")
    form = NoteForm(
        request.POST or None, initial={"heard_on": clock.today(), "channel": channel or None}, round=round
    )
    acted = act(request, form, lambda: _noted(request, round, form))
    if acted:
        receipts.keep(request, acted.result)
        return redirect("contributions:noted")
    proof = ["proof"] if "proof" in form.fields else []
    parts = {
        name: [form[field] for field in names]
        for name, names in (("first", (*form.FIRST, *proof)), ("more", form.MORE), ("giver", form.GIVER))
    }
    context = {"form": form, "round": round, "parts": parts, "hidden": [form["key"], form["hinted"]]}
    return page(request, "contributions/desk_note.html", context, form)


def _noted(request: BrinkRequest, round: Round, form: NoteForm) -> Receipt:
    """Take in what the form says that somebody said."""
    viewer, data, instrument = member(request), form.cleaned_data, registry.get(round.instrument)
    return transcribing.note_down(
        round=round,
        words=form.words(instrument.note_kind if instrument else "note"),
        consent=form.consent(),
        officer=Account.objects.get(pk=str(viewer.account_id)),
        actor=actor_for(viewer, CONTRIBUTION_ENTER, round.tenant_id),
        key=form.act_key,
        area=data["area"],
        theme=data["theme"],
        printed_code=data["printed_code"],
        proof=proof_of(form),
    )


@require_safe
@login_first
def noted(request: BrinkRequest) -> HttpResponse:
    """Show the receipt of what was just written down."""
    viewer = member(request)
    shown = receipts.take(request)
    if shown is None:
        return redirect("contributions:rounds")
    voice = Contribution.everything.select_related("round", "tenant", "process").get(pk=shown.contribution_id)
    if not viewer.has(voice.tenant_id, DESK):
        raise Http404
    again = reverse("contributions:note", args=[voice.round_id]) + f"?kanaal={voice.channel}"
    context = {"voice": voice, "slip": receipts.slip(shown.code), "home": receipts.home_url(), "again": again}
    context["by_phone"] = follow_by_phone(voice.tenant)
    template = "contributions/desk_slip.html" if "print" in request.GET else "contributions/desk_noted.html"
    response = render(request, template, {**context, "back_url": reverse("contributions:noted")})
    response["Cache-Control"] = "private, no-store"
    return response


def _voice(request: BrinkRequest, pk: UUID) -> Contribution:
    rows = Contribution.objects.select_related("tenant", "process", "round", "source__entered_by", "area", "theme")
    return own(request, rows, pk=pk)


def _revision(voice: Contribution, data: QueryDict | None = None) -> RevisionForm:
    """Return the form for the text on the site, as it stands now."""
    version = token_of(voice, "contribution.revised")
    return RevisionForm(data, initial={"text": voice.text}, version=version, auto_id="id_tekst_%s")


def _voice_page(request: BrinkRequest, voice: Contribution, bound: ActForm | None = None) -> HttpResponse:
    """Show one contribution with everything known about it and what can be done; `bound` came back to be mended."""
    mine = {"tenant_id": voice.tenant_id, "contribution": voice}
    offered: dict[str, ActForm] = {
        "moderate": ModerateForm(auto_id="id_toon_%s"),
        "revise": _revision(voice),
        "hand_over": HandOverForm(tenant_id=voice.tenant_id, auto_id="id_door_%s"),
        "give_back": ReasonForm(auto_id="id_back_%s"),
    }
    names: dict[type[ActForm], str] = {
        ModerateForm: "moderate", RevisionForm: "revise", HandOverForm: "hand_over", ReasonForm: "give_back",
    }  # fmt: skip
    came = desk.passed_to(voice)
    if bound is not None:
        offered[names[type(bound)]] = bound
    query = request.GET.urlencode()
    acts = list(voice.moderation_acts.select_related("by"))
    context = {
        "voice": voice,
        "list_url": reverse("contributions:desk") + (f"?{query}&open={voice.pk}" if query else ""),
        "notes": voice.staff_notes.select_related("by"),
        "note_form": StaffNoteForm(auto_id="id_notitie_%s"),
        "note_url": reverse("contributions:notes", args=["bijdrage", voice.pk]),
        "key": new_key(),
        **allowed(member(request), voice.tenant_id, moderate=CONTRIBUTION_MODERATE, land=LANDING_WRITE),
        "source": voice.source,
        "forms": offered,
        "changes": changes(voice, acts),
        "exact": ExactPoint.objects.filter(**mine).first(),
        "items": BundleItem.objects.filter(**mine, removed_at=None).select_related("bundle"),
        "landings": Landing.objects.filter(**mine).select_related("answer__destination").order_by("-created_at", "-id"),
        "passed": HandOver.objects.filter(**mine).select_related("to_body").first(),
        "came": came,
        "splits": Split.objects.filter(**mine),
        "splittable": bool(voice.text) and not (voice.withdrawn_at or voice.landed_at or voice.handed_over_at),
        "returnable": came is not None and came.refused_at is None and voice.replied_at is None,
        "reachable": can(member(request), GIVER_READ, voice.tenant_id) and Giver.objects.filter(**mine).exists(),
        "shown": voice.moderation == Moderation.SHOWN,
        # What nobody else may read has no text on the site to look after.
        "closed": voice.publicity == Publicity.CLOSED,
        "may_look_over": voice.moderation == Moderation.SHOWN
        and not any(voice.changed_at is None or one.created_at >= voice.changed_at for one in acts),
        "parts": shown_parts([voice]).get(voice.pk, {}),
        "part_key": new_key(),
        "answer_url": reverse("contributions:answer_voice", args=[voice.process.slug, voice.pk]),
    }
    return page(request, "contributions/desk_voice.html", context, *([bound] if bound is not None else []))


@require_safe
def voice(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show one contribution."""
    return _voice_page(request, _voice(request, pk))


def _moderate(request: BrinkRequest, voice: Contribution, form: ModerateForm) -> str:
    """Carry out one decision on visibility and return what to tell."""
    actor = actor_for(member(request), CONTRIBUTION_MODERATE, voice.tenant_id)
    to = Moderation(form.cleaned_data["to"])
    move = {
        Moderation.SHOWN: moderating.show,
        Moderation.WAITING: moderating.hold_for_moderation,
        Moderation.HIDDEN: moderating.hide,
    }[to]
    move(contribution=voice, reason=form.cleaned_data["reason"], actor=actor, key=form.act_key)
    return {
        Moderation.SHOWN: _("De woorden staan op de site."),
        Moderation.WAITING: _("De woorden staan even niet op de site."),
        Moderation.HIDDEN: _("De woorden zijn verborgen. De gever leest uw reden."),
    }[to]


@require_POST
def moderate(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show, hold or hide, from the page of the contribution or from the queue."""
    voice, form = _voice(request, pk), ModerateForm(request.POST, auto_id="id_toon_%s")
    acted = act(request, form, lambda: _moderate(request, voice, form))
    if acted and request.POST.get("back") == "queue":
        return done(request, reverse("contributions:check"), acted.result)
    return _after(request, voice, form, acted.result if acted else "")


def _after(request: BrinkRequest, voice: Contribution, form: ActForm, said: str) -> HttpResponse:
    """Lead back to the contribution when something was done, else show it with the form to mend."""
    if said:
        return done(request, reverse("contributions:voice", args=[voice.pk]), said)
    return _voice_page(request, _voice(request, voice.pk), form)


REACHED = "reached"


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show how the giver can be reached, once after each time that it was asked; that is written in the journal."""
    voice, viewer = _voice(request, pk), member(request)
    if request.method != "POST" and request.session.get(REACHED) != str(voice.pk):
        return redirect("contributions:voice", voice.pk)
    if not can(viewer, GIVER_READ, voice.tenant_id):
        raise Http404
    if request.method == "POST":
        actor = actor_for(viewer, GIVER_READ, voice.tenant_id)
        # The button sends no key: who asks twice looks twice, and each look is in the journal.
        retention.read_contact(contribution=voice, actor=actor, key=key_of(request))
        request.session[REACHED] = str(voice.pk)
        return redirect("contributions:reach", voice.pk)
    if request.method == "GET":
        del request.session[REACHED]
    giver = Giver.objects.filter(tenant_id=voice.tenant_id, contribution=voice).first()
    response = render(request, "contributions/desk_contact.html", {"voice": voice, "giver": giver})
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def revise(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Change what the public reads."""
    voice = _voice(request, pk)
    form = _revision(voice, request.POST)
    acted = act(
        request,
        form,
        lambda: moderating.revise(
            contribution=voice, text=form.cleaned_data["text"], reason=form.cleaned_data["reason"],
            actor=actor_for(member(request), CONTRIBUTION_MODERATE, voice.tenant_id), key=form.act_key,
            seen=form.version_seen(voice),
        ),
    )  # fmt: skip
    said = _("De tekst op de site is aangepast. De gever leest uw reden.")
    return _after(request, voice, form, said if acted else "")


@require_POST
def hand_over(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Pass words on to another government."""
    voice = _voice(request, pk)
    form = HandOverForm(request.POST, tenant_id=voice.tenant_id, auto_id="id_door_%s")

    def may() -> Actor:
        return actor_for(member(request), LANDING_WRITE, voice.tenant_id)

    acted = act(
        request,
        form,
        lambda: handover.hand_over(
            contribution=voice, to_body=form.cleaned_data["to_body"], reason=form.cleaned_data["reason"],
            receiver=form.cleaned_data["receiver"],
            actor=may(), key=form.act_key,
        ),
        may=may,
        foresee=lambda: foreseen.passing_on(voice, form.cleaned_data["to_body"], form.cleaned_data["reason"]),
    )  # fmt: skip
    said = _("De woorden zijn doorgegeven. De gever volgt ze met dezelfde code.")
    return _after(request, voice, form, said if acted else "")


@require_POST
def give_back(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Give words back to the government that passed them on."""
    voice = _voice(request, pk)
    form = ReasonForm(request.POST, auto_id="id_back_%s")
    acted = act(
        request,
        form,
        lambda: handover.give_back(
            contribution=voice, reason=form.cleaned_data["reason"],
            actor=actor_for(member(request), LANDING_WRITE, voice.tenant_id), key=form.act_key,
        ),
        may=lambda: actor_for(member(request), LANDING_WRITE, voice.tenant_id),
        foresee=lambda: foreseen.giving_back(voice, desk.passed_to(voice), form.cleaned_data["reason"]),
    )  # fmt: skip
    said = _("De woorden zijn terug bij de overheid die ze doorgaf. De gever leest uw reden.")
    return _after(request, voice, form, said if acted else "")


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def check(request: BrinkRequest) -> HttpResponse:
    """Show the moderator's queue: what waits for a check, and who asked for a second look."""
    viewer = member(request)
    new = request.GET.get("lijst") == "nieuw"
    rows = desk.not_looked_over(viewer) if new else desk.waiting_for_check(viewer)
    slug = request.GET.get("vraag", "")
    if slug:
        rows = rows.filter(process__slug=slug)
    shown = page_of(request, rows, PER_PAGE)
    parts = shown_parts(list(shown))
    cards = [(one, ModerateForm(auto_id=f"id_{one.pk}_%s"), parts.get(one.pk, {})) for one in shown]
    bound: dict[UUID, AppealAnswerForm] = {}
    waiting = list(desk.open_appeals(viewer)[:PER_PAGE])
    if request.method == "POST":
        asked = desk.appeal_at(viewer, request.POST.get("appeal", ""))
        if asked is None:
            raise Http404
        form = bound[asked.pk] = AppealAnswerForm(request.POST, auto_id=f"id_{asked.pk}_%s")
        if act(request, form, lambda: _answer_appeal(request, asked, form)):
            return done(request, reverse("contributions:check"), _("De gever leest uw antwoord."))
        if asked.pk not in {one.pk for one in waiting}:
            # Answered meanwhile: the words that were typed stay.
            waiting.insert(0, asked)
    appeals = [
        (one, bound.get(one.pk) or AppealAnswerForm(auto_id=f"id_{one.pk}_%s"))
        for one in waiting
    ]
    context = {
        "page": shown, "cards": cards, "appeals": appeals, "mine": viewer.account_id, "new": new,
        "many": ManyForm(auto_id="id_many_%s"), "all_ticked": "alles" in request.GET,
        "undo": len(request.session.get(MOVED, ())), "undo_key": new_key(),
    }  # fmt: skip
    return page(request, "contributions/desk_check.html", context, *bound.values())


def _answer_appeal(request: BrinkRequest, asked: Appeal, form: AppealAnswerForm) -> Appeal:
    data = form.cleaned_data
    return moderating.answer_appeal(
        appeal=asked, granted=data["granted"] == "yes", answer=data["answer"],
        actor=actor_for(member(request), CONTRIBUTION_MODERATE, asked.tenant_id), key=form.act_key,
    )  # fmt: skip
