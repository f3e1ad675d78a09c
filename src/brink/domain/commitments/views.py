"""What the kit does not give: promising something with an answer, and "klopt niet" by whoever it was promised to."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.commitments.card import CARD, MAKING
from brink.domain.commitments.forms import AnswerForm, WrongForm
from brink.domain.commitments.models import Commitment
from brink.domain.commitments.permissions import COMMITMENT_WRITE
from brink.domain.commitments.promised import receivers
from brink.domain.commitments.services import promise_with, say_wrong
from brink.domain.contributions.models import GIVERS, Answer
from brink.domain.contributions.services import following
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.attempts import source_of
from brink.domain.people.desk import act, done, found, own, page
from brink.domain.people.queries import actor_for
from brink.domain.records.foreseen import foreseen
from brink.domain.records.queries import detail_of, listed
from brink.domain.records.showing import address
from brink.foundation.errors import BadInput
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE, Viewer
from brink.ui.components import Link


def _take(row: Commitment, form: WrongForm, source: str) -> Commitment:
    """Find the words under the code, and note what is wrong in their name."""
    followed = following.find(typed=form.cleaned_data["code"], source=source)
    held = [one.pk for one in followed.contributions] if followed.holder in GIVERS else []
    mine = receivers(row).filter(pk__in=held).first()
    if mine is None:
        raise BadInput(_("Deze code hoort niet bij deze toezegging. Kijk op uw bonnetje, of bel ons."), field="code")
    return say_wrong(
        row=row, contribution=mine, text=form.cleaned_data["text"], actor=RESIDENT, key=form.act_key
    )


@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: BrinkRequest, slug: str) -> HttpResponse:
    """Ask what is not so, and for the code. What was typed stays when it is refused."""
    row = detail_of(CARD, found(listed(CARD, ANYONE), slug=slug))
    form = WrongForm(request.POST or None)
    if act(request, form, lambda: _take(row, form, source_of(request))):
        address = reverse("commitment:page", args=[slug])
        return done(request, address, _("Wij lezen wat er niet klopt. De toezegging staat weer open."))
    context = {"form": form, "record": row.record, **row.record.tenant.heading()}
    response = page(request, "commitments/wrong.html", context, form)
    response["Cache-Control"] = "private, no-store"
    return response


def offer_with_answer(viewer: Viewer, answer: Answer) -> Link | None:
    """Offer the desk to promise something to those who have this answer."""
    if not can(viewer, COMMITMENT_WRITE, answer.tenant_id):
        return None
    return Link(_("Doe een toezegging bij dit antwoord"), reverse("commitments:with_answer", args=[answer.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def with_answer(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Promise something to those who have an answer of one's own body; they read it on the path of their words."""
    answer = own(request, Answer.objects.filter(sent_at__isnull=False).select_related("tenant", "process"), pk=pk)
    form = AnswerForm(request.POST or None)
    form.offer(answer.tenant)

    def who() -> Actor:
        return actor_for(request.viewer, COMMITMENT_WRITE, answer.tenant_id)

    acted = act(
        request, form, lambda: promise_with(answer=answer, **form.asked(), actor=who(), key=form.act_key), may=who,
        foresee=foreseen(MAKING, True),
    )  # fmt: skip
    if acted:
        return done(request, address(CARD, acted.result.record), MAKING.said)
    making = replace(MAKING, label=_("Doe een toezegging bij dit antwoord"), help=answer.reason)
    context = {
        "card": CARD, "act": making, "form": form, "body": answer.tenant, "body_name": answer.tenant.name,
        "back": reverse("contributions:answers", args=[answer.process.slug]), "back_to": _("antwoorden"),
    }  # fmt: skip
    return page(request, "records/form.html", context, form)
