"""Notes that staff write for each other, at a contribution."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.contributions.models import Contribution, StaffNote
from brink.domain.contributions.permissions import NOTE_WRITE
from brink.domain.contributions.services import sorting
from brink.domain.contributions.worktable_forms import StaffNoteForm
from brink.domain.people.desk import act, done, key_of, member, own, page, press, token_of
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.foundation.requests import BrinkRequest


def _back(note_of: Contribution) -> str:
    return f"{reverse('contributions:voice', args=[note_of.pk])}#notities"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Write a note for colleagues about one contribution."""
    voice = own(request, Contribution.objects.select_related("process"), pk=pk)
    form = StaffNoteForm(request.POST or None)
    acted = act(
        request,
        form,
        lambda: sorting.add_note(
            process=voice.process, contribution=voice, text=form.cleaned_data["text"],
            by=get_object_or_404(Account, pk=member(request).account_id),
            actor=actor_for(member(request), NOTE_WRITE, voice.tenant_id), key=form.act_key,
        ),
    )  # fmt: skip
    after = request.POST.get("hierna", "")[:2000]
    if acted:
        back = f"{reverse('contributions:desk')}?{after}" if after else _back(voice)
        return done(request, back, _("De notitie staat erbij. Alleen de balie leest haar."))
    context = {"voice": voice, "form": form, "after": after}
    return page(request, "contributions/desk_staff_note.html", context, form)


def _note(request: BrinkRequest, pk: UUID) -> StaffNote:
    return own(request, StaffNote.objects.select_related("contribution", "process"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Change one's own note."""
    note = _note(request, pk)
    assert note.contribution is not None
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
        return done(request, _back(note.contribution), _("De notitie is aangepast."))
    context = {"voice": note.contribution, "note": note, "form": form, "mine": note.by_id == request.viewer.account_id}
    return page(request, "contributions/desk_staff_note.html", context, form)


@require_POST
def remove(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Take one's own note away."""
    note = _note(request, pk)
    assert note.contribution is not None
    back = _back(note.contribution)
    return press(
        request,
        lambda: sorting.remove_note(
            note=note, actor=actor_for(member(request), NOTE_WRITE, note.tenant_id), key=key_of(request)
        ),
        said=_("De notitie is weg."),
        to=back,
    )
