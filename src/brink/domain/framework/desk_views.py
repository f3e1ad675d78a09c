"""The desk page of the kader: the versions of one's own body, and noting that an organ adopted one."""

from django.http import HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from brink.domain.framework import queries
from brink.domain.framework.forms import AdoptionForm
from brink.domain.framework.models import Adoption
from brink.domain.framework.permissions import FRAMEWORK_ADOPT
from brink.domain.framework.services import adopt
from brink.domain.people.desk import BrinkRequest, act, done, login_first, own_body, page
from brink.domain.people.queries import actor_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def adoptions(request: BrinkRequest) -> HttpResponse:
    """Show the versions of a body with who adopted them; one form notes the next adoption."""
    body = own_body(request, FRAMEWORK_ADOPT.roles)
    form = AdoptionForm(request.POST or None, body=body)

    def note() -> Adoption:
        data = form.cleaned_data
        return adopt(
            framework=data["framework"], organ=data["organ"], on=data["on"], reference=data["reference"],
            actor=actor_for(request.viewer, FRAMEWORK_ADOPT, body.pk), key=form.act_key,
        )  # fmt: skip

    acted = act(request, form, note)
    if acted:
        organ = acted.result.organ
        said = ngettext("%(organ)s staat erbij.", "%(organ)s staan erbij.", organ.number) % {"organ": organ.opening}
        return done(request, request.get_full_path(), said)
    context = {"body": body, "form": form, "versions": queries.versions(request.viewer, body)}
    return page(request, "framework/desk.html", context, form)
