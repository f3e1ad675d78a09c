"""/toezeggingen/…/klopt-niet/: whoever it was promised to says, with the code and once, that it is not so."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.commitments.card import CARD
from brink.domain.commitments.forms import WrongForm
from brink.domain.commitments.models import Commitment
from brink.domain.commitments.services import receivers, say_wrong
from brink.domain.contributions.models import Holder
from brink.domain.contributions.services import following
from brink.domain.journal.services import RESIDENT
from brink.domain.people.attempts import source_of
from brink.domain.people.desk import act, done, found, page
from brink.domain.records.queries import detail_of, listed
from brink.foundation.errors import BadInput
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE


def _take(row: Commitment, form: WrongForm, source: str) -> Commitment:
    """Find the words under the code, and note what is wrong in their name."""
    followed = following.find(typed=form.cleaned_data["code"], source=source)
    held = [one.pk for one in followed.contributions] if followed.holder == Holder.GIVER else []
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
