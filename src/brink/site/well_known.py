"""The two addresses that machines know by name: what search engines leave alone, and where a hole is reported."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from brink.domain.people.models import Body
from brink.foundation import clock

# Pages of one person, and pages that are another list of what stands elsewhere.
CLOSED = ("web:desk", "account_login", "contributions:code")
VALID = timedelta(days=180)


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep search engines from pages of one person; from everything in a demo, where names are invented."""
    closed = ["/"] if settings.DEMO else [f"/{reverse(name).split('/')[1]}/" for name in CLOSED]
    return _text(["User-agent: *", *(f"Disallow: {path}" for path in closed)])


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say where a hole is reported (RFC 9116): by the setting, else at the bodies of this site that have an address."""
    asked = [settings.SECURITY_CONTACT] if settings.SECURITY_CONTACT else []
    mails = asked or [f"mailto:{one}" for one in Body.objects.exclude(email="").values_list("email", flat=True)]
    contacts = mails or [f"{settings.BASE_URL}{reverse('web:help')}"]
    expires = (clock.now() + VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    return _text([
        *(f"Contact: {one}" for one in contacts),
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.BASE_URL}{reverse('security')}",
    ])
