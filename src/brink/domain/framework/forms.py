"""The form by which the clerk notes that an organ adopted a kader."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.models import Framework
from brink.domain.people.act_forms import ActForm
from brink.domain.people.models import Body, Organ
from brink.foundation import clock
from brink.foundation.visibility import Role
from brink.ui.forms import DateInput


class AdoptionForm(ActForm):
    """Which version, by which organ, on which day, and where the decision can be found."""

    framework = forms.ModelChoiceField(
        label=_("Welke versie"), queryset=Framework.objects.none(), empty_label=_("Kies een versie")
    )
    organ = forms.ModelChoiceField(
        label=_("Van wie is het besluit"), queryset=Organ.objects.none(), empty_label=_("Kies")
    )
    on = forms.DateField(label=_("Op welke dag"), widget=DateInput)
    reference = forms.CharField(
        label=_("Waar staat het besluit"), help_text=_("Een nummer of een adres. Iedereen kan het lezen."),
        max_length=160,
    )  # fmt: skip

    def __init__(self, *args: Any, body: Body, kinds: frozenset[str], **kwargs: Any) -> None:
        """Offer the organs of these kinds. Whatever else is sent, the act itself refuses with its own sentence."""
        kwargs["initial"] = {"on": clock.today()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        offered = (Role.COUNCIL, Role.EXECUTIVE) if self.is_bound else sorted(kinds)
        deciding = Organ.objects.filter(tenant=body, role__in=offered).order_by("name")
        self.fields["framework"].queryset = Framework.objects.filter(tenant=body)  # type: ignore[attr-defined]
        self.fields["organ"].queryset = deciding  # type: ignore[attr-defined]
