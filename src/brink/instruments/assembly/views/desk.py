"""One assembly at the desk: where it stands with what comes next, and a sign-up by phone."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions import receipt as receipts
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.proof_field import proof_of
from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.services import Actor
from brink.domain.participation.counting import taken_part
from brink.domain.participation.round_page import RoundFrame, frame_of
from brink.domain.people.desk import act, done, found, login_first, member, own, page
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.errors import NotNow
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest
from brink.instruments.assembly.desk_items import steps
from brink.instruments.assembly.forms import SpokenSignUpForm
from brink.instruments.assembly.panels import told_of
from brink.instruments.assembly.pools import targets_of
from brink.instruments.assembly.queries import standing
from brink.instruments.assembly.round_settings import KEY, SIGNUP
from brink.instruments.assembly.services.seating import free_seats
from brink.instruments.assembly.services.signing_up import Told, write_down


def own_frame(request: BrinkRequest, process: str, round: str) -> RoundFrame:
    """Return a round of one's own body with what its pages stand on, or answer that there is no such page."""
    rows = Round.objects.filter(instrument=KEY).select_related("process__tenant__area", "process__framework", "phase")
    return frame_of(own(request, rows, process__slug=process, slug=round))


def who(request: BrinkRequest, round: Round, action: Action) -> Actor:
    """Return who acts, in the role that allows it."""
    return actor_for(request.viewer, action, round.tenant_id)


def may_as(request: BrinkRequest, frame: RoundFrame, action: Action, sent: bool = True) -> Callable[[], Actor] | None:
    """Return what asks for the role before what was typed is judged: nobody mends in vain. None for a form not sent."""
    return (lambda: who(request, frame.round, action)) if sent else None


def account_of(request: BrinkRequest, actor: Actor) -> Account:
    """Return the account of whoever acts: of two persons each is somebody."""
    return found(Account.objects.all(), pk=actor.id)


def unless_known(request: BrinkRequest, frame: RoundFrame, action: Action) -> None:
    """Refuse what was sent without saying which of the forms of a page it is, or for a step that is not there."""
    if request.method == "POST":
        who(request, frame.round, action)
        raise NotNow(_("Dit formulier is niet compleet. Open de pagina opnieuw."))


def shared(frame: RoundFrame) -> dict[str, Any]:
    """Return what every desk page of an assembly has: the round, the way back, and the pages beside this one."""
    return {
        "round": frame.round, "process": frame.process, "back_url": frame.address("desk"),
        "process_url": reverse("processes:desk", args=[frame.process.slug]),
    }  # fmt: skip


@require_safe
@login_first
def waiting(request: BrinkRequest) -> HttpResponse:
    """Show what waits at all assemblies of one's bodies, each with its own way on."""
    rows = sorted(steps(member(request)), key=lambda one: (one.due is None, one.due or clock.today(), one.key))
    return page(request, "assembly/desk_waiting.html", {"rows": rows, "today": clock.today()})


@require_safe
def overview(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Show where an assembly stands, and the ways on."""
    frame = own_frame(request, process, round)
    now = standing(frame.round)
    context = {
        **shared(frame), **told_of(now), "people": taken_part(frame.round, SIGNUP),
        "pages": [(frame.address(name), title) for name, title in _pages()],
        "phone_url": frame.address("phone"), "pile_url": page_url("paper desk", frame.round.pk),
        "free": len(free_seats(now.draw)) if now.draw is not None else 0,
    }  # fmt: skip
    return page(request, "assembly/desk_overview.html", context)


def _pages() -> list[tuple[str, str]]:
    return [
        ("desk_commission", _("Opdracht")), ("desk_targets", _("Quota en proefloting")), ("desk_letters", _("Brieven")),
        ("desk_draw", _("Loting")), ("desk_panel", _("De groep")), ("desk_sittings", _("Zittingen")),
        ("desk_advice", _("Advies en antwoord")),
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Write down who signs up by phone or at the counter; the page after it shows their code."""
    frame = own_frame(request, process, round)
    now, area = standing(frame.round), frame.process.tenant.area
    form = SpokenSignUpForm(
        request.POST or None, round=frame.round, settings=now.settings, targets=targets_of(frame.round),
        area=area.name if area is not None else frame.process.tenant.name, initial={"heard_on": clock.today()},
    )  # fmt: skip
    may = may_as(request, frame, CONTRIBUTION_ENTER)
    acted = act(request, form, lambda: _enter(request, frame.round, form), may=may)
    if acted:
        receipts.keep(request, acted.result)
        return done(request, f"{frame.address('phone')}?net=1")
    receipt = receipts.take(request) if "net" in request.GET and not form.is_bound else None
    context = {
        **shared(frame), "form": form, "receipt": receipts.slip(receipt.code) if receipt is not None else None,
    }  # fmt: skip
    return page(request, "assembly/desk_phone.html", context, form)


def _enter(request: BrinkRequest, round: Round, form: SpokenSignUpForm) -> Receipt:
    actor = who(request, round, CONTRIBUTION_ENTER)
    told = Told(
        form.cleaned_data["channel"], form.cleaned_data["heard_on"], account_of(request, actor), proof=proof_of(form)
    )
    return write_down(round=round, said=form.said, told=told, actor=actor, key=form.act_key)
