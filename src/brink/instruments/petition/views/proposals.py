"""/voorstellen/: the rules of a body with its petitions, and handing one in; and putting it right with the code."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions.code_cookie import read_code
from brink.domain.contributions.services import following
from brink.domain.participation.giving_page import gave, status_of
from brink.domain.participation.round_page import page_for
from brink.domain.people.desk import act, done, found, page
from brink.foundation.errors import NotNow
from brink.foundation.kept_pages import may_be_kept
from brink.foundation.requests import BrinkRequest
from brink.instruments.petition import queries
from brink.instruments.petition.forms import HandInForm, MendForm
from brink.instruments.petition.models import Proposal, RuleSet
from brink.instruments.petition.services import proposals
from brink.ui.not_sent import Line, NotSent, typed_in


@may_be_kept
@require_safe
def index(request: BrinkRequest) -> HttpResponse:
    """Say at which governments something can be put on the agenda; with one only, go to it."""
    bodies = list(queries.bodies_with_rules())
    if len(bodies) == 1:
        return redirect("petitions:body", bodies[0].slug)
    return render(request, "petition/index.html", {"bodies": bodies})


def _rules(slug: str) -> RuleSet:
    body = found(queries.bodies_with_rules(), slug=slug)
    rules = queries.rules_in_force(body)
    assert rules is not None
    return rules


@may_be_kept
@require_safe
def of_body(request: BrinkRequest, body: str) -> HttpResponse:
    """Show the rules of a body and its petitions, with where each of them stands."""
    rules = _rules(body)
    context = {"rules": rules, "petitions": queries.public_petitions(rules.tenant), **rules.tenant.heading()}
    return render(request, "petition/body.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: BrinkRequest, body: str) -> HttpResponse:
    """Take in a proposal without an account; the code is the answer."""
    rules = _rules(body)
    form = HandInForm(rules, request.POST or None)
    try:
        door = proposals.open_round(rules)
    except NotNow as refusal:
        context = {"rules": rules, "said": str(refusal)}
        if not form.is_bound:
            return render(request, "petition/no_door.html", context)
        # The door was shut while somebody wrote: what was typed stands there, to keep.
        stop = NotSent((Line("", str(refusal)),), words=tuple(typed_in(form)))
        return render(request, "petition/no_door.html", {**context, "not_sent": stop}, status=refusal.status)
    frame = page_for(request, door.process.slug, door.slug)
    if form.is_bound:
        taken = gave(
            frame, form, lambda data: proposals.hand_in(rules=rules, handed=form.handed(), key=data["key"])
        )
        if taken is not None:
            return taken
    return frame.render("petition/hand_in.html", {"form": form, "rules": rules}, status_of(form))


def _own(code: str | None) -> Proposal | None:
    """Return the proposal that was handed in under a code, as far as it waits for its giver."""
    followed = following.look_up(code) if code else None
    if followed is None:
        return None
    rows = Proposal.objects.filter(contribution__in=[one.pk for one in followed.contributions])
    return rows.select_related("contribution__source", "contribution__process", "rules__area").first()


@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: BrinkRequest) -> HttpResponse:
    """Let whoever follows a code put other words in the place of what they handed in, while the desk asks for it."""
    code = read_code(request)
    proposal = _own(code)
    if proposal is None or code is None:
        return _private(redirect("contributions:code"))
    start = {
        "title": proposal.contribution.title, "asks": proposal.contribution.text, "why": proposal.why,
        "news": proposal.news,
    }  # fmt: skip
    form = MendForm(request.POST or None, initial=start)
    acted = act(request, form, lambda: proposals.mend(
        proposal=proposal, handed=form.handed(), code=code, key=form.act_key
    ))  # fmt: skip
    if acted:
        return _private(done(request, reverse("contributions:path"), _("Verstuurd. Wij kijken er opnieuw naar.")))
    back = reverse("contributions:path")
    return _private(page(request, "petition/mend.html", {"form": form, "proposal": proposal, "back": back}, form))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
