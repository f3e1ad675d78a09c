"""/balie/doorgeven/: what goes between governments; and splitting words that are about two subjects."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.contributions import foreseen
from brink.domain.contributions.desk_forms import SplitForm, TakingForm
from brink.domain.contributions.models import Contribution, Split
from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.contributions.queries import desk
from brink.domain.contributions.services import handover, splitting
from brink.domain.journal.services import Actor
from brink.domain.people.desk import act, done, found, login_first, member, own, page
from brink.domain.people.foreseeing import done_before
from brink.domain.people.models import Body
from brink.domain.people.queries import actor_for
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import DESK


@require_http_methods(["GET", "HEAD", "POST"])
@login_first
def passing(request: BrinkRequest) -> HttpResponse:
    """Show what others passed on to us and what we passed on, and whether we take words over; that can be changed."""
    viewer = member(request)
    tenants = viewer.tenants(DESK)
    bodies = Body.objects.filter(pk__in=tenants).order_by("name")
    asked = request.POST.get("body", "")
    sent: tuple[Body, TakingForm] | None = None
    if request.method == "POST":
        body = found(bodies, pk=asked)
        form = TakingForm(request.POST, auto_id=f"id_{body.pk}_%s")
        sent = body, form
        acted = act(request, form, lambda: handover.set_taking(
            body=body, takes=form.cleaned_data["takes"] == "yes",
            actor=actor_for(viewer, LANDING_WRITE, body.pk), key=form.act_key,
        ))  # fmt: skip
        if acted:
            said = _("Bewaard. Andere overheden zien dit meteen als zij iets willen doorgeven.")
            return done(request, reverse("contributions:passing"), said)
    taking = desk.takes_words(tenants)
    forms = []
    for body in bodies:
        initial = {"takes": "yes" if taking.get(body.pk, True) else "no"}
        own_form = TakingForm(initial=initial, auto_id=f"id_{body.pk}_%s")
        forms.append((body, sent[1] if sent is not None and sent[0].pk == body.pk else own_form))
    context = {"forms": forms, "came": desk.passed_to_us(tenants), "went": desk.passed_by_us(tenants)}
    return page(request, "contributions/desk_passing.html", context, *([sent[1]] if sent is not None else []))


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Lay each sentence with one of two subjects; each then gets an answer of its own, under the same code."""
    rows = Contribution.objects.select_related("tenant", "process", "round", "source")
    voice = own(request, rows.filter(withdrawn_at=None).exclude(text=""), pk=pk)
    said = _("Gesplitst. De gever volgt beide onderwerpen met dezelfde code.")
    if request.method == "POST" and done_before(request, "contribution.split", voice.pk):
        # A double click: the words are divided already, and the form that was sent is no longer theirs.
        return done(request, reverse("contributions:voice", args=[voice.pk]), said)
    came = desk.passed_to(voice)
    sender = came.tenant.told if came is not None and came.refused_at is None else ""
    form = SplitForm(request.POST or None, pieces=splitting.sentences(voice.text), sender=sender)

    def may() -> Actor:
        return actor_for(member(request), LANDING_WRITE, voice.tenant_id)

    def do() -> Split:
        return splitting.split(
            contribution=voice, first=form.half("first"), second=form.half("second"),
            back=form.cleaned_data["where"] == "back", actor=may(), key=form.act_key,
        )  # fmt: skip

    acted = act(
        request, form, do, may=may,
        foresee=lambda: foreseen.splitting(
            voice, form.cleaned_data["first"], form.cleaned_data["second"],
            sender if form.cleaned_data["where"] == "back" else "",
        ),
    )  # fmt: skip
    if acted:
        return done(request, reverse("contributions:voice", args=[voice.pk]), said)
    return page(request, "contributions/desk_split.html", {"voice": voice, "form": form}, form)
