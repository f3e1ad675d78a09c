"""/balie/organisatie/: what an administrator says about the own body, its organs, and other bodies of the site."""

from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.people.body_forms import BodyForm, OrganChangeForm, OrganForm, facts_of
from brink.domain.people.body_parts import body_parts
from brink.domain.people.body_queries import others_without_desk, standing
from brink.domain.people.desk import (
    BrinkRequest,
    act,
    done,
    found,
    key_of,
    login_first,
    member,
    new_key,
    own,
    own_body,
    page,
    press,
    token_of,
)
from brink.domain.people.models import Body, Organ
from brink.domain.people.permissions import BODY_WRITE
from brink.domain.people.queries import actor_for
from brink.domain.people.services import add_neighbour, add_organ, change_body, change_organ, remove_organ
from brink.domain.people.services.bodies import REPLY_DAYS
from brink.foundation.opening_findings import before_opening
from brink.foundation.permissions import can


@require_safe
@login_first
def body_page(request: BrinkRequest) -> HttpResponse:
    """Show what is filled in about a body, what is the next step, and what is missing before the site opens."""
    body = own_body(request, BODY_WRITE.roles)
    context = {
        "body": body, "bodies": _mine(request), "parts": standing(body), "findings": before_opening(),
        "more": [part(body) for part in body_parts.all()],
    }  # fmt: skip
    return page(request, "people/body.html", context)


def _mine(request: BrinkRequest) -> list[Body]:
    return list(Body.objects.filter(pk__in=sorted(request.viewer.tenants(BODY_WRITE.roles))))


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def facts(request: BrinkRequest) -> HttpResponse:
    """Change what stands about one's own body."""
    return _change(request, own_body(request, BODY_WRITE.roles), reverse("people:body"))


def _change(request: BrinkRequest, body: Body, back: str, by: Body | None = None) -> HttpResponse:
    form = BodyForm(request.POST or None, initial=facts_of(body), version=token_of(body))
    acted = act(request, form, lambda: change_body(
        body=body, facts=form.facts(), actor=actor_for(request.viewer, BODY_WRITE, (by or body).pk),
        key=form.act_key, seen=form.version_seen(body),
    ))  # fmt: skip
    if acted:
        return done(request, f"{back}?organisatie={(by or body).slug}", _("Opgeslagen. Dit geldt vanaf nu."))
    up = _("organisatie") if by is None else _("andere overheden")
    return page(request, "people/body_facts.html", {"body": body, "form": form, "back": back, "up": up}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def organs(request: BrinkRequest) -> HttpResponse:
    """List the organs of a body, and add one."""
    body = own_body(request, BODY_WRITE.roles)
    form = OrganForm(request.POST or None)
    acted = act(request, form, lambda: add_organ(
        body=body, name=form.cleaned_data["name"], role=form.cleaned_data["role"], seats=form.cleaned_data["seats"],
        actor=actor_for(request.viewer, BODY_WRITE, body.pk), key=form.act_key,
    ))  # fmt: skip
    if acted:
        return done(request, request.get_full_path(), _("%(name)s staat erbij.") % {"name": acted.result.name})
    rows = Organ.objects.filter(tenant=body).annotate(people=Count("memberships__person", distinct=True))
    return page(request, "people/organs.html", {"body": body, "organs": rows.order_by("name"), "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def organ(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Change how an organ is called and its seats."""
    row = own(request, Organ.objects.select_related("tenant"), pk=pk)
    initial = {"name": row.name, "seats": row.seats}
    form = OrganChangeForm(request.POST or None, initial=initial, version=token_of(row))
    acted = act(request, form, lambda: change_organ(
        organ=row, name=form.cleaned_data["name"], seats=form.cleaned_data["seats"],
        actor=actor_for(request.viewer, BODY_WRITE, row.tenant_id), key=form.act_key,
        seen=form.version_seen(row),
    ))  # fmt: skip
    if acted:
        return done(request, _organs(row), _("Opgeslagen. Dit geldt vanaf nu."))
    context = {
        "organ": row, "form": form, "key": new_key(),
        "may": can(request.viewer, BODY_WRITE, row.tenant_id) or form.is_bound,
    }  # fmt: skip
    return page(request, "people/organ.html", context, form)


def _organs(row: Organ) -> str:
    return f"{reverse('people:organs')}?organisatie={row.tenant.slug}"


@require_POST
def drop_organ(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Take away an organ in which nobody ever sat."""
    row = own(request, Organ.objects.select_related("tenant"), pk=pk)
    return press(
        request,
        lambda: remove_organ(
            organ=row, actor=actor_for(request.viewer, BODY_WRITE, row.tenant_id), key=key_of(request)
        ),
        said=_("Weggehaald."), to=_organs(row), back=reverse("people:organ", args=[row.pk]),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def governments(request: BrinkRequest) -> HttpResponse:
    """List the other governments of the site, and add one: a municipality, a neighbour, a water board."""
    body = own_body(request, BODY_WRITE.roles)
    start = {"kind": Body.Kind.MUNICIPALITY, "theme": "gemeente", "reply_days": REPLY_DAYS}
    form = BodyForm(request.POST or None, initial=start)
    acted = act(request, form, lambda: add_neighbour(
        body=body, facts=form.facts(), actor=actor_for(request.viewer, BODY_WRITE, body.pk), key=form.act_key
    ))  # fmt: skip
    if acted:
        return done(request, request.get_full_path(), _("%(name)s staat erbij.") % {"name": acted.result.name})
    alone = set(others_without_desk().values_list("pk", flat=True))
    rows = [(one, one.pk in alone) for one in Body.objects.exclude(pk=body.pk).select_related("area")]
    return page(request, "people/governments.html", {"body": body, "rows": rows, "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def government(request: BrinkRequest, slug: str) -> HttpResponse:
    """Change what stands about another government that has no desk of its own here."""
    member(request)
    body = own_body(request, BODY_WRITE.roles)
    other = found(others_without_desk(), slug=slug)
    return _change(request, other, reverse("people:governments"), by=body)
