"""/balie/teams/: the teams of one's own body, who is in each, and what it answers for."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.people.desk import BrinkRequest, act, done, login_first, own, own_body, page, token_of
from brink.domain.people.forms import TeamForm
from brink.domain.people.models import Body, Team
from brink.domain.people.permissions import TEAM_WRITE
from brink.domain.people.points import team_blocks
from brink.domain.people.queries import actor_for
from brink.domain.people.services import add_team, change_team
from brink.foundation.permissions import can
from brink.foundation.visibility import DESK


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def teams(request: BrinkRequest) -> HttpResponse:
    """List the teams of a body, and add one."""
    body = own_body(request, DESK)
    form = TeamForm(request.POST or None, body=body)
    acted = act(request, form, lambda: add_team(
        tenant=body, **form.asked(), actor=actor_for(request.viewer, TEAM_WRITE, body.pk), key=form.act_key
    ))  # fmt: skip
    if acted:
        said = _("%(name)s staat erbij.") % {"name": acted.result.name}
        return done(request, reverse("people:team", args=[acted.result.pk]), said)
    context = {
        "body": body, "bodies": Body.objects.filter(pk__in=sorted(request.viewer.tenants(DESK))),
        "teams": Team.objects.filter(tenant=body).prefetch_related("members__person"),
        "form": form if can(request.viewer, TEAM_WRITE, body.pk) or form.is_bound else None,
    }  # fmt: skip
    return page(request, "people/teams.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show who is in a team and what it answers for; change its name and its members."""
    row = own(request, Team.objects.select_related("tenant").prefetch_related("members__person"), pk=pk)
    people = [one.person for one in row.members.all()]
    stored = {"name": row.name, "members": [one.pk for one in people]}
    form = TeamForm(request.POST or None, body=row.tenant, initial=stored, version=token_of(row))
    acted = act(request, form, lambda: change_team(
        team=row, **form.asked(), actor=actor_for(request.viewer, TEAM_WRITE, row.tenant_id), key=form.act_key,
        seen=form.version_seen(row),
    ))  # fmt: skip
    if acted:
        return done(request, request.path, _("Opgeslagen. Dit geldt vanaf nu."))
    panels = [panel for ask in team_blocks.all() if (panel := ask(row, request.viewer)) is not None]
    context = {
        "team": row, "people": people, "panels": panels,
        "form": form if can(request.viewer, TEAM_WRITE, row.tenant_id) or form.is_bound else None,
    }  # fmt: skip
    return page(request, "people/team.html", context, form)
