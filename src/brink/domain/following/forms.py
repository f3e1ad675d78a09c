"""The forms of one field: an address for mail, and the place to which a theme is narrowed."""

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


class PlaceForm(forms.Form):
    """In which place a theme is followed. It asks an address and changes nothing."""

    plaats = forms.CharField(
        label=_("In welke plaats?"), max_length=80, help_text=_("De naam of de postcode."),
        error_messages={"required": _("Vul de naam of de postcode van de plaats in.")},
    )  # fmt: skip
