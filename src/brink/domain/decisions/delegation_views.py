"""/balie/organisatie/mandaat/: which kinds of decisions there are, and who may take each."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.decisions import services
from brink.domain.decisions.models import DecisionKind
from brink.domain.people.act_forms import ActForm
from brink.domain.people.body_parts import BodyPart
from brink.domain.people.desk import (
    BrinkRequest,
    act,
    done,
    key_of,
    login_first,
    new_key,
    own,
    own_body,
    page,
    press,
    token_of,
)
from brink.domain.people.models import Body
from brink.domain.people.permissions import BODY_WRITE
from brink.domain.people.queries import actor_for
from brink.foundation.permissions import can

FIELDS = ("name", "level", "ground")


class KindForm(ActForm):
    """How a kind of decision is called, who may take it, and where that is written."""

    name = forms.CharField(
        label=gettext_lazy("Wat voor besluit is het?"), max_length=120,
        help_text=gettext_lazy("Zoals: subsidie tot 50.000 euro, of een verordening."),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit besluiten?"), choices=DecisionKind.Level.choices, widget=forms.RadioSelect
    )
    ground = forms.CharField(
        label=gettext_lazy("Waar staat dat?"), max_length=200,
        help_text=gettext_lazy("Zoals: artikel 4 van het mandaatbesluit. Iedereen leest dit."),
    )  # fmt: skip

    def asked(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def kinds_part(body: Body) -> BodyPart:
    """Return how the kinds of decisions of a body stand. One query."""
    count = DecisionKind.objects.filter(tenant=body).count()
    says = ngettext("Er is %(n)d soort besluit.", "Er zijn %(n)d soorten besluiten.", count) % {"n": count}
    address = f"{reverse('decisions:kinds')}?organisatie={body.slug}"
    return BodyPart(_("Wie mag wat besluiten"), says if count else _("Zeg wie welk soort besluit mag nemen."), address)


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def kinds(request: BrinkRequest) -> HttpResponse:
    """List the kinds of decisions of a body, and add one."""
    body = own_body(request, BODY_WRITE.roles)
    form = KindForm(request.POST or None)
    acted = act(request, form, lambda: services.add_kind(
        body=body, **form.asked(), actor=actor_for(request.viewer, BODY_WRITE, body.pk), key=form.act_key
    ))  # fmt: skip
    if acted:
        return done(request, request.get_full_path(), _("%(name)s staat erbij.") % {"name": acted.result.name})
    rows = DecisionKind.objects.filter(tenant=body).annotate(count=Count("decisions")).order_by("name")
    return page(request, "decisions/kinds.html", {"body": body, "rows": rows, "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Change a kind of decision."""
    row = own(request, DecisionKind.objects.select_related("tenant"), pk=pk)
    initial = {name: getattr(row, name) for name in FIELDS}
    form = KindForm(request.POST or None, initial=initial, version=token_of(row))
    acted = act(request, form, lambda: services.change_kind(
        kind=row, **form.asked(), seen=form.version_seen(row), key=form.act_key,
        actor=actor_for(request.viewer, BODY_WRITE, row.tenant_id),
    ))  # fmt: skip
    if acted:
        return done(request, _back(row), _("Opgeslagen. Dit geldt vanaf nu."))
    context = {
        "kind": row, "form": form, "key": new_key(),
        "may": can(request.viewer, BODY_WRITE, row.tenant_id) or form.is_bound,
    }  # fmt: skip
    return page(request, "decisions/kind.html", context, form)


def _back(row: DecisionKind) -> str:
    return f"{reverse('decisions:kinds')}?organisatie={row.tenant.slug}"


@require_POST
def drop_kind(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Take away a kind of which there is no decision."""
    row = own(request, DecisionKind.objects.select_related("tenant"), pk=pk)
    return press(
        request,
        lambda: services.remove_kind(
            kind=row, actor=actor_for(request.viewer, BODY_WRITE, row.tenant_id), key=key_of(request)
        ),
        said=_("Weggehaald."), to=_back(row), back=reverse("decisions:kind", args=[row.pk]),
    )  # fmt: skip
