"""/balie/vaste-vraag/: a body opens its standing question, the home of words outside any other question."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from brink.domain.people.act_forms import ActForm
from brink.domain.people.desk import act, done, found, member, page
from brink.domain.people.models import Body, Organ, Person
from brink.domain.people.queries import actor_for
from brink.domain.processes.foreseen import standing_opening
from brink.domain.processes.forms.fields import DayField
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.services.standing_question import (
    LONGEST,
    StandingFacts,
    open_standing,
    standing_of,
)
from brink.foundation import clock
from brink.foundation.organs import DECIDING
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK


class StandingForm(ActForm):
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
        Organ.objects.none(), label=gettext_lazy("Welk orgaan heeft dit vastgesteld?"), empty_label=None
    )
    adopted_on = DayField(label=gettext_lazy("Op welke dag?"))
    consent = forms.CharField(
        label=gettext_lazy("Stelde een ander orgaan dit vast? Zeg waar de toestemming staat"), required=False,
        max_length=200,
    )  # fmt: skip

    def offer(self, body: Body) -> None:
        """Offer the people and organs of this body."""
        organs = Organ.objects.filter(tenant=body)
        self.fields["contact"].queryset = Person.objects.filter(tenant=body)  # type: ignore[attr-defined]
        for name in ("decider", "adopted_by"):
            narrowed = organs.filter(role__in=DECIDING).order_by("-role", "name")
            self.fields[name].queryset = narrowed  # type: ignore[attr-defined]

    def facts(self) -> StandingFacts:
        """Return what the form says as the service takes it."""
        names = ("contact", "decider", "working_days", "adopted_by", "adopted_on", "consent")
        return StandingFacts(**{name: self.cleaned_data[name] for name in names})


@require_http_methods(["GET", "HEAD", "POST"])
def open_question(request: BrinkRequest, body: str) -> HttpResponse:
    """Open the standing question of one's own body; when it stands open already, go to it."""
    tenant = found(Body.objects.filter(pk__in=member(request).tenants(DESK)), slug=body)
    standing = standing_of(tenant)
    if request.method != "POST" and standing is not None and standing.room_published_at is not None:
        return redirect("processes:desk", slug=standing.slug)
    form = StandingForm(request.POST or None, initial={"working_days": 10, "adopted_on": clock.today()})
    form.offer(tenant)
    opened = act(request, form, lambda: open_standing(
        tenant=tenant, facts=form.facts(), actor=actor_for(request.viewer, PROCESS_WRITE, tenant.pk), key=form.act_key
    ), may=lambda: actor_for(request.viewer, PROCESS_WRITE, tenant.pk), foresee=lambda: standing_opening(
        tenant, form.cleaned_data["working_days"]
    ))  # fmt: skip
    if opened:
        said = _("De vaste vraag staat open. Iedereen kan u nu altijd iets laten weten.")
        return done(request, reverse("processes:desk", args=[opened.result.slug]), said)
    return page(request, "processes/standing.html", {"form": form, "body": tenant}, form)
