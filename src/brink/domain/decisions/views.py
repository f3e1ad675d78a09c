"""Pages about decisions: the public list and record, and the desk where a record is made."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from brink.domain.decisions import promising, queries, sections, services
from brink.domain.decisions.forms import StartForm, StepForm
from brink.domain.decisions.models import Commitment, Decision
from brink.domain.decisions.permissions import DECISION_PUBLISH, DECISION_WRITE
from brink.domain.decisions.rules import breadth
from brink.domain.decisions.showing import shown
from brink.domain.people.models import Body
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Process
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


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, process: str) -> HttpResponse:
    """Start a decision record for a process."""
    found = get_object_or_404(Process, slug=process, tenant_id__in=_viewer(request).tenants(DESK))
    moment = found.moments.filter(final=True).first()
    initial = {"title": found.title, "on": moment.on if moment else None, "organ": moment.organ_id if moment else None}
    form = StartForm(request.POST or None, process=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actor = actor_for(_viewer(request), DECISION_WRITE, found.tenant_id)
            decision = services.draft(process=found, actor=actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("decisions:desk", slug=decision.slug)
    return render(request, "decisions/start.html", {"form": form, "process": found})


@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a decision record, section by section; every section saves by itself."""
    decision = _desk_decision(request, slug)
    acting = request.method == "POST"
    actor = actor_for(_viewer(request), DECISION_WRITE, decision.tenant_id, acting=acting)
    name = request.POST.get("section", "")
    if request.method == "POST" and name not in sections.SAVE:
        raise Http404
    bound = None
    if request.method == "POST":
        bound = sections.form(decision, name, request.POST)
        if bound.is_valid():
            try:
                sections.SAVE[name](decision, bound, actor)
            except Refusal as refusal:
                sections.refuse(bound, refusal)
            else:
                return redirect(f"{reverse('decisions:desk', args=[slug])}#{sections.anchor(name)}")
    context = {
        "decision": decision,
        "findings": [] if decision.published_at else queries.findings(decision),
        "sections": sections.page(decision, bound, name),
        "refused": bool(bound),
    }
    return render(request, "decisions/desk.html", context, status=422 if bound else 200)


@require_http_methods(["POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a record; what is missing is said on the desk page."""
    decision = _desk_decision(request, slug)
    actor = actor_for(_viewer(request), DECISION_PUBLISH, decision.tenant_id)
    services.publish(decision=decision, actor=actor)
    return redirect("decisions:detail", slug=slug)


@require_http_methods(["GET", "POST"])
def commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Follow a commitment and add a step."""
    found = get_object_or_404(
        Commitment.objects.select_related("process", "owner"), pk=pk, tenant_id__in=_viewer(request).tenants(DESK)
    )
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept = {"1": True, "0": False}.get(form.cleaned_data["kept"])
        actor = actor_for(_viewer(request), DECISION_WRITE, found.tenant_id)
        try:
            promising.step(
                commitment=found, kind=form.cleaned_data["kind"], note=form.cleaned_data["note"], kept=kept, actor=actor
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("decisions:commitment", pk=pk)
    title = _("Toezegging")
    return render(request, "decisions/commitment.html", {"commitment": found, "form": form, "title": title})
