"""/balie/antwoorden/: one reason per bundle beside the words themselves, what the giver will read, and sending."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brink.domain.contributions.desk_forms import HandOverForm, KeyForm, RoundAnswerForm, VerdictForm
from brink.domain.contributions.models import Answer, Bundle, BundleItem, Contribution, Destination
from brink.domain.contributions.permissions import LANDING_WRITE, REPLY_WRITE
from brink.domain.contributions.queries import desk
from brink.domain.contributions.queries.counting import resolve
from brink.domain.contributions.services import landing, replying
from brink.domain.contributions.services.verdicts import checked, place
from brink.domain.contributions.views.shell import acting, blame, fresh, member, page_of, process_at, say
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Process, Round
from brink.foundation.errors import Refusal

PER_PAGE = 25


def _overview(request: HttpRequest, process: Process, bound: RoundAnswerForm | None = None) -> HttpResponse:
    waiting = desk.rounds_with_sessions(process)
    context = {
        "process": process,
        "counts": resolve(process),
        "lines": desk.bundle_lines(process),
        "objections": list(desk.open_objections(process)[:PER_PAGE]),
        "page": page_of(request, desk.alone(process), PER_PAGE),
        "rounds": [
            (round, count, bound or RoundAnswerForm(initial={"key": fresh()}, auto_id=f"id_{round.pk}_%s"))
            for round, count in waiting
        ],
        "unsent": list(replying.unsent(process).select_related("destination").order_by("created_at")[:PER_PAGE]),
        "key": fresh(),
    }
    return render(request, "contributions/desk_answers.html", context, status=400 if bound else 200)


@require_GET
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where the answers of a process stand: who waits, what lies ready, who says it is wrong."""
    return _overview(request, process_at(request, slug))


@require_POST
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send one answer, or all that lie ready."""
    process = process_at(request, slug)
    form = KeyForm(request.POST)
    chosen = request.POST.get("answer", "")
    picked: list[Answer] | None = None
    if chosen:
        picked = list(replying.unsent(process).filter(pk__in=[one for one in [_uuid(chosen)] if one]))
    if not form.is_valid():
        raise Http404
    count = replying.send(
        process=process,
        actor=actor_for(member(request), REPLY_WRITE, process.tenant_id),
        answers=picked,
        key=form.cleaned_data["key"],
    )
    text = ngettext("%(n)s gever heeft nu antwoord.", "%(n)s gevers hebben nu antwoord.", count)
    say(request, text % {"n": count})
    return redirect("contributions:answers", slug)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
def answer_round(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Answer everybody who gave small signals in a round, in one go."""
    process = process_at(request, slug)
    round = Round.objects.filter(tenant_id=process.tenant_id, process=process, pk=pk).first()
    if round is None:
        raise Http404
    form = RoundAnswerForm(request.POST, auto_id=f"id_{round.pk}_%s")
    actor = actor_for(member(request), LANDING_WRITE, process.tenant_id)
    if acting(form, lambda data: landing.land_round(round=round, reason=data["reason"], actor=actor, key=data["key"])):
        say(request, _("Het antwoord ligt klaar. Verstuur het als u het heeft nagelezen."))
        return redirect("contributions:answers", slug)
    return _overview(request, process, form)


def _place(process: Process, data: dict[str, object]) -> Destination | None:
    """Return the chosen place, or make the one that was written down."""
    chosen = data["destination"]
    if isinstance(chosen, Destination):
        return chosen
    written = str(data["place"]).strip()
    return place(process=process, kind="place", title=written) if written else None


def _answer(
    request: HttpRequest, process: Process, *, bundle: Bundle | None = None, voice: Contribution | None = None
) -> tuple[VerdictForm, bool]:
    """Read the verdict form; land when asked to. Returns the form and whether it was done."""
    first = process.owner_id
    form = VerdictForm(request.POST or None, initial={"key": fresh(), "signed_by": first}, process=process)
    if request.method != "POST" or not form.is_valid():
        return form, False
    data = form.cleaned_data
    try:
        if request.POST.get("doe") == "bekijk":
            dummy = data["destination"] or (Destination(tenant_id=process.tenant_id, title=data["place"])
                                            if data["place"].strip() else None)  # fmt: skip
            checked(form.verdict(dummy), process.tenant_id)
            return form, False
        # A place that was written down is kept only together with the answer that points at it.
        with transaction.atomic():
            landing.land(
                process=process,
                verdict=form.verdict(_place(process, data)),
                bundle=bundle,
                contributions=[voice] if voice is not None else (),
                change_reason=data["change_reason"],
                actor=actor_for(member(request), LANDING_WRITE, process.tenant_id),
                key=data["key"],
            )
    except Refusal as refusal:
        blame(form, refusal)
        return form, False
    return form, True


