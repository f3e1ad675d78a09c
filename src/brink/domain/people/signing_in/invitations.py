"""The first way in: a link that works once, for an account that never came in, so that a site without mail can begin.

After the first time an account comes in by a code in the mail or by a passkey, and no link works for it any more.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import View

from brink.domain.people.attempts import check, source_of
from brink.domain.people.models import Account, Person
from brink.foundation.errors import NotNow
from brink.foundation.mail import NotSent, post

SALT = "brink.people.invitation"
VALID = timedelta(days=7)
LANGUAGE = "nl"
GONE = 410


def link_for(account: Account) -> str:
    """Return the link by which somebody who never came in does so once, within a week."""
    return f"{settings.BASE_URL}{reverse('account_invitation', args=[signing.dumps(str(account.pk), salt=SALT)])}"


def account_of(token: str) -> Account | None:
    """Return the account that a link lets in; None when it is wrong, too old, or was used."""
    try:
        pk = UUID(signing.loads(token, salt=SALT, max_age=VALID))
    except (signing.BadSignature, ValidationError, ValueError, TypeError):
        return None
    return Account.objects.filter(pk=pk, is_active=True, last_login=None).first()


def mail_invitation(person: Person) -> None:
    """Send somebody the first way in. Raises NotNow when no mail goes out; what stands on the site stays as it is."""
    assert person.account is not None
    with override(LANGUAGE):
        parts = (
            _("Dag,"),
            _("U bent uitgenodigd om op Brink te werken voor %(body)s.") % {"body": person.tenant.told},
            _("Kom de eerste keer binnen met deze link. Hij werkt één keer en een week lang."),
            link_for(person.account),
            _("Daarna logt u in op %(address)s. U krijgt dan een code per mail.")
            % {"address": f"{settings.BASE_URL}{reverse('account_login')}"},
            _("Verwachtte u deze mail niet? Doe dan niets."),
        )
        subject = _("Uitnodiging voor Brink")
    try:
        post(subject, parts, [person.account.email])
    except NotSent as error:
        message = _("De uitnodiging ging niet weg: de mail werkt nu niet. Nodig deze persoon later opnieuw uit.")
        raise NotNow(message, status=503) from error


def _of_another(request: HttpRequest, account: Account) -> bool:
    """Tell whether somebody else is in on this device, who would act under the name of whoever was invited."""
    return request.user.is_authenticated and request.user != account


class InvitationView(View):
    """Come in by such a link. Opening it only shows a button: programs that look at mails use no link up."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the button, or why there is none: the link works no more, or is of somebody else than who is in."""
        account = account_of(token)
        other = account is not None and _of_another(request, account)
        context = {"account": None if other else account, "other": other}
        return render(request, "account/invitation.html", context, status=403 if other else 200 if account else GONE)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Count the try for the sender, and let the account in."""
        check(source_of(request), "login-invitation", 30)
        account: Any = account_of(token)
        if account is None or _of_another(request, account):
            return self.get(request, token)
        record_authentication(request, account, method="invitation")
        answer: HttpResponse = perform_login(request, account, email_verification="none")
        return answer
