"""Forms of the follow page: what a giver can do with the code in hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brink.domain.people.act_forms import ActForm
from brink.ui.forms import needed


class CodeForm(forms.Form):
    """The code, as somebody types it from a slip."""

    reads_along = False

    code = forms.CharField(
        label=_("Uw volgcode"),
        help_text=_("Drie woorden, acht cijfers en een letter. Op oudere bonnetjes staat geen letter."),
        max_length=120,
        widget=forms.TextInput(
            attrs={"data-code": "", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Vul uw volgcode in: drie woorden, acht cijfers en een letter.")},
    )


class MailField(forms.EmailField):
    """The mail address of whoever fills in the form, which must be given."""

    widget = forms.EmailInput(attrs={"autocomplete": "email"})
    default_error_messages = {
        "required": _("Vul uw e-mailadres in."),
        "invalid": _("Dit is geen e-mailadres. Schrijf het als naam@voorbeeld.nl."),
    }


class MailCodeForm(ActForm):
    """Have a code mailed: the address is asked on the spot and used for that mail alone."""

    reads_along = False

    code = forms.CharField(widget=forms.HiddenInput, max_length=120)
    email = MailField(
        label=_("Uw e-mailadres"),
        help_text=_("Wij sturen één mail met de code. Daarna wissen wij het adres."),
    )


class LostCodeForm(ActForm):
    """Ask for a new code with the address that was left."""

    reads_along = False

    email = MailField(
        label=_("Het e-mailadres dat u achterliet"),
    )


class VoiceForm(ActForm):
    """Base of what a giver does: which of the contributions under the code it is about."""

    reads_along = False

    voice = forms.UUIDField(widget=forms.HiddenInput)


class ReactionForm(VoiceForm):
    """Klopt dit antwoord?"""

    right = forms.ChoiceField(
        label=_("Uw reactie"),
        choices=[("yes", _("Ja, het klopt")), ("no", _("Nee, het klopt niet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies: het klopt, of het klopt niet.")},
    )
    text = needed(
        forms.CharField(
            label=_("Wat missen wij?"),
            help_text=_("Dan kijken wij er nog één keer naar. U krijgt binnen twee weken antwoord."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
        _("nodig bij ‘Nee, het klopt niet’"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words when the answer is wrong."""
        data = super().clean() or {}
        if data.get("right") == "no" and not data.get("text", "").strip():
            self.add_error("text", _("Schrijf op wat wij missen. Dan kijken wij er nog één keer naar."))
        if data.get("right") == "yes" and data.get("text", "").strip():
            # With a "yes" nobody would read these words: they would be lost without a word.
            self.add_error(
                "text", _("U heeft ook iets opgeschreven. Kies ‘Nee, het klopt niet’, of maak dit vak leeg.")
            )
        return data


class ContactForm(VoiceForm):
    """Leave an address for mail at each change."""

    email = MailField(
        label=_("Uw e-mailadres"),
        help_text=_("U krijgt een mail als er iets verandert. Na uw laatste antwoord wissen wij uw adres."),
    )


class AppealForm(VoiceForm):
    """Ask somebody else to look at hidden words."""

    text = forms.CharField(
        label=_("Waarom bent u het er niet mee eens?"),
        help_text=_("Iemand anders kijkt dan mee. Dat kan één keer."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom u het er niet mee eens bent.")},
    )
