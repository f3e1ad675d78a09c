"""allauth's own pages with a limit in the database before them, so that all workers count together.

allauth's limiter is off (settings): it counts in the memory of one worker, and keeps addresses as they are.
"""

from datetime import timedelta
from typing import Any

from allauth.account.views import (
    BaseReauthenticateView,
    ConfirmLoginCodeView,
    ReauthenticateView,
    RequestLoginCodeView,
)
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateWithCodeView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from brink.domain.people.attempts import check, hashed, source_of

QUARTER = timedelta(minutes=15)


class LoginView(RequestLoginCodeView):  # type: ignore[misc]
    """Ask a code by mail, or use a passkey. Known and unknown addresses get the same answer."""

    template_name = "account/login.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Count the try for the sender, and for the address that is asked for by this sender.

        Never for the address alone: a stranger could then keep its owner out. Whoever owns it asks from a line of their
        own and gets the mail; what they get of strangers is at most ten mails an hour from each line.
        """
        source = source_of(request)
        check(source, "login", 20)
        check(hashed(f"{source} {request.POST.get('email', '')[:254].strip().lower()}"), "login-address", 10)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer


class ConfirmView(ConfirmLoginCodeView):  # type: ignore[misc]
    """Type the code of the mail."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Count the try for the sender."""
        check(source_of(request), "login-code", 30)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer


class SecondProofView(AuthenticateView):  # type: ignore[misc]
    """Give the second proof."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Count the try for the account, so that changing addresses does not help."""
        check(hashed(str(self.stage.login.user.pk)), "login-second", 10, QUARTER)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer


class _AgainView(BaseReauthenticateView):  # type: ignore[misc]
    """Prove again who you are, in one of the ways below."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Count the try for the account."""
        check(hashed(str(request.user.pk)), "login-second", 10, QUARTER)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer


class AgainView(_AgainView, ReauthenticateView):  # type: ignore[misc]
    """Show the way on to those below."""


class AgainWithCodeView(_AgainView, ReauthenticateWithCodeView):  # type: ignore[misc]
    """Prove it with a code of the app."""


class AgainWithPasskeyView(_AgainView, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Prove it with a passkey."""


class PasskeyView(LoginWebAuthnView):  # type: ignore[misc]
    """Come in with a passkey alone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Count the try for the sender."""
        check(source_of(request), "login-passkey", 60)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer
