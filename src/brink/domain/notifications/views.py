"""Ending the mail, and how often staff are mailed what waits."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from brink.domain.journal.acts import part_key
from brink.domain.notifications import unsubscribing
from brink.domain.notifications.digest import rhythm_of, set_rhythm
from brink.domain.notifications.models import Rhythm
from brink.domain.people.desk import ActForm, act, done, login_first, member, page
from brink.domain.people.models import Account, Body
from brink.domain.people.queries import actor_of
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK


# A mail program presses this button itself (RFC 8058) and has no cookie of ours; who has the link may.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and on the button end the mail to whoever got this address. A scanner that only looks changes nothing."""
    news = unsubscribing.mail_behind(token)
    if not news:
        raise Http404
    done = request.method == "POST"
    if done:
        unsubscribing.stop(news)
    response = render(request, "notifications/stop.html", {"done": done})
    response["Cache-Control"] = "private, no-store"
    return response


class DigestForm(ActForm):
    """How often."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak wilt u mail over wat op u wacht?"), choices=Rhythm.choices,
        widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Kies hoe vaak u mail wilt.")},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def digest(request: BrinkRequest) -> HttpResponse:
    """Let somebody at the desk choose how often they are mailed what waits, for all bodies where they work."""
    viewer = member(request)
    account = Account.objects.get(pk=str(viewer.account_id))
    bodies = list(Body.objects.filter(pk__in=viewer.tenants(DESK)).order_by("name"))
    form = DigestForm(request.POST or None, initial={"rhythm": rhythm_of(account, bodies[0])})

    def save() -> Any:
        return [
            set_rhythm(
                tenant=body, account=account, rhythm=form.cleaned_data["rhythm"],
                actor=actor_of(viewer, body.pk), key=part_key(form.act_key, body.slug[:12]),
            )
            for body in bodies
        ]  # fmt: skip

    if act(request, form, save):
        return done(request, reverse("notifications:digest"), _("Dat onthouden wij."))
    return page(request, "notifications/digest.html", {"form": form, "address": account.email}, form)
