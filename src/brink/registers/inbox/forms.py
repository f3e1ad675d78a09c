"""Forms of the open door: what somebody wants to ask or tell, and moving it into a question that runs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.models import Publicity
from brink.domain.contributions.services.giving import Words
from brink.domain.contributions.services.moving import rounds_to_move_to
from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body
from brink.domain.places.models import Area

KINDS = (("idea", _("een idee")), ("question", _("een vraag")), ("worry", _("een zorg")))


class DoorForm(ActForm):
    """One screen, no account. Only the words are needed."""

    kind = forms.ChoiceField(label=_("Wat heeft u?"), choices=KINDS, widget=forms.RadioSelect, initial="idea")
    text = forms.CharField(
        label=_("Vertel het"), strip=False, help_text=_("Alleen wie erover gaat, leest dit. Het komt niet op de site."),
        max_length=5_000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Schrijf eerst op wat u wilt zeggen.")},
    )  # fmt: skip
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("Over welke plaats gaat het?"), required=False, empty_label=_("Weet ik niet"),
        error_messages={"invalid_choice": _("Kies een plaats uit de lijst.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), required=False,
        help_text=_("Alleen voor ons antwoord. Zonder e-mail volgt u alles met uw code."),
        error_messages={"invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def offer(self, body: Body) -> None:
        """Offer the places that lie in the area of the body, or all when it has none."""
        rows, within = Area.objects.defer("geometry"), body.area_id
        if within is not None:
            rows = rows.filter(pk=within) | rows.filter(parent=within) | rows.filter(parent__parent=within)
        self.fields["area"].queryset = rows.order_by("name")  # type: ignore[attr-defined]

    def words(self) -> Words:
        """Return the words: read by whoever is about it, and by nobody else."""
        data = self.cleaned_data
        return Words(kind=data["kind"], text=data["text"], email=data["email"], publicity=Publicity.CLOSED)


class MoveForm(ActForm):
    """To which round of a question that runs, and why."""

    round = forms.ChoiceField(label=_("Bij welke vraag hoort dit?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Waarom?"), help_text=_("De gever leest dit."), widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, tenant_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {str(one.pk): one for one in rounds_to_move_to(tenant_id)}
        choices = [(pk, f"{one.process.title}: {one.title}") for pk, one in self.rounds.items()]
        self.fields["round"].choices = choices  # type: ignore[attr-defined]
