"""The fields of allauth's forms with Dutch labels, hints and no placeholders."""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _code_field(label: "StrOrPromise", hint: "StrOrPromise", *, digits: bool = False) -> forms.CharField:
    """Return a field for a one-time code, which a telephone may fill in by itself."""
    attrs = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
    if digits:
        attrs |= {"inputmode": "numeric"}
    return forms.CharField(label=label, help_text=hint, max_length=40, widget=forms.TextInput(attrs=attrs))


class RequestCodeForm(account.RequestLoginCodeForm):  # type: ignore[misc]
    """Asks for the e-mail address only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("Uw e-mailadres"),
            help_text=_("Wij sturen u een code. U heeft geen wachtwoord nodig."),
            widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
            error_messages={
                "required": _("Vul uw e-mailadres in."),
                "invalid": _("Dit is geen e-mailadres. Schrijf het zoals naam@organisatie.nl."),
            },
        )


class ConfirmCodeForm(account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """Asks for the code of the mail."""

    code = _code_field(_("De code uit de mail"), _("Kijk ook in de map met ongewenste mail. De code geldt 15 minuten."))


class SecondProofForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """Asks for a code of the app, or a recovery code."""

    code = _code_field(_("De code uit uw app"), _("Zes cijfers. Een herstelcode mag ook."))


class AgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    """Asks the same of somebody who is in already."""

    code = _code_field(_("De code uit uw app"), _("Zes cijfers. Een herstelcode mag ook."))


class ActivateAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """Asks the first code, to see that the app was set up well."""

    code = _code_field(
        _("De code die de app nu toont"), _("Zes cijfers. De app toont elke halve minuut een nieuwe."), digits=True
    )


class AddKeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """Gives a passkey a name and says whether it opens the door alone."""

    name = forms.CharField(label=_("Naam van de sleutel"), max_length=60, required=False)
    passwordless = forms.BooleanField(
        label=_("Met deze sleutel kom ik binnen zonder code in de mail"), required=False, initial=True
    )


class RenameKeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Gives a passkey another name."""

    name = forms.CharField(label=_("Naam van de sleutel"), max_length=60)
