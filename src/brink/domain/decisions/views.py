"""Pages about decisions: the public list and record, and the desk where a record is made."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from brink.domain.commitments.models import Commitment
from brink.domain.decisions import desk_page, queries, sections, services
from brink.domain.decisions.forms import StartForm
from brink.domain.decisions.models import Decision
from brink.domain.decisions.permissions import DECISION_PUBLISH, DECISION_WRITE
from brink.domain.decisions.rules import breadth
from brink.domain.decisions.showing import shown
from brink.domain.people.desk import own
from brink.domain.people.models import Body
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Process
from brink.foundation.addresses import page_url
from brink.foundation.errors import Refusal
from brink.foundation.visibility import DESK, Viewer

PER_PAGE = 20


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show all published decisions, to search and to narrow by body."""
    search, body = request.GET.get("q", "").strip()[:100], request.GET.get("overheid", "")[:60]
    rows = queries.published(_viewer(request), search=search, body=body)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"page": page, "search": search, "body": body, "bodies": Body.objects.all()}
    return render(request, "decisions/index.html", context)


@require_GET
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one decision record in full."""
    decision = get_object_or_404(queries.full(_viewer(request)), slug=slug)
    votes = [(vote.in_favour, vote.against) for vote in decision.votes.all()]
    drawn = shown(decision, breadth(votes))
    context = {
        "decision": decision,
        "breadth": drawn.breadth,
        "stones": drawn.stones,
        "landed": queries.landed_here(decision),
    }
    return render(request, "decisions/detail.html", context)


def _desk_decision(request: HttpRequest, slug: str) -> Decision:
    """Return a decision that this member of staff works on, or answer that there is none."""
    decision = queries.full(_viewer(request)).filter(slug=slug).first()
    if decision is None or not _viewer(request).has(decision.tenant_id, DESK):
        raise Http404
    return decision


@require_GET
def desk_index(request: HttpRequest) -> HttpResponse:
    """List the decisions of one's own bodies, drafts first."""
    tenants = _viewer(request).tenants(DESK)
    if not tenants:
        raise Http404
    rows = Decision.objects.filter(tenant_id__in=tenants).select_related("process", "organ")
    page = Paginator(rows.order_by("published_at", "-on"), PER_PAGE).get_page(request.GET.get("pagina"))
    ready = Process.objects.filter(tenant_id__in=tenants, room_published_at__isnull=False, decided_at=None)
    return render(request, "decisions/desk_index.html", {"page": page, "processes": ready.order_by("title")[:100]})


def _refuse(form: Any, refusal: Refusal) -> int:
    """Put the sentence of a refusal on a form, and return the status of the page."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return desk_page.status_of(refusal)


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, process: str) -> HttpResponse:
    """Start a decision record for a process."""
    found = get_object_or_404(Process, slug=process, tenant_id__in=_viewer(request).tenants(DESK))
    moment = found.moments.filter(final=True).first()
    initial = {"title": found.title, "on": moment.on if moment else None, "organ": moment.organ_id if moment else None}
    form = StartForm(request.POST if request.method == "POST" else None, process=found, initial=initial)
    status = 200
    if request.method == "POST":
        status = desk_page.UNPROCESSABLE
        valid = form.is_valid()
        try:
            actor = actor_for(_viewer(request), DECISION_WRITE, found.tenant_id)
            if valid:
                key = desk_page.key_of(request.POST)
                decision = services.draft(process=found, actor=actor, key=key, **form.cleaned_data)
                return redirect("decisions:desk", slug=decision.slug)
        except Refusal as refusal:
            status = _refuse(form, refusal)
    context = {"form": form, "process": found, "key": desk_page.new_key()}
    return render(request, "decisions/start.html", context, status=status)


@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a decision record, section by section; every section saves by itself."""
    decision = _desk_decision(request, slug)
    if request.method == "GET":
        return _desk(request, decision)
    section = sections.find(decision, request.POST.get("section", ""))
    if section is None:
        raise Http404
    form = section.make(request.POST)
    valid = form.is_valid()
    try:
        actor = actor_for(_viewer(request), DECISION_WRITE, decision.tenant_id)
        if not valid:
            if section.on_draft:
                services.draft_only(decision)
            kept = desk_page.Kept(section, form, desk_page.seen_of(section, request.POST))
            return _desk(request, decision, kept=kept, status=desk_page.UNPROCESSABLE)
        key, seen = desk_page.key_of(request.POST), desk_page.seen_of(section, request.POST)
        place = section.save(form, sections.Sent(actor, key, seen))
    except Refusal as refusal:
        decision = _desk_decision(request, slug)
        kept = desk_page.refused(decision, section, form, refusal, _viewer(request))
        return _desk(request, decision, kept=kept, status=desk_page.status_of(refusal))
    return redirect(f"{reverse('decisions:desk', args=[slug])}#{quote(place)}")


def _desk(
    request: HttpRequest,
    decision: Decision,
    *,
    kept: desk_page.Kept | None = None,
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the desk page of a decision, with the section that was refused, or the sentence of a refused button."""
    context = {
        "decision": decision,
        "findings": [] if decision.published_at else queries.findings(decision),
        "sections": desk_page.page(decision, kept),
        "kept": kept,
        "sentence": sentence,
        "key": desk_page.new_key(),
    }
    return render(request, "decisions/desk.html", context, status=status)


@require_http_methods(["POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a record; what is missing is said on the desk page."""
    decision = _desk_decision(request, slug)
    try:
        actor = actor_for(_viewer(request), DECISION_PUBLISH, decision.tenant_id)
        services.publish(decision=decision, actor=actor, key=desk_page.key_of(request.POST))
    except Refusal as refusal:
        decision = _desk_decision(request, slug)
        return _desk(request, decision, sentence=str(refusal), status=desk_page.status_of(refusal))
    return redirect("decisions:detail", slug=slug)


@require_GET
def commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lead on from where the desk kept a promise before they had a register of their own."""
    row = own(request, Commitment.objects.select_related("record"), pk=pk)
    return redirect(page_url("commitment", row.record.slug), permanent=True)
