"""/mijn/antwoorden/: an executive reads the answer that another signs, and signs along or says why not."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.permissions import ANSWER_COSIGN
from brink.domain.contributions.services.cosigning import asked_of, cosign
from brink.domain.people.act_forms import ActForm
from brink.domain.people.desk import BrinkRequest, act, done, found, page, signed_in
from brink.domain.people.queries import actor_for
from brink.ui.forms import needed


class CoSignForm(ActForm):
    """Yes, or no and why."""

    agreed = forms.TypedChoiceField(
        label=gettext_lazy("Tekent u mee?"),
        choices=(("ja", gettext_lazy("Ja, ik ben het eens met dit antwoord")), ("nee", gettext_lazy("Nee"))),
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies of u meetekent.")},
    )
    reason = needed(
        forms.CharField(
            label=gettext_lazy("Waarom niet?"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
            help_text=gettext_lazy("De balie leest dit en maakt een ander antwoord."),
        ),
        gettext_lazy("nodig bij ‘Nee’"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_signature(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show the answer to who is responsible for its subject. For everybody else there is no such page."""
    along = found(asked_of(signed_in(request)), pk=pk)
    # Reading it too is for who sits in the executive today: the answer was not sent yet.
    actor = actor_for(request.viewer, ANSWER_COSIGN, along.tenant_id)
    form = CoSignForm(request.POST or None)
    acted = act(request, form, lambda: cosign(
        cosignature=along, agreed=form.cleaned_data["agreed"], reason=form.cleaned_data["reason"], key=form.act_key,
        actor=actor,
    ))  # fmt: skip
    if acted:
        said = _("U heeft meegetekend. De balie kan het antwoord versturen.")
        if not acted.result.agreed:
            said = _("U tekent niet mee. De balie leest waarom.")
        return done(request, reverse("people:mine"), said)
    voices = along.answer.landings.filter(current=True, contribution__withdrawn_at=None).count()
    context = {"along": along, "answer": along.answer, "form": form, "voices": voices}
    return page(request, "contributions/own_signature.html", context, form)
