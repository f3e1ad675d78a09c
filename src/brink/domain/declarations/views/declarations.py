"""/toegankelijkheid/, /privacy/, /cookies/, /colofon/; and the page on which an administrator fills them in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import brink
from brink.domain.declarations.forms import DeclarationForm
from brink.domain.declarations.kept_terms import cookies as kept_cookies
from brink.domain.declarations.kept_terms import storage, terms
from brink.domain.declarations.models import Declaration, Standing
from brink.domain.declarations.queries import declaration_of
from brink.domain.declarations.services import set_declaration
from brink.domain.people.desk import act, done, login_first, own_body, page, token_of
from brink.domain.people.models import Body
from brink.domain.people.permissions import BODY_WRITE
from brink.domain.people.queries import actor_for
from brink.foundation.requests import BrinkRequest


def _of_body(request: BrinkRequest) -> dict[str, Any]:
    """Return the body that was asked for (the only one without asking), what it says, and all others. Two queries."""
    bodies = list(Body.objects.order_by("name"))
    slug = request.GET.get("overheid", "")[:60]
    body = next((one for one in bodies if one.slug == slug), bodies[0] if len(bodies) == 1 else None)
    said = declaration_of(body)
    heading = body.heading() if body else {}
    return {"body": body, "said": said, "bodies": bodies, **heading}


@require_safe
def accessibility(request: BrinkRequest) -> HttpResponse:
    """Show the accessibility declaration of a body, after the model of the register."""
    context = _of_body(request)
    said = context["said"]
    context["standing"] = said.get_standing_display() if said else Standing.UNKNOWN.label
    return render(request, "declarations/accessibility.html", context)


@require_safe
def privacy(request: BrinkRequest) -> HttpResponse:
    """Show what is kept of people, why, how long, what they may ask, and whom."""
    return render(request, "declarations/privacy.html", _of_body(request) | terms())


@require_safe
def cookies(request: BrinkRequest) -> HttpResponse:
    """List all that this site keeps on a device, from the register that keeps nothing else."""
    return render(request, "declarations/cookies.html", {"cookies": kept_cookies(), "storage": storage()})


@require_safe
def colophon(request: BrinkRequest) -> HttpResponse:
    """Say who is behind this site, and of what it is made."""
    return render(request, "declarations/colophon.html", _of_body(request) | {"version": brink.__version__})


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def desk(request: BrinkRequest) -> HttpResponse:
    """Let an administrator fill in what these pages say."""
    body = own_body(request, BODY_WRITE.roles)
    now = declaration_of(body)
    names = ("standing", "checked_on", "report", "registered", "measures", "officer", "officer_email")
    start: dict[str, Any] = {name: getattr(now, name) for name in names} if now else {"standing": Standing.UNKNOWN}
    start["frames"] = "\n".join(now.frames) if now else ""
    form = DeclarationForm(request.POST or None, initial=start, version=token_of(now))
    before = form.row_seen(Declaration.objects.filter(tenant=body))
    acted = act(request, form, lambda: set_declaration(
        tenant=body, said=form.said(), before=before, actor=actor_for(request.viewer, BODY_WRITE, body.pk),
        key=form.act_key, seen=form.version_seen(before),
    ))  # fmt: skip
    if acted:
        there = f"{reverse('declarations:desk')}?organisatie={body.slug}"
        return done(request, there, _("Opgeslagen. Dit geldt vanaf nu."))
    return page(request, "declarations/desk.html", {"form": form, "body": body}, form)
