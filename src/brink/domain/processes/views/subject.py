"""Step 1: what it is about and where, and which other bodies work on the same."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.framework.queries import current_framework
from brink.domain.people.models import Body, Person
from brink.domain.people.queries import actor_for
from brink.domain.places.models import Area, AreaKind
from brink.domain.processes.forms.small import AlignForm
from brink.domain.processes.forms.wizard import SubjectForm
from brink.domain.processes.models import Alignment, Process
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.proposals import propose_phase, propose_scale
from brink.domain.processes.queries.hints import Hint, same_topic
from brink.domain.processes.services.processes import ProcessFacts, create_process, edit_process
from brink.domain.processes.services.society import align as align_with
from brink.domain.processes.views.access import actor, login_first, own_process, page, viewer_of
from brink.foundation.errors import NotNow, Refusal
from brink.foundation.visibility import DESK


def _body(request: HttpRequest) -> Body:
    """Return the body for which this member of staff starts something: the only one, or the one in the address."""
    bodies = Body.objects.filter(pk__in=viewer_of(request).tenants(DESK)).select_related("area")
    wanted = request.GET.get("overheid", "")[:60]
    found = bodies.filter(slug=wanted).first() if wanted else bodies.order_by("kind", "name").first()
    if found is None:
        raise Http404
    return found


def _places(form: SubjectForm) -> tuple[Area, ...]:
    areas = [*form.cleaned_data["areas"], *form.cleaned_data["villages"]]
    return tuple({area.pk: area for area in areas}.values())


def _said(form: SubjectForm, process: Process | None) -> dict[str, Any]:
    """Return what the form says, as the facts want it; a published yes or no is taken from the process."""
    data = form.cleaned_data
    said = {name: data[name] for name in ("title", "owner", "lead", "dossier", "predecessor")}
    said |= {"themes": tuple(data["themes"]), "areas": _places(form)}
    for name in ("participation", "ground", "motivation"):
        said[name] = data[name] if name in data else getattr(process, name)
    return said


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a process: six questions, of which only four need an answer now."""
    away = login_first(request)
    if away is not None:
        return away
    body = _body(request)
    framework = current_framework(viewer_of(request), body)
    if framework is None:
        raise NotNow(_("Uw organisatie heeft nog geen kader. Vraag de beheerder om er een in te lezen."))
    me = Person.objects.filter(tenant=body, account=request.user.pk).first()
    # A province rarely asks all of itself; a municipality often does.
    areas = [body.area_id] if body.area_id and body.kind == Body.Kind.MUNICIPALITY else []
    initial = {"owner": me.pk if me else None, "areas": areas, "title": request.GET.get("titel", "")[:160]}
    form = SubjectForm(request.POST or None, body=body, initial=initial)
    if request.method == "POST" and form.is_valid():
        places = _places(form)
        phase, scale = propose_phase(framework.phases.all()), propose_scale(framework.scales.all(), places)
        if phase is None or scale is None:
            raise NotNow(_("Het kader van uw organisatie heeft geen fasen of schalen. Lees het opnieuw in."))
        try:
            facts = ProcessFacts(phase=phase, scale=scale, **_said(form, None))
            process = create_process(
                tenant=body, framework=framework, facts=facts, key=form.act_key,
                actor=actor_for(viewer_of(request), PROCESS_WRITE, body.pk),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("processes:align" if _hints(process) else "processes:choose", slug=process.slug)
    return page(request, "processes/subject.html", None, "subject", {"form": form, "body": body}, bad=bool(form.errors))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the subject of a process."""
    process = own_process(request, slug)
    places = list(process.areas.all())
    initial = {
        "title": process.title, "themes": [theme.pk for theme in process.themes.all()],
        "areas": [area.pk for area in places if area.kind != AreaKind.VILLAGE],
        "villages": ", ".join(area.name for area in places if area.kind == AreaKind.VILLAGE),
        "participation": "ja" if process.participation else "nee", "ground": process.ground,
        "motivation": process.motivation, "owner": process.owner_id, "lead": process.lead,
        "dossier": process.dossier.title if process.dossier else "", "predecessor": process.predecessor_id,
    }  # fmt: skip
    form = SubjectForm(request.POST or None, body=process.tenant, process=process, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = ProcessFacts(phase=process.phase, scale=process.scale, source=process.source, **_said(form, process))
        try:
            edit_process(process=process, facts=facts, actor=actor(request, process), key=form.act_key)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("processes:align" if _hints(process) else "processes:choose", slug=slug)
    context = {"form": form, "body": process.tenant, "hints": _hints(process)}
    return page(request, "processes/subject.html", process, "subject", context, bad=bool(form.errors))


def _hints(process: Process) -> list[Hint]:
    """Return which other bodies work on the same."""
    return same_topic(
        tenant_id=process.tenant_id,
        title=process.title,
        themes=list(process.themes.all()),
        areas=list(process.areas.all()),
    )


@require_http_methods(["GET", "POST"])
def align(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what is done with each hint: go together, keep each other informed, or it is about something else."""
    process = own_process(request, slug)
    hints = _hints(process)
    chosen = {row.other_id: row for row in Alignment.objects.filter(process=process)}
    forms, bad = [], False
    for hint in hints:
        prefix, row = str(hint.process.pk), chosen.get(hint.process.pk)
        sent = request.method == "POST" and request.POST.get("other") == prefix
        initial = {"choice": row.choice if row else "", "note": row.note if row else ""}
        form = AlignForm(request.POST if sent else None, prefix=prefix, initial=initial)
        if sent and form.is_valid():
            choice, note = form.cleaned_data["choice"], form.cleaned_data["note"]
            try:
                align_with(process=process, other=hint.process, choice=choice, note=note,
                           actor=actor(request, process), key=form.act_key)  # fmt: skip
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                return redirect("processes:align", slug=slug)
        bad = bad or bool(form.errors)
        forms.append((hint, form, row))
    return page(request, "processes/align.html", process, "subject", {"forms": forms}, bad=bad)
