"""The desk page of the kader: the versions of one's own body, and noting that an organ adopted one."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.framework import queries
from brink.domain.framework.forms import AdoptionForm
from brink.domain.framework.permissions import FRAMEWORK_ADOPT
from brink.domain.framework.services import adopt
from brink.domain.people.models import Body
from brink.domain.people.queries import actor_for
from brink.foundation.errors import Refusal
from brink.foundation.visibility import ANYONE, Viewer


def _body(viewer: Viewer, slug: str) -> Body:
    """Return the body whose kader this viewer minds; answers that there is none to anybody else."""
    bodies = Body.objects.filter(pk__in=sorted(viewer.tenants(FRAMEWORK_ADOPT.roles)))
    found = (bodies.filter(slug=slug) if slug else bodies.order_by("kind", "name")).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def adoptions(request: HttpRequest) -> HttpResponse:
    """Show the versions of a body with who adopted them; one form notes the next adoption."""
    viewer: Viewer = getattr(request, "viewer", ANYONE)
    if viewer.account_id is None:
        return redirect_to_login(request.get_full_path())
    body = _body(viewer, request.GET.get("organisatie", ""))
    form = AdoptionForm(request.POST or None, body=body)
    status = 200
    if request.method == "POST":
        actor, status = actor_for(viewer, FRAMEWORK_ADOPT, body.pk), 422
        if form.is_valid():
            try:
                adoption = adopt(actor=actor, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("%(organ)s staat erbij.") % {"organ": adoption.organ.name})
                return redirect(request.get_full_path())
    context = {"body": body, "form": form, "versions": queries.versions(viewer, body)}
    return render(request, "framework/desk.html", context, status=status)
