"""Whose work a question is."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.people.desk import BrinkRequest, act, done, page
from brink.domain.people.forms import AssignForm
from brink.domain.people.permissions import WORK_ASSIGN
from brink.domain.people.queries import actor_for
from brink.domain.processes.services.assigning import assign_process
from brink.domain.processes.views.access import own_process


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: BrinkRequest, slug: str) -> HttpResponse:
    """Give the work on a question to a colleague, or take it up oneself."""
    process = own_process(request, slug)
    start = {"person": process.handler_id or request.viewer.account_id}
    form = AssignForm(request.POST or None, tenant_id=process.tenant_id, initial=start)
    back = reverse("processes:desk", args=[slug])
    acted = act(request, form, lambda: assign_process(
        process=process, to=form.cleaned_data["person"],
        actor=actor_for(request.viewer, WORK_ASSIGN, process.tenant_id), key=form.act_key,
    ))  # fmt: skip
    if acted:
        to = acted.result.handler
        said = _("%(name)s pakt dit op.") % {"name": to.name} if to else _("Dit is weer voor de contactpersoon.")
        return done(request, back, said)
    context = {
        "process": process, "form": form, "title": _("Wie pakt deze vraag op?"), "button": _("Bewaar"), "back": back,
        "lead": _("Wat er bij deze vraag te doen is, staat dan bij ‘Wat wacht op mij’ van deze collega. De "
                  "contactpersoon op de site verandert niet."),
    }  # fmt: skip
    return page(request, "processes/small.html", context, form)
