"""/balie/vragen/…/verplaatsen/: words that somebody gave outside a question go to a question that runs."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.contributions.services.moving import move_into, rounds_to_move_to
from brink.domain.people.act_forms import ActForm
from brink.domain.people.desk import act, done, own, page, token_of
from brink.domain.people.queries import actor_for
from brink.foundation.addresses import page_url
from brink.foundation.requests import BrinkRequest


class MoveForm(ActForm):
    """To which round of a question that runs, and why."""

    round = forms.ChoiceField(label=gettext_lazy("Bij welke vraag hoort dit?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"), help_text=gettext_lazy("De gever leest dit."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, tenant_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {str(one.pk): one for one in rounds_to_move_to(tenant_id)}
        choices = [(pk, f"{one.process.title}: {one.title}") for pk, one in self.rounds.items()]
        self.fields["round"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Move words into a question that runs; the giver keeps the code and reads why."""
    rows = Contribution.objects.filter(process__standing=True, withdrawn_at=None, handed_over_at=None, landed_at=None)
    voice = own(request, rows.select_related("source"), pk=pk)
    back = page_url("standing desk")
    form = MoveForm(request.POST or None, tenant_id=voice.tenant_id, version=token_of(voice))
    moved = act(request, form, lambda: move_into(
        contribution=voice, round=form.rounds[form.cleaned_data["round"]], reason=form.cleaned_data["reason"],
        actor=actor_for(request.viewer, LANDING_WRITE, voice.tenant_id), key=form.act_key,
        seen=form.version_seen(voice),
    ))  # fmt: skip
    if moved:
        return done(request, back, _("Verplaatst. De gever houdt de code en leest uw reden."))
    context = {"form": form, "voice": voice, "back": back}
    return page(request, "contributions/desk_move.html", context, form)
