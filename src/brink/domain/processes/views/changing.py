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

from brink.domain.journal.services import Actor
from brink.domain.people.desk import BrinkRequest, act, done, found, key_of, new_key, page, press, token_of
from brink.domain.processes.forms import small
from brink.domain.processes.models import Process
from brink.domain.processes.services import processes, stakeholders
from brink.domain.processes.views.access import actor, own_process


def _changes(service: Callable[..., object], row: str) -> Callable[..., object]:
    """Return what saves the fields of one thing, which its service calls `row`."""

    def save(form: small.ProcessForm, thing: Any, fields: tuple[str, ...], by: Actor) -> object:
        typed = {name: form.cleaned_data[name] for name in fields}
        return service(**{row: thing}, **typed, actor=by, key=form.act_key, seen=form.version_seen(thing))

    return save


def _drops(service: Callable[..., object], row: str) -> Callable[..., object]:
    """Return what takes one thing away."""

    def drop_it(thing: Any, by: Actor, key: str | None) -> object:
        return service(**{row: thing}, actor=by, key=key)

    return drop_it


@dataclass(frozen=True)
class Kind:
    """One kind of thing: where its rows are, what can be changed of it, and the two acts."""

    rows: str
    title: str | Promise
    form: type[small.ProcessForm]
    fields: tuple[str, ...]
    change: Callable[..., object]
    drop: Callable[..., object]
    page: str = "rounds"


KINDS = {
    "partij": Kind(
        "stakeholders", gettext_lazy("Verander de partij"), small.StakeholderForm, ("name", "aim"),
        _changes(stakeholders.change_stakeholder, "stakeholder"),
        _drops(stakeholders.drop_stakeholder, "stakeholder"),
    ),
    "belang": Kind(
        "interests", gettext_lazy("Verander het belang"), small.InterestForm, ("title", "stakeholder"),
        _changes(stakeholders.change_interest, "interest"),
        _drops(stakeholders.drop_interest, "interest"),
    ),
    "partner": Kind(
        "partners", gettext_lazy("Verander wat deze overheid doet"), small.PartForm, ("part",),
        _changes(stakeholders.change_partner, "partner"), _drops(stakeholders.drop_partner, "partner"),
    ),
    "leermoment": Kind(
        "lessons", gettext_lazy("Verander het leermoment"), small.LessonForm, ("happened", "change"),
        _changes(processes.change_lesson, "lesson"), _drops(processes.drop_lesson, "lesson"),
        page="desk",
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
    if act(request, form, lambda: thing.change(form, row, thing.fields, actor(request, process))):
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
        lambda: thing.drop(row, actor(request, process), key_of(request)),
        said=_("Weggehaald."),
        to=reverse(f"processes:{thing.page}", args=[slug]),
        back=reverse("processes:change", args=[slug, kind, pk]),
    )
