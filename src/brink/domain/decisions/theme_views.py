"""/mijn/themas/: one's own themes; and at the desk those of a fractie."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from brink.domain.decisions import services
from brink.domain.decisions.permissions import POSITION_TAKE
from brink.domain.people.act_forms import ActForm, token_of
from brink.domain.people.desk import BrinkRequest, act, done, found, own, page, signed_in
from brink.domain.people.models import CouncilGroup, Person
from brink.domain.people.permissions import MEMBERS_WRITE
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Theme
from brink.foundation.permissions import can
from brink.foundation.visibility import ELECTED


class ThemesForm(ActForm):
    """Which themes one has."""

    themes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Welke thema's?"), queryset=Theme.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Iedereen leest dit."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.order_by("name")  # type: ignore[attr-defined]


def _own_persons(request: BrinkRequest) -> QuerySet[Person]:
    """Return as whom the bodies in which this viewer has a seat know them."""
    rows = Person.objects.filter(account=signed_in(request))
    return rows.filter(tenant__in=request.viewer.tenants(ELECTED)).select_related("tenant").order_by("tenant__name")


@require_http_methods(["GET", "HEAD", "POST"])
def own_themes(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Choose one's own themes. For whoever has no seat there is no such page."""
    person = found(_own_persons(request), pk=pk)
    chosen = list(person.themes.values_list("theme", flat=True))
    form = ThemesForm(
        request.POST or None, initial={"themes": chosen}, version=token_of(person, "person.themes_chosen")
    )
    acted = act(request, form, lambda: services.set_own_themes(
        person=person, themes=list(form.cleaned_data["themes"]), key=form.act_key, seen=form.version_seen(person),
        actor=actor_for(request.viewer, POSITION_TAKE, person.tenant_id),
    ))  # fmt: skip
    if acted:
        return done(request, reverse("people:topics"), _("Opgeslagen. Vragen over uw thema's staan vooraan."))
    context = {
        "form": form, "title": _("Mijn thema's"), "who": person.name, "back_url": reverse("people:topics"), "may": True
    }  # fmt: skip
    return page(request, "decisions/themes.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def group_themes(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Say which themes a fractie has."""
    group = own(request, CouncilGroup.objects.select_related("organ", "tenant"), pk=pk)
    chosen = list(group.themes.values_list("theme", flat=True))
    form = ThemesForm(request.POST or None, initial={"themes": chosen}, version=token_of(group, "group.themes_chosen"))
    acted = act(request, form, lambda: services.set_group_themes(
        group=group, themes=list(form.cleaned_data["themes"]), key=form.act_key, seen=form.version_seen(group),
        actor=actor_for(request.viewer, MEMBERS_WRITE, group.tenant_id, organ=group.organ),
    ))  # fmt: skip
    back = reverse("people:group", args=[group.pk])
    if acted:
        return done(request, back, _("Opgeslagen. Iedereen leest het nu."))
    context = {
        "form": form, "title": _("Thema's van de fractie"), "who": group.name, "back_url": back,
        "may": can(request.viewer, MEMBERS_WRITE, group.tenant_id, group.organ) or form.is_bound,
    }  # fmt: skip
    return page(request, "decisions/group_themes.html", context, form)
