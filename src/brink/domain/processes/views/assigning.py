"""Whose work a question is, and the page on which anything of a question is given to a colleague."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.journal.services import Actor
from brink.domain.people.desk import BrinkRequest, act, done, page
from brink.domain.people.forms import AssignForm
from brink.domain.people.models import Account
from brink.domain.people.permissions import WORK_ASSIGN
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Process
from brink.domain.processes.services.assigning import assign_process
from brink.domain.processes.views.access import own_process


class Handled(Protocol):
    """What somebody at the desk takes up."""

    handler: Account | None
    handler_id: UUID | None


def assigning(
    request: BrinkRequest,
    process: Process,
    row: Handled,
    hand: Callable[[Account | None, Actor, str | None], Handled],
    *,
    back: str,
    nobody: str,
    **words: str,
) -> HttpResponse:
    """Let a colleague take up `row`, or take it up oneself. `words`: title and lead; `nobody`: what none means."""
    start = {"person": row.handler_id or request.viewer.account_id}
    form = AssignForm(request.POST or None, tenant_id=process.tenant_id, initial=start)
    acted = act(request, form, lambda: hand(
        form.cleaned_data["person"], actor_for(request.viewer, WORK_ASSIGN, process.tenant_id), form.act_key
    ))  # fmt: skip
    if acted:
        to = acted.result.handler
        return done(request, back, _("%(name)s pakt dit op.") % {"name": to.name} if to else nobody)
    context: dict[str, Any] = {"process": process, "form": form, "button": _("Bewaar"), "back": back, **words}
    return page(request, "processes/small.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: BrinkRequest, slug: str) -> HttpResponse:
    """Give the work on a question to a colleague, or take it up oneself."""
    process = own_process(request, slug)
    return assigning(
        request, process, process,
        lambda to, actor, key: assign_process(process=process, to=to, actor=actor, key=key),
        back=reverse("processes:desk", args=[slug]), nobody=_("Dit is weer voor de contactpersoon."),
        title=_("Wie pakt deze vraag op?"),
        lead=_("Wat er bij deze vraag te doen is, staat dan bij ‘Wat wacht op mij’ van deze collega. De "
               "contactpersoon op de site verandert niet."),
    )  # fmt: skip
