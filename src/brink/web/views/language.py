"""In which language the house speaks: a link, so that a page that is only read holds no form and no token."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_safe

from brink.foundation.addresses import page_url
from brink.foundation.requests import BrinkRequest


@require_safe
def choose(request: BrinkRequest, code: str) -> HttpResponse:
    """Remember the language on this device and go back to the page (`naar`); an unknown language changes nothing."""
    back = request.GET.get("naar", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = page_url("home")
    response = redirect(back)
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY, secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )  # fmt: skip
    return response
