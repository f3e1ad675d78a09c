"""The form of one field with which somebody asks for mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm


class FollowForm(ActForm):
    """An address, and nothing else."""

    reads_along = False

    email = forms.EmailField(
        label=_("Uw e-mailadres"), max_length=254,
        help_text=_("Wij gebruiken het alleen voor deze mail. U stopt met één klik."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Vul uw e-mailadres in."),
            "invalid": _("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."),
        },
    )  # fmt: skip
