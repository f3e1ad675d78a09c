"""/balie/processen/…/bestuurders/: at which moments of each phase somebody with a seat is expected, and who came."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.decisions import services
from brink.domain.decisions.models import Involvement
from brink.domain.decisions.permissions import INVOLVEMENT_WRITE
from brink.domain.framework.models import Phase
from brink.domain.people.act_forms import ActForm
from brink.domain.people.desk import BrinkRequest, act, done, key_of, new_key, own, page, press, token_of
from brink.domain.people.models import Membership, Person
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.permissions import can
from brink.foundation.visibility import ELECTED
from brink.ui.forms import DateInput


class PlanForm(ActForm):
    """Who is expected, in which phase, on which day, at what."""

    phase = forms.ModelChoiceField(
        label=gettext_lazy("In welke fase?"), queryset=Phase.objects.none(), empty_label=None
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("Wie wordt verwacht?"), queryset=Person.objects.none(), empty_label=gettext_lazy("Kies")
    )
    on = forms.DateField(label=gettext_lazy("Op welke dag?"), widget=DateInput)
    what = forms.CharField(
        label=gettext_lazy("Wat is er dan?"), max_length=160,
        help_text=gettext_lazy("Zoals: dorpstafel in Sleen, 19.30 uur. Zet hier geen huisadres."),
    )  # fmt: skip

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        kwargs["initial"] = {"phase": process.phase_id} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["phase"].queryset = phases(process)  # type: ignore[attr-defined]
        seats = Membership.objects.filter(tenant_id=process.tenant_id, role__in=ELECTED)
        seats = seats.exclude(ends__lt=clock.today())
        people = Person.objects.filter(pk__in=seats.values("person")).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class AttendanceForm(ActForm):
    """Whether somebody was there."""

    attendance = forms.ChoiceField(
        label=gettext_lazy("Was deze persoon erbij?"), choices=Involvement.Attendance.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom niet?"), required=False, max_length=200,
        help_text=gettext_lazy("Alleen als deze persoon er niet was. Iedereen leest dit."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class InPhase:
    """One phase of a question with who is expected in it."""

    phase: Phase
    rows: tuple[Involvement, ...]


def phases(process: Process) -> QuerySet[Phase]:
    """Return the phases of a question, in order."""
    return Phase.objects.filter(framework=process.framework_id).order_by("number")


def per_phase(process: Process) -> list[InPhase]:
    """Return each phase of a question with the moments planned in it. Two queries."""
    rows = list(process.involvements.select_related("person").order_by("on", "id"))
    return [InPhase(one, tuple(row for row in rows if row.phase_id == one.pk)) for one in phases(process)]


@require_http_methods(["GET", "HEAD", "POST"])
def involvements(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show per phase who is expected, with the phases in which nobody is; plan one more moment."""
    process = own(request, Process.objects.select_related("tenant"), slug=slug)
    form = PlanForm(request.POST or None, process=process)
    acted = act(request, form, lambda: services.plan_involvement(
        process=process, **{name: form.cleaned_data[name] for name in ("phase", "person", "on", "what")},
        actor=actor_for(request.viewer, INVOLVEMENT_WRITE, process.tenant_id), key=form.act_key,
    ), may=lambda: actor_for(request.viewer, INVOLVEMENT_WRITE, process.tenant_id))  # fmt: skip
    if acted:
        return done(request, request.path, _("Het moment staat erbij. De persoon ziet het op de eigen pagina."))
    context = {
        "process": process, "phases": per_phase(process), "form": form, "today": clock.today(),
        "drawn": can(request.viewer, INVOLVEMENT_WRITE, process.tenant_id) or form.is_bound,
        **allowed(request.viewer, process.tenant_id, write=INVOLVEMENT_WRITE),
    }  # fmt: skip
    return page(request, "decisions/involvements.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Note whether somebody was there, or take the moment away."""
    row = own(request, Involvement.objects.select_related("process", "person", "phase"), pk=pk)
    initial = {"attendance": row.attendance, "reason": row.reason}
    form = AttendanceForm(request.POST or None, initial=initial, version=token_of(row))
    acted = act(request, form, lambda: services.note_attendance(
        involvement=row, attendance=form.cleaned_data["attendance"], reason=form.cleaned_data["reason"],
        actor=actor_for(request.viewer, INVOLVEMENT_WRITE, row.tenant_id), key=form.act_key,
        seen=form.version_seen(row),
    ))  # fmt: skip
    if acted:
        return done(request, _back(row), _("Opgeslagen. Dit geldt vanaf nu."))
    context = {
        "row": row, "form": form, "key": new_key(),
        "drawn": can(request.viewer, INVOLVEMENT_WRITE, row.tenant_id) or form.is_bound,
        **allowed(request.viewer, row.tenant_id, write=INVOLVEMENT_WRITE),
    }  # fmt: skip
    return page(request, "decisions/attendance.html", context, form)


def _back(row: Involvement) -> str:
    return reverse("decisions:involvements", args=[row.process.slug])


@require_POST
def drop(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Take a moment away that was planned by mistake."""
    row = own(request, Involvement.objects.select_related("process"), pk=pk)
    return press(
        request,
        lambda: services.drop_involvement(
            involvement=row, actor=actor_for(request.viewer, INVOLVEMENT_WRITE, row.tenant_id), key=key_of(request)
        ),
        said=_("Weggehaald."), to=_back(row), back=reverse("decisions:attendance", args=[row.pk]),
    )  # fmt: skip
