"""Pages about decisions: the public list and record, and the desk where a record is made."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import quote
from uuid import UUID

from django.db.models import Exists, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.commitments.models import Commitment
from brink.domain.decisions import desk_page, desk_parts, desk_sections, queries, services
from brink.domain.decisions.foreseen import discarding, publishing
from brink.domain.decisions.forms import StartForm
from brink.domain.decisions.models import Decision
from brink.domain.decisions.permissions import DECISION_PUBLISH, DECISION_WRITE
from brink.domain.decisions.points import Stands, decision_blocks, decision_work
from brink.domain.decisions.position_queries import positions
from brink.domain.decisions.presenter import shown
from brink.domain.decisions.publication_checks import breadth
from brink.domain.journal.ways_back import Foreseen
from brink.domain.people.act_forms import status_of
from brink.domain.people.desk import BrinkRequest, act, done, key_of, member, new_key, own, page, page_of, press
from brink.domain.people.foreseeing import AskFirst, ask_first, done_before, only_who_may, show
from brink.domain.people.models import Body
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Process
from brink.foundation import spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.errors import Refusal
from brink.foundation.findings import Severity, blocking
from brink.foundation.panels import Panel
from brink.foundation.permissions import can
from brink.foundation.spreadsheets import Sheet
from brink.foundation.visibility import DESK, Viewer
from brink.ui.not_sent import not_sent

PER_PAGE = 20
# More sections than any decision has: eight, and one for each that must be weighed.
MOST_PARTS = 1_000


@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Show all published decisions, to search and to narrow by body."""
    search, body = request.GET.get("q", "").strip()[:100], request.GET.get("overheid", "")[:60]
    rows = queries.published(request.viewer, search=search, body=body)
    if kind := spreadsheets.asked(request):
        return spreadsheets.file(_sheet(rows), kind)
    context = {"page": page_of(request, rows, PER_PAGE), "search": search, "body": body, "bodies": Body.objects.all()}
    return render(request, "decisions/index.html", context)


def _sheet(rows: QuerySet[Decision]) -> Sheet:
    """Return decisions as they are put in a file."""
    columns = (_("Besluit"), _("Vraag"), _("Wie besluit"), _("Op welke dag"), _("Openbaar sinds"), _("Wat is besloten"))
    cells = (
        (one.title, one.process.title, one.organ.name, one.on, one.published_at, one.text)
        for one in rows.select_related("process", "organ")
    )
    return Sheet(_("besluiten"), columns, cells)


