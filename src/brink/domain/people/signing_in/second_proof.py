"""Staff come in with a second proof: without one, an account has no role at the desk."""

from dataclasses import replace
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from brink.foundation.addresses import page_url
from brink.foundation.visibility import DESK, Viewer


def gave_second_proof(request: HttpRequest) -> bool:
    """Tell whether this session was opened, or confirmed since, with a passkey or a code of an app."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def ask_second_proof(request: HttpRequest) -> HttpResponse | None:
    """Take the roles at the desk away until the second proof is given; return the page to give it for a desk page.

    The setting STAFF_MFA switches it; only a demo should go without.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not settings.STAFF_MFA or not viewer.tenants(DESK) or gave_second_proof(request):
        return None
    kept = frozenset((tenant, role) for tenant, role in viewer.roles if role not in DESK)
    request.viewer = replace(viewer, roles=kept)  # type: ignore[attr-defined]
    if not request.path.startswith(page_url("desk")):
        return None
    here = urlencode({"next": request.get_full_path()})
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    if methods:
        return HttpResponseRedirect(f"{methods[0]['url']}?{here}")
    messages.warning(request, _("Stel eerst een tweede bewijs in. Daarna kunt u aan de balie werken."))
    return HttpResponseRedirect(reverse("mfa_index"))