def _preview(form: VerdictForm, process: Process) -> dict[str, object] | None:
    """Return what the giver will read, when the form is complete."""
    if not form.is_bound or not form.is_valid():
        return None
    data = form.cleaned_data
    label = dict(form.fields["outcome"].choices)[data["outcome"]]  # type: ignore[attr-defined]
    where = data["destination"].title if data["destination"] else data["place"]
    signed = f"{data['signed_by'].name}, {process.tenant.name}" if data["signed_by"] else process.tenant.name
    return {"outcome": label, "reason": data["reason"], "not_adopted": data["not_adopted"], "where": where,
            "parked_until": data["parked_until"], "signed": signed}  # fmt: skip


@require_http_methods(["GET", "POST"])
def answer_bundle(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Answer a bundle: one reason, with the words themselves beside it."""
    process = process_at(request, slug)
    found = Bundle.objects.filter(tenant_id=process.tenant_id, process=process, pk=pk, merged_into=None).first()
    if found is None:
        raise Http404
    form, done = _answer(request, process, bundle=found)
    if done:
        say(request, _("Het antwoord ligt klaar. Verstuur het als u het heeft nagelezen."))
        return redirect("contributions:answers", slug)
    items = BundleItem.objects.filter(
        tenant_id=found.tenant_id, bundle=found, removed_at=None, contribution__withdrawn_at=None
    )
    page = page_of(request, items.select_related("contribution__source").order_by("created_at", "id"), PER_PAGE)
    latest = landing.latest_answer(found)
    late = items.filter(contribution__landed_at=None).count() if latest else 0
    context = {
        "process": process, "bundle": found, "form": form, "preview": _preview(form, process), "page": page,
        "voices": [item.contribution for item in page], "latest": latest, "late": late, "key": fresh(),
    }  # fmt: skip
    return render(request, "contributions/desk_answer.html", context, status=400 if form.errors else 200)


@require_POST
def link_late(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Give those who joined a bundle late its answer too."""
    process = process_at(request, slug)
    found = Bundle.objects.filter(tenant_id=process.tenant_id, process=process, pk=pk, merged_into=None).first()
    form = KeyForm(request.POST)
    if found is None or not form.is_valid():
        raise Http404
    actor = actor_for(member(request), LANDING_WRITE, process.tenant_id)
    landing.link_late(bundle=found, actor=actor, key=form.cleaned_data["key"])
    say(request, _("Ook zij hebben nu dit antwoord."))
    return redirect("contributions:answers", slug)


@require_http_methods(["GET", "POST"])
def answer_voice(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Answer one voice: loose words, or a giver who said that the answer is wrong."""
    process = process_at(request, slug)
    found = (
        Contribution.objects.filter(tenant_id=process.tenant_id, process=process, pk=pk, withdrawn_at=None)
        .select_related("source", "objection")
        .first()
    )
    if found is None:
        raise Http404
    form, done = _answer(request, process, voice=found)
    if done:
        say(request, _("Het antwoord ligt klaar. Verstuur het als u het heeft nagelezen."))
        return redirect("contributions:answers", slug)
    current, objection = desk.current_landing(found), getattr(found, "objection", None)
    said = _("De gever zegt: het klopt niet. ‘%(text)s’") % {"text": objection.text} if objection else ""
    context = {
        "process": process, "voice": found, "voices": [found], "form": form, "preview": _preview(form, process),
        "latest": current.answer if current else None, "objection": objection, "objection_text": said,
        "hand_over": HandOverForm(initial={"key": fresh()}, tenant_id=found.tenant_id, auto_id="id_over_%s"),
    }  # fmt: skip
    return render(request, "contributions/desk_answer.html", context, status=400 if form.errors else 200)
