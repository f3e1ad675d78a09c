"""The one question that the desk asks more in a round that does not count everybody: what did the giver show?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.contributions.services.admitting import Proof
from brink.domain.processes.models import Round

Level = Round.Assurance
NAMES = {
    Level.CONFIRMED: (
        _("Mailadres waarmee de gever bevestigt"),
        _("De gever krijgt een mail met een link. Pas daarna telt dit mee."),
    ),
    Level.INVITED: (
        _("Code van de uitnodiging"), _("Drie woorden, acht cijfers en een letter. Elke code telt één keer."),
    ),
    Level.CHECKED: (
        _("Wie is dit?"), _("Een medewerker controleert het. Pas daarna telt dit mee."),
    ),
}  # fmt: skip
EMPTY = {
    Level.CONFIRMED: _("Vul het mailadres in waarmee wordt bevestigd. Anders telt dit niet mee."),
    Level.INVITED: _("Vul de code van de uitnodiging in. Anders telt dit niet mee."),
    Level.CHECKED: _("Vul een naam in. Een medewerker controleert die."),
}


def ask_proof(form: forms.Form, round: Round) -> None:
    """Add the question to a form of the desk, when the round needs it."""
    if round.assurance != Level.OPEN:
        label, help_text = NAMES[Level(round.assurance)]
        said = {"required": EMPTY[Level(round.assurance)]}
        form.fields["proof"] = forms.CharField(label=label, help_text=help_text, max_length=200, error_messages=said)


def proof_of(form: forms.Form) -> Proof | None:
    """Return what a valid form says that the giver showed."""
    return Proof(form.cleaned_data["proof"]) if "proof" in form.fields else None
