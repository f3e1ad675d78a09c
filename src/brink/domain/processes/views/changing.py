"""What stands beside every "add" of a process: put it in other words, or take it away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.people.desk import BrinkRequest, act, done, found, key_of, new_key, page, press, token_of
from brink.domain.processes.forms import small
from brink.domain.processes.models import Process
from brink.domain.processes.services import processes, stakeholders
from brink.domain.processes.views.access import actor, own_process


@dataclass(frozen=True)
class Kind:
    """One kind of thing: where its rows are, how its services call a row, and what can be changed of it."""

    rows: str
    row: str
    title: str | Promise
    form: type[small.ProcessForm]
    fields: tuple[str, ...]
    change: Callable[..., object]
    drop: Callable[..., object]
    page: str = "rounds"


KINDS = {
    "partij": Kind(
        "stakeholders", "stakeholder", gettext_lazy("Verander de partij"), small.StakeholderForm, ("name", "aim"),
        stakeholders.change_stakeholder, stakeholders.drop_stakeholder,
    ),
    "belang": Kind(
        "interests", "interest", gettext_lazy("Verander het belang"), small.InterestForm, ("title", "stakeholder"),
        stakeholders.change_interest, stakeholders.drop_interest,
    ),
    "partner": Kind(
        "partners", "partner", gettext_lazy("Verander wat deze overheid doet"), small.PartForm, ("part",),
        stakeholders.change_partner, stakeholders.drop_partner,
    ),
    "leermoment": Kind(
        "lessons", "lesson", gettext_lazy("Verander het leermoment"), small.LessonForm, ("happened", "change"),
        processes.change_lesson, processes.drop_lesson, page="desk",
    ),
}  # fmt: skip


def _row(request: BrinkRequest, slug: str, kind: str, pk: UUID) -> tuple[Process, Kind, Any]:
    process, thing = own_process(request, slug), KINDS.get(kind)
    if thing is None:
        raise Http404
    return process, thing, found(getattr(process, thing.rows).all(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: BrinkRequest, slug: str, kind: str, pk: UUID) -> HttpResponse:
    """Change one thing; beside it stands the button that takes it away."""
    process, thing, row = _row(request, slug, kind, pk)
    initial = {name: getattr(row, name) for name in thing.fields}
    form = thing.form(request.POST or None, process=process, initial=initial, version=token_of(row))
    back = reverse(f"processes:{thing.page}", args=[slug])
    if act(
        request, form,
        lambda: thing.change(
            **{thing.row: row}, **{name: form.cleaned_data[name] for name in thing.fields},
            actor=actor(request, process), key=form.act_key, seen=form.version_seen(row),
        ),
    ):  # fmt: skip
        return done(request, back, _("Bewaard."))
    context = {
        "process": process, "form": form, "title": thing.title, "button": _("Bewaar"), "back": back,
        "drop_url": reverse("processes:drop", args=[slug, kind, pk]), "drop_key": new_key(),
    }  # fmt: skip
    return page(request, "processes/small.html", context, form)


@require_POST
def drop(request: BrinkRequest, slug: str, kind: str, pk: UUID) -> HttpResponse:
    """Take one thing away; a refusal is said on its page."""
    process, thing, row = _row(request, slug, kind, pk)
    return press(
        request,
        lambda: thing.drop(**{thing.row: row}, actor=actor(request, process), key=key_of(request)),
        said=_("Weggehaald."),
        to=reverse(f"processes:{thing.page}", args=[slug]),
        back=reverse("processes:change", args=[slug, kind, pk]),
    )
