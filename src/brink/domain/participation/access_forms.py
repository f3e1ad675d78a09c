"""Forms at the door of a round that does not count everybody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.proof_field import EMPTY
from brink.domain.contributions.services.admitting import MOST
from brink.domain.participation.forms import KeyForm
from brink.domain.people.act_forms import ActForm
from brink.domain.processes.models import Round

Level = Round.Assurance
ASKED = {
    Level.CONFIRMED: (_("Uw mailadres"), _("U krijgt een mail met een link. Druk daarop, dan telt u mee.")),
    Level.INVITED: (
        _("De code van uw uitnodiging"), _("Drie woorden, acht cijfers en een letter. Elke code telt één keer."),
    ),
    Level.CHECKED: (_("Uw naam"), _("Alleen wie controleert, leest dit. Na de ronde wissen wij het.")),
}  # fmt: skip


class AccessForm(KeyForm):
    """What somebody shows to take part."""

    proof = forms.CharField(max_length=200)
    reach = forms.CharField(
        label=_("Hoe bereiken wij u?"), help_text=_("Telefoon, mail of adres, als wij iets willen vragen."),
        max_length=200, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].label, self.fields["proof"].help_text = ASKED[Level(round.assurance)]
        self.fields["proof"].error_messages["required"] = EMPTY[Level(round.assurance)]
        if round.assurance == Level.CONFIRMED:
            self.fields["proof"].widget.attrs["autocomplete"] = "email"
            self.fields["proof"].widget.input_type = "email"
        if round.assurance != Level.CHECKED:
            del self.fields["reach"]


class InviteForm(ActForm):
    """How many codes to print, or to which addresses to mail one each."""

    count = forms.IntegerField(
        label=_("Hoeveel codes om te printen?"), required=False, min_value=1, max_value=MOST,
        error_messages={"min_value": _("Maak er minstens één."),
                        "max_value": _("Maak er hooguit 1.000 tegelijk."),
                        "invalid": _("Schrijf een getal, zoals 50.")},
    )  # fmt: skip
    emails = forms.CharField(
        label=_("Of mail een code naar deze adressen"), help_text=_("Eén adres per regel."), required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}), max_length=60_000,
    )  # fmt: skip


class RefuseForm(ActForm):
    """Why somebody does not count."""

    reason = forms.CharField(
        label=_("Waarom telt deze persoon niet mee?"), help_text=_("De persoon leest dit."), max_length=200,
        error_messages={"required": _("Schrijf op waarom deze persoon niet meetelt.")},
    )  # fmt: skip
