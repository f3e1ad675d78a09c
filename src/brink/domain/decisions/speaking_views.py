"""Why a fractie was against: the desk page on which the griffie asks or notes it, and the page of its own members."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.decisions import queries, services
from brink.domain.decisions.models import Decision, GroupReason, GroupVote
from brink.domain.decisions.permissions import GROUP_NOTE, GROUP_SPEAK
from brink.domain.people.act_forms import ActForm
from brink.domain.people.desk import (
    BrinkRequest,
    act,
    done,
    found,
    key_of,
    new_key,
    own,
    page,
    press,
    signed_in,
    token_of,
)
from brink.domain.people.models import Membership
from brink.domain.people.queries import actor_for, allowed, current
from brink.foundation import clock
from brink.foundation.permissions import can
from brink.foundation.visibility import Role

WHY = gettext_lazy("Waarom was de fractie tegen?")


class OwnWordsForm(ActForm):
    """Why one's own fractie was against."""

    reads_along = False

    argument = forms.CharField(
        label=WHY, required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Ten hoogste 80 woorden, in uw eigen woorden. Iedereen leest dit bij het besluit."),
    )  # fmt: skip
    proposal = forms.CharField(
        label=gettext_lazy("Had uw fractie een amendement of motie? Welke?"), required=False, max_length=200
    )


class NotedForm(ActForm):
    """Why a fractie was against, from the minutes, and what came of what it proposed."""

    reads_along = False

    argument = forms.CharField(
        label=WHY, required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Ten hoogste 80 woorden, zoals de fractie het zelf zei."),
    )  # fmt: skip
    minutes = forms.CharField(
        label=gettext_lazy("Waar staat dit in het verslag?"), required=False, max_length=200,
        help_text=gettext_lazy("Zoals: verslag van 16 december, pagina 4."),
    )  # fmt: skip
    proposal = forms.CharField(
        label=gettext_lazy("Amendement of motie van de fractie"), required=False, max_length=200
    )
    proposal_state = forms.ChoiceField(
        label=gettext_lazy("Wat gebeurde daarmee?"), required=False,
        choices=[("", gettext_lazy("Geen voorstel")), *GroupReason.ProposalState.choices],
    )  # fmt: skip
    taken_over = forms.CharField(
        label=gettext_lazy("Wat is van de fractie overgenomen?"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


def _initial(vote: GroupVote, names: list[str]) -> dict[str, Any]:
    said = queries.said_of(vote)
    return {name: getattr(said, name) for name in names} if said else {}


def _vote(request: BrinkRequest, slug: str, pk: UUID) -> tuple[Decision, GroupVote]:
    decision = own(request, queries.full(request.viewer), slug=slug)
    rows = GroupVote.objects.select_related("group_reason", "council_group").filter(decision=decision, against__gt=0)
    return decision, found(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Write down from the minutes why a fractie was against."""
    decision, vote = _vote(request, slug, pk)
    names = list(NotedForm.base_fields)
    form = NotedForm(
        request.POST or None, initial=_initial(vote, [one for one in names if one not in ("key", "version")]),
        version=token_of(vote),
    )  # fmt: skip
    acted = act(request, form, lambda: services.note_group(
        decision=decision, vote=vote, fields=form.cleaned_data, seen=form.version_seen(vote), key=form.act_key,
        actor=actor_for(request.viewer, GROUP_NOTE, decision.tenant_id, organ=decision.organ),
    ))  # fmt: skip
    if acted:
        return done(request, _desk(decision), _("Opgeslagen. Iedereen leest dit zodra het besluit openbaar is."))
    context = {
        "decision": decision, "vote": vote, "said": queries.said_of(vote), "form": form, "key": new_key(),
        **allowed(request.viewer, decision.tenant_id, organ=decision.organ, note=GROUP_NOTE),
        "drawn": (decision.published_at is None and (
            can(request.viewer, GROUP_NOTE, decision.tenant_id, decision.organ) or form.is_bound
        )) or form.is_bound,
    }  # fmt: skip
    return page(request, "decisions/group.html", context, form)


def _desk(decision: Decision) -> str:
    return f"{reverse('decisions:desk', args=[decision.slug])}#fracties"


@require_POST
def ask_group(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Ask a fractie why it was against."""
    decision, vote = _vote(request, slug, pk)
    return press(
        request,
        lambda: services.ask_group(
            decision=decision, vote=vote, key=key_of(request),
            actor=actor_for(request.viewer, GROUP_NOTE, decision.tenant_id, organ=decision.organ),
        ),
        said=_("Gevraagd. De leden van de fractie zien de vraag op hun eigen pagina."),
        to=_desk(decision), back=reverse("decisions:group", args=[slug, pk]),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def own_words(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Let a member of a fractie that was asked say why it was against. For everybody else there is no such page."""
    seats = Membership.objects.filter(
        current(clock.today()), person__account=signed_in(request), role=Role.COUNCIL, group__isnull=False
    )
    rows = GroupVote.objects.filter(council_group__in=seats.values("group"), group_reason__asked_on__isnull=False)
    vote = found(rows.select_related("group_reason", "decision__organ", "decision__process", "council_group"), pk=pk)
    decision, said = vote.decision, queries.said_of(vote)
    if decision.published_at is not None and request.method != "POST":
        raise Http404
    initial = _initial(vote, ["argument", "proposal"]) if said and said.by_member else {}
    form = OwnWordsForm(request.POST or None, initial=initial, version=token_of(vote))
    acted = act(request, form, lambda: services.speak(
        decision=decision, vote=vote, fields=form.cleaned_data, seen=form.version_seen(vote), key=form.act_key,
        actor=actor_for(request.viewer, GROUP_SPEAK, decision.tenant_id),
    ))  # fmt: skip
    if acted:
        return done(request, reverse("people:mine"), _("Opgeslagen. Iedereen leest dit zodra het besluit openbaar is."))
    return page(request, "decisions/own_words.html", {"decision": decision, "vote": vote, "form": form}, form)
