"""How allauth behaves here: nobody signs up by hand, secrets are encrypted, and every sentence is plain Dutch."""

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.people.models import Account
from brink.foundation.crypto import encrypt, read_kept
from brink.foundation.errors import NotNow

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed sign-up: residents need no account, and staff accounts are made by an administrator."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Dit account is niet meer in gebruik. Vraag uw beheerder om hulp."),
        "incorrect_code": gettext_lazy("Deze code klopt niet. Kijk in de nieuwste mail en typ de code nog eens."),
        "too_many_login_attempts": gettext_lazy(
            "Dit ging te vaak of te snel. Wacht een minuut en vraag dan een nieuwe code aan."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse open sign-up."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the code, or say plainly that no mail goes out now."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            log.warning("a mail for logging in could not be sent: %s", type(error).__name__)
            raise NotNow(
                _("Wij kunnen nu geen mail sturen. Probeer het over een paar minuten opnieuw."), status=503
            ) from error

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is written."""
        return str(subject).strip()

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Return the ways to prove again who you are, in plain Dutch: a passkey first, it is the least work."""
        passkey = reverse("mfa_reauthenticate_webauthn")
        names = {reverse("mfa_reauthenticate"): _("Gebruik een code"), passkey: _("Gebruik uw toegangssleutel")}
        methods = [
            {**one, "description": names.get(one["url"], one["description"])}
            for one in super().get_reauthentication_methods(user)
        ]
        return sorted(methods, key=lambda one: one["url"] != passkey)


class SecondProofAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second proof of staff: secrets are encrypted at rest, names and refusals are Dutch."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Deze code klopt niet. Wacht op de volgende code in uw app en typ die."),
        "cannot_delete_authenticator": gettext_lazy("Dit is uw laatste beveiliging. Voeg eerst een andere toe."),
        "cannot_generate_recovery_codes": gettext_lazy("Stel eerst een app of een toegangssleutel in."),
        "unverified_email": gettext_lazy("Bevestig eerst uw e-mailadres met een code."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt the secret of an app or the recovery codes."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt what `encrypt` made."""
        return read_kept(encrypted_text)

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        """Suggest a name for a new passkey."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Toegangssleutel %(number)d") % {"number": count + 1}
