"""Starting a question from an example that ships with Brink."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.framework.queries import current_framework
from brink.domain.people.desk import BrinkRequest, act, done, login_first, own_body, page
from brink.domain.people.models import Body, Person
from brink.domain.people.queries import actor_for
from brink.domain.processes.example_questions import ExampleQuestion, example_questions
from brink.domain.processes.forms.small import BeginForm
from brink.domain.processes.models import Process
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.services.beginning import begin_from_example
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.foundation.visibility import DESK

_SOON = timedelta(days=28)


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def begin(request: BrinkRequest, key: str) -> HttpResponse:
    """Show what is in an example, ask what the question is called and when it begins, and make it."""
    example = example_questions().get(key)
    if example is None:
        raise Http404
    body = own_body(request, DESK, "overheid")
    me = Person.objects.filter(tenant=body, account=request.user.pk).first()
    initial = {
        "title": example.title, "starts_on": clock.today() + _SOON, "owner": me.pk if me else None,
        "area": body.area_id if body.kind == Body.Kind.MUNICIPALITY else None,
    }  # fmt: skip
    form = BeginForm(request.POST or None, body=body, initial=initial)
    acted = act(request, form, lambda: _begin(request, form, body, example))
    if acted:
        said = _("Er ligt een concept klaar. Loop de vijf stappen na en maak de teksten van uw eigen plaats.")
        return done(request, reverse("processes:subject", args=[acted.result.slug]), said)
    return page(request, "processes/begin.html", {"example": example, "body": body, "form": form}, form)


def _begin(request: BrinkRequest, form: BeginForm, body: Body, example: ExampleQuestion) -> Process:
    framework = current_framework(request.viewer, body)
    if framework is None or framework.tenant_id != body.pk:
        raise NotNow(_("Uw organisatie heeft nog geen kader. Vraag de beheerder om er een in te lezen."))
    data = form.cleaned_data
    return begin_from_example(
        tenant=body, example=example, framework=framework,
        **{name: data[name] for name in ("title", "starts_on", "owner", "theme", "area")},
        actor=actor_for(request.viewer, PROCESS_WRITE, body.pk), key=form.act_key,
    )  # fmt: skip
