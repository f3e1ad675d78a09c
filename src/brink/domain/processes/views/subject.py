"""Step 1: what it is about and where, and which other bodies work on the same."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.framework.models import Framework
from brink.domain.framework.queries import current_framework
from brink.domain.people.desk import BrinkRequest, act, done, login_first, own_body, token_of
from brink.domain.people.models import Body, Person
from brink.domain.people.queries import actor_for
from brink.domain.places.models import Area, AreaKind
from brink.domain.processes.example_questions import example_questions
from brink.domain.processes.forms.small import AlignForm
from brink.domain.processes.forms.wizard import SubjectForm
from brink.domain.processes.models import Alignment, Process
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.proposals import propose_phase, propose_scale
from brink.domain.processes.queries.hints import Hint, same_topic
from brink.domain.processes.services.existing_plans import OPEN_START, PlanFacts, told
from brink.domain.processes.services.processes import ProcessFacts, create_process, edit_process
from brink.domain.processes.services.stakeholders import align as align_with
from brink.domain.processes.views.access import actor, own_process, wizard
from brink.foundation.errors import NotNow
from brink.foundation.visibility import DESK


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
    if "plan" in data:
        said["plan"] = PlanFacts(data["plan"], data["plan_name"], data["plan_since"], data["plan_by"])
    return said


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def new(request: BrinkRequest) -> HttpResponse:
    """Start a process: six questions, of which only four need an answer now."""
    body = own_body(request, DESK, "overheid")
    framework = current_framework(request.viewer, body)
    if framework is None:
        raise NotNow(_("Uw organisatie heeft nog geen kader. Vraag de beheerder om er een in te lezen."))
    me = Person.objects.filter(tenant=body, account=request.user.pk).first()
    # A province rarely asks all of itself; a municipality often does.
    areas = [body.area_id] if body.area_id and body.kind == Body.Kind.MUNICIPALITY else []
    initial = {"owner": me.pk if me else None, "areas": areas, "title": request.GET.get("titel", "")[:160]}
    form = SubjectForm(request.POST or None, body=body, initial=initial)
    acted = act(request, form, lambda: _create(request, form, body, framework))
    if acted:
        return done(request, _after(acted.result))
    templates = Process.objects.filter(tenant=body, template_at__isnull=False).order_by("title", "id")
    context = {"form": form, "body": body, "templates": templates, "examples": example_questions().values()}
    return wizard(request, "processes/subject.html", None, "subject", context, form)


def _create(request: BrinkRequest, form: SubjectForm, body: Body, framework: Framework) -> Process:
    """Make the process, in the phase and at the scale that fit its places best."""
    phases = framework.phases.all()
    phase = propose_phase(phases.exclude(key=OPEN_START) if form.cleaned_data["plan"] else phases)
    scale = propose_scale(framework.scales.all(), _places(form))
    if phase is None or scale is None:
        raise NotNow(_("Het kader van uw organisatie heeft geen fasen of schalen. Lees het opnieuw in."))
    return create_process(
        tenant=body, framework=framework, facts=ProcessFacts(phase=phase, scale=scale, **_said(form, None)),
        actor=actor_for(request.viewer, PROCESS_WRITE, body.pk), key=form.act_key,
    )  # fmt: skip


def _after(process: Process) -> str:
    """Return the next page: what others do on the same topic, else what fits."""
    return reverse("processes:align" if _hints(process) else "processes:choose", args=[process.slug])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: BrinkRequest, slug: str) -> HttpResponse:
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
    if (plan := told(process)) is not None:
        initial |= {"plan": "ja" if plan.there else "nee", "plan_name": plan.name, "plan_since": plan.since}
        initial["plan_by"] = plan.by
    form = SubjectForm(
        request.POST or None, body=process.tenant, process=process, initial=initial, version=token_of(process)
    )
    if act(
        request,
        form,
        lambda: edit_process(
            process=process,
            facts=ProcessFacts(phase=process.phase, scale=process.scale, source=process.source, **_said(form, process)),
            actor=actor(request, process),
            key=form.act_key,
            seen=form.version_seen(process),
        ),
    ):
        return done(request, _after(process))
    context = {"form": form, "body": process.tenant, "hints": _hints(process)}
    return wizard(request, "processes/subject.html", process, "subject", context, form)


def _hints(process: Process) -> list[Hint]:
    """Return which other bodies work on the same."""
    return same_topic(
        tenant_id=process.tenant_id,
        title=process.title,
        themes=list(process.themes.all()),
        areas=list(process.areas.all()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def align(request: BrinkRequest, slug: str) -> HttpResponse:
    """Say what is done with each hint: go together, keep each other informed, or it is about something else."""
    process = own_process(request, slug)
    hints = _hints(process)
    chosen = {row.other_id: row for row in Alignment.objects.filter(process=process)}
    forms = []
    for hint in hints:
        prefix, row = str(hint.process.pk), chosen.get(hint.process.pk)
        sent = request.method == "POST" and request.POST.get("other") == prefix
        initial = {"choice": row.choice if row else "", "note": row.note if row else ""}
        form = AlignForm(request.POST if sent else None, prefix=prefix, initial=initial)
        if act(request, form, partial(_align, request, process, hint, form)):
            return done(request, reverse("processes:align", args=[slug]))
        forms.append((hint, form, row))
    sent_forms = [form for _hint, form, _row in forms]
    return wizard(request, "processes/align.html", process, "subject", {"forms": forms}, *sent_forms)


def _align(request: BrinkRequest, process: Process, hint: Hint, form: AlignForm) -> Alignment:
    choice, note = form.cleaned_data["choice"], form.cleaned_data["note"]
    return align_with(
        process=process, other=hint.process, choice=choice, note=note, actor=actor(request, process),
        key=form.act_key,
    )  # fmt: skip