@require_safe
def detail(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show one decision record in full."""
    decision = get_object_or_404(queries.full(request.viewer).annotate(**_there(request.viewer)), slug=slug)
    votes = [(vote.in_favour, vote.against) for vote in decision.votes.all()]
    drawn = shown(decision, breadth(votes))
    context = {
        "decision": decision,
        "breadth": drawn.breadth,
        "stones": drawn.stones,
        "landed": queries.landed_here(decision),
        "positions": positions(request.viewer, decision.process),
        "involved": queries.attended(request.viewer, decision),
        "above": _blocks(decision, request.viewer, Stands.ABOVE),
        "below": _blocks(decision, request.viewer, Stands.BELOW),
        **decision.tenant.heading(),
    }
    return render(request, "decisions/detail.html", context)


def _there(viewer: Viewer) -> dict[str, Exists]:
    """Return which blocks have something to show, to ask along with the decision itself."""
    return {f"has_{name}": block.there(viewer) for name, block in decision_blocks.named().items() if block.there}


def _blocks(decision: Decision, viewer: Viewer, stands: Stands) -> list[Panel]:
    """Return what apps above show at this place of the page, of a decision that was read with what is there."""
    asked = (
        block.panel(decision, viewer)
        for name, block in decision_blocks.named().items()
        if block.stands == stands and (block.there is None or getattr(decision, f"has_{name}"))
    )
    return [panel for panel in asked if panel is not None]


def _desk_decision(request: BrinkRequest, slug: str) -> Decision:
    """Return a decision that this member of staff works on, or answer that there is none."""
    return own(request, queries.full(request.viewer), slug=slug)


@require_safe
def desk_index(request: BrinkRequest) -> HttpResponse:
    """List the decisions of one's own bodies, drafts first."""
    tenants = member(request).tenants(DESK)
    rows = Decision.objects.filter(tenant_id__in=tenants).select_related("process", "organ")
    if kind := spreadsheets.asked(request):
        return spreadsheets.file(_sheet(rows.order_by("published_at", "-on")), kind)
    ready = Process.objects.filter(
        tenant_id__in=tenants, room_published_at__isnull=False, decided_at=None, withdrawn_at=None
    )
    context = {
        "page": page_of(request, rows.order_by("published_at", "-on"), PER_PAGE),
        "processes": ready.order_by("title")[:100],
    }
    return render(request, "decisions/desk_index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: BrinkRequest, process: str) -> HttpResponse:
    """Start a decision record for a process."""
    asked = own(request, Process.objects.all(), slug=process)
    moment = asked.moments.filter(final=True).first()
    initial = {"title": asked.title, "on": moment.on if moment else None, "organ": moment.organ_id if moment else None}
    form = StartForm(request.POST or None, process=asked, initial=initial)
    acted = act(
        request,
        form,
        lambda: services.draft(
            process=asked, actor=actor_for(request.viewer, DECISION_WRITE, asked.tenant_id), key=form.act_key,
            **{name: form.cleaned_data[name] for name in ("title", "organ", "on")},
        ),
    )  # fmt: skip
    if acted:
        return done(request, reverse("decisions:desk", args=[acted.result.slug]))
    return page(request, "decisions/start.html", {"form": form, "process": asked}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: BrinkRequest, slug: str) -> HttpResponse:
    """Make a decision record: one form of many sections. Each in which somebody typed is saved, by an act of its own.

    A section that is refused comes back with what was typed in it; the others are saved all the same.
    """
    decision = _desk_decision(request, slug)
    if request.method != "POST":
        return _desk(request, decision)
    # Every section of the form has a key of its own; a form of one section alone only says which it is.
    names = [name.removesuffix("-key") for name in request.POST if name.endswith("-key")][:MOST_PARTS]
    names = names or [request.POST.get("section", "")]
    sections = [desk_sections.find(decision, name) for name in names]
    if None in sections:
        raise Http404
    parts = [desk_page.Sent(request, decision, one) for one in sections if one is not None]
    saved, kept = list[str](), list[desk_page.Sent]()
    for part in parts:
        if not part.touched:
            continue
        acted = act(request, part, partial(_save, request, decision, part))
        if acted:
            saved.append(acted.result)
        else:
            part.refuse_if_public()
            kept.append(part)
    if kept:
        return _desk(request, _desk_decision(request, slug) if saved else kept[-1].decision, kept)
    # The reader goes on where they pressed, or after it.
    pressed = [name for name in saved if name == request.POST.get("section")] or saved[-1:]
    after = _after(request, slug, request.POST.get("verder", "")) if request.POST.get("verder") else ""
    pressed = [after] if after else pressed
    where = f"#{quote(pressed[0])}" if pressed else ""
    return done(request, f"{reverse('decisions:desk', args=[slug])}{where}")


def _after(request: BrinkRequest, slug: str, name: str) -> str:
    """Return the section after this one; "" when there is none."""
    names = [one.name for one in desk_sections.every(_desk_decision(request, slug))]
    return names[names.index(name) + 1] if name in names[:-1] else ""


def _save(request: BrinkRequest, decision: Decision, sent: desk_page.Sent) -> str:
    """Do the act of a section; return where the reader goes on."""
    actor = actor_for(request.viewer, DECISION_WRITE, decision.tenant_id)
    return sent.section.save(sent.form, desk_sections.Sent(actor, sent.key, sent.seen))


def _desk(
    request: BrinkRequest, decision: Decision, kept: Sequence[desk_page.Sent] = (), refusal: Refusal | None = None
) -> HttpResponse:
    """Show the desk page of a decision, with the sections that were refused, or the sentence of a refused button."""
    noticed = [] if decision.published_at else queries.findings(decision)
    shown_sections, missing = desk_page.page(decision, kept), blocking(noticed)
    context = {
        "decision": decision,
        "parts": desk_parts.parts(shown_sections, missing, request.GET.get("deel", "")),
        **allowed(
            request.viewer, decision.tenant_id, organ=decision.organ, write=DECISION_WRITE, publish=DECISION_PUBLISH
        ),
        "findings": missing,
        "advice": [one for one in noticed if one.weight is Severity.ADVICE],
        "sections": shown_sections,
        # What came back is shown to whoever typed it, also when they may no longer save it.
        "drawn": bool(kept) or can(request.viewer, DECISION_WRITE, decision.tenant_id),
        "key": new_key(),
        "work": [panel for part in decision_work.all() if (panel := part(decision, request.viewer)) is not None],
    }
    if refusal is not None:
        context["not_sent"] = not_sent(sentence=str(refusal))
        return render(request, "decisions/desk.html", context, status=status_of(refusal))
    return page(request, "decisions/desk.html", context, *kept)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: BrinkRequest, slug: str) -> HttpResponse:
    """Say what will happen, then publish a record; what is missing is said on the desk page."""
    decision = _desk_decision(request, slug)
    only_who_may(request, DECISION_PUBLISH, decision.tenant_id, decision.organ)
    try:
        actor = actor_for(request.viewer, DECISION_PUBLISH, decision.tenant_id, organ=decision.organ)
        ask_first(request, partial(_publishing, decision))
        services.publish(decision=decision, actor=actor, key=key_of(request))
    except AskFirst as asked:
        return show(request, asked, back=reverse("decisions:desk", args=[slug]))
    except Refusal as refusal:
        return _desk(request, _desk_decision(request, slug), refusal=refusal)
    return done(request, reverse("decisions:detail", args=[slug]), _("Het besluit staat op de site."))


def _publishing(decision: Decision) -> Foreseen:
    """Return what publishing will do; raises the refusal at once when it cannot be done yet."""
    services.may_publish(decision)
    return publishing(decision)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: BrinkRequest, slug: str) -> HttpResponse:
    """Say what will happen, then throw a draft away; what stands in the way is said on the desk page."""
    try:
        decision = _desk_decision(request, slug)
    except Http404:
        # A double click finds it gone: that is what was asked.
        if request.method == "POST" and done_before(request, "decision.discarded"):
            return done(request, reverse("decisions:desk_index"))
        raise
    only_who_may(request, DECISION_WRITE, decision.tenant_id)

    def told() -> Foreseen:
        actor_for(request.viewer, DECISION_WRITE, decision.tenant_id)
        services.may_discard(decision)
        return discarding(decision)

    return press(
        request,
        lambda: services.discard(
            decision=decision, actor=actor_for(request.viewer, DECISION_WRITE, decision.tenant_id), key=key_of(request)
        ),
        said=_("Het concept is weg."),
        to=reverse("decisions:desk_index"),
        back=reverse("decisions:desk", args=[slug]),
        foresee=told,
        gone=("decision.discarded", decision.pk),
    )


@require_safe
def commitment(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Lead on from where the desk kept a promise before they had a register of their own."""
    row = own(request, Commitment.objects.select_related("record"), pk=pk)
    return redirect(page_url("commitment", row.record.slug), permanent=True)
