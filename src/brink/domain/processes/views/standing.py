"""/balie/vaste-vraag/: a body opens its standing question, the home of words outside any other question."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from brink.domain.people.models import Body, Organ, Person
from brink.domain.people.queries import actor_for
from brink.domain.processes.forms.fields import DayField, KeyForm
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.services.standing_question import (
    LONGEST,
    StandingFacts,
    open_standing,
    standing_of,
)
from brink.domain.processes.views.access import UNPROCESSABLE, viewer_of
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.foundation.visibility import DESK


class StandingForm(KeyForm):
    """Who reads along, who is responsible, which organ settled it, and how soon people hear."""

    contact = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Bij wie kunnen mensen terecht?"), empty_label=None
    )
    decider = forms.ModelChoiceField(
        Organ.objects.none(), label=gettext_lazy("Welk orgaan staat in voor de antwoorden?"), empty_label=None
    )
    working_days = forms.IntegerField(
        label=gettext_lazy("Binnen hoeveel werkdagen antwoordt u?"), min_value=1, max_value=LONGEST
    )
    adopted_by = forms.ModelChoiceField(
        Organ.objects.none(), label=gettext_lazy("Welk orgaan stelde dit vast?"), empty_label=None
    )
    adopted_on = DayField(label=gettext_lazy("Op welke dag?"))

    def offer(self, body: Body) -> None:
        """Offer the people and organs of this body."""
        organs = Organ.objects.filter(tenant=body)
        self.fields["contact"].queryset = Person.objects.filter(tenant=body)  # type: ignore[attr-defined]
        for name in ("decider", "adopted_by"):
            narrowed = organs.filter(role__in=("executive", "council")).order_by("-role", "name")
            self.fields[name].queryset = narrowed  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def open_question(request: HttpRequest, body: str) -> HttpResponse:
    """Open the standing question of one's own body; when it stands open already, go to it."""
    viewer = viewer_of(request)
    tenant = Body.objects.filter(slug=body, pk__in=viewer.tenants(DESK)).first()
    if tenant is None:
        raise Http404
    standing = standing_of(tenant)
    if standing is not None and standing.room_published_at is not None:
        return redirect("processes:desk", slug=standing.slug)
    form = StandingForm(request.POST or None, initial={"working_days": 10, "adopted_on": clock.today()})
    form.offer(tenant)
    if request.method == "POST" and form.is_valid():
        names = ("contact", "decider", "working_days", "adopted_by", "adopted_on")
        facts = StandingFacts(**{name: form.cleaned_data[name] for name in names})
        try:
            who = actor_for(viewer, PROCESS_WRITE, tenant.pk)
            made = open_standing(tenant=tenant, facts=facts, actor=who, key=form.act_key)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("De vaste vraag staat open. Iedereen kan u nu altijd iets laten weten."))
            return redirect("processes:desk", slug=made.slug)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "processes/standing.html", {"form": form, "body": tenant}, status=status)
