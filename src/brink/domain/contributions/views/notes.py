"""Notes that staff write for each other, about a question, a round, a bundle or a contribution: one page for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.contributions.models import Bundle, Contribution, StaffNote
from brink.domain.contributions.permissions import NOTE_WRITE
from brink.domain.contributions.services import sorting
from brink.domain.contributions.worktable_forms import StaffNoteForm
from brink.domain.people.desk import act, done, key_of, member, new_key, own, page, press, token_of
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Process, Round
from brink.foundation.addresses import page_url
from brink.foundation.requests import BrinkRequest


@dataclass(frozen=True, slots=True)
class Subject:
    """What notes can be about: its rows, the page on which colleagues meet it, and whether its notes stand there."""

    model: type[Any]
    address: Callable[[Any], str]
    shown_there: bool = False


# By the word in the address; the field of a note has the name of its model, and a note on a question has no other.
SUBJECTS: Mapping[str, Subject] = {
    "vraag": Subject(Process, lambda row: page_url("process desk", row.slug)),
    "ronde": Subject(Round, lambda row: f"{page_url('process desk', row.process.slug)}#ronde-{row.number}"),
    "bundel": Subject(
        Bundle, lambda row: reverse("contributions:desk_bundle", args=[row.process.slug, row.pk]), shown_there=True
    ),
    "bijdrage": Subject(Contribution, lambda row: reverse("contributions:voice", args=[row.pk]), shown_there=True),
}


def _subject_of(note: StaffNote) -> tuple[str, Any]:
    """Return what a note is about: the word in the address, and the row."""
    for name, row in (("bijdrage", note.contribution), ("bundel", note.bundle), ("ronde", note.round)):
        if row is not None:
            return name, row
    return "vraag", note.process


def _place(name: str, row: Any) -> str:
    """Return where the notes about something are read."""
    subject = SUBJECTS[name]
    if subject.shown_there:
        return f"{subject.address(row)}#notities"
    return reverse("contributions:notes", args=[name, row.pk])


def _row(request: BrinkRequest, about: str, pk: UUID) -> Any:
    subject = SUBJECTS.get(about)
    if subject is None:
        raise Http404
    rows = subject.model._default_manager.all()
    return own(request, rows if subject.model is Process else rows.select_related("process"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: BrinkRequest, about: str, pk: UUID) -> HttpResponse:
    """Show what colleagues wrote about something, and write a note beside it."""
    row = _row(request, about, pk)
    process = row if about == "vraag" else row.process
    tied = {} if about == "vraag" else {row._meta.model_name: row}
    form = StaffNoteForm(request.POST or None)
    acted = act(
        request,
        form,
        lambda: sorting.add_note(
            process=process, **tied, text=form.cleaned_data["text"],
            by=get_object_or_404(Account, pk=member(request).account_id),
            actor=actor_for(member(request), NOTE_WRITE, process.tenant_id), key=form.act_key,
        ),
    )  # fmt: skip
    after = request.POST.get("hierna", "")[:2000]
    if acted:
        back = f"{reverse('contributions:desk')}?{after}" if after else _place(about, row)
        return done(request, back, _("De notitie staat erbij. Alleen de balie leest haar."))
    context = {
        "process": process, "subject": row, "up": SUBJECTS[about].address(row), "note_form": form, "after": after,
        "notes": sorting.notes_about(process=process, **tied), "key": new_key(),
        "note_url": reverse("contributions:notes", args=[about, pk]), "elsewhere": _elsewhere(process, about),
    }  # fmt: skip
    return page(request, "contributions/desk_notes.html", context, form)


def _elsewhere(process: Process, about: str) -> list[tuple[Any, str]]:
    """Return beside the notes of a question what else of it has notes, with where they are read."""
    if about != "vraag":
        return []
    rows = StaffNote.objects.filter(tenant_id=process.tenant_id, process=process).exclude(
        contribution=None, bundle=None, round=None
    )
    found = {}
    for note in rows.select_related("contribution", "bundle__process", "round__process"):
        name, row = _subject_of(note)
        found[row.pk] = (row, _place(name, row))
    return list(found.values())


def _note(request: BrinkRequest, pk: UUID) -> StaffNote:
    rows = StaffNote.objects.select_related("contribution", "process", "bundle__process", "round__process", "by")
    return own(request, rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Change one's own note."""
    note = _note(request, pk)
    name, row = _subject_of(note)
    form = StaffNoteForm(request.POST or None, initial={"text": note.text}, version=token_of(note))
    acted = act(
        request,
        form,
        lambda: sorting.change_note(
            note=note, text=form.cleaned_data["text"], actor=actor_for(member(request), NOTE_WRITE, note.tenant_id),
            key=form.act_key, seen=form.version_seen(note),
        ),
    )  # fmt: skip
    if acted:
        return done(request, _place(name, row), _("De notitie is aangepast."))
    context = {
        "process": note.process, "subject": row, "up": SUBJECTS[name].address(row), "note": note, "form": form,
        "mine": note.by_id == request.viewer.account_id,
    }  # fmt: skip
    return page(request, "contributions/desk_staff_note.html", context, form)


@require_POST
def remove(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Take one's own note away."""
    note = _note(request, pk)
    return press(
        request,
        lambda: sorting.remove_note(
            note=note, actor=actor_for(member(request), NOTE_WRITE, note.tenant_id), key=key_of(request)
        ),
        said=_("De notitie is weg."),
        to=_place(*_subject_of(note)),
    )
