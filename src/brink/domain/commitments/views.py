"""/toezeggingen/…/klopt-niet/: whoever it was promised to says, with the code and once, that it is not so."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
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
from brink.domain.records import queries
from brink.foundation.errors import BadInput, Refusal
from brink.foundation.visibility import ANYONE


def _take(row: Commitment, form: WrongForm, source: str) -> None:
    """Find the words under the code, and note what is wrong in their name."""
    followed = following.find(typed=form.cleaned_data["code"], source=source)
    held = [one.pk for one in followed.contributions] if followed.holder == Holder.GIVER else []
    mine = receivers(row).filter(pk__in=held).first()
    if mine is None:
        raise BadInput(_("Deze code hoort niet bij deze toezegging. Kijk op uw bonnetje, of bel ons."), field="code")
    key = form.cleaned_data["key"] or None
    say_wrong(row=row, contribution=mine, text=form.cleaned_data["text"], actor=RESIDENT, key=key)


@require_http_methods(["GET", "POST"])
def wrong(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what is not so, and for the code. What was typed stays when it is refused."""
    row = queries.one(CARD, ANYONE, slug)
    if row is None:
        raise Http404
    form = WrongForm(request.POST or None, initial={"key": secrets.token_urlsafe(16)})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _take(row, form, source_of(request))
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Wij lezen wat er niet klopt. De toezegging staat weer open."))
            return redirect("commitment:page", slug)
    elif request.method == "POST":
        status = 422
    context = {"form": form, "record": row.record, **row.record.tenant.heading()}
    response = render(request, "commitments/wrong.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
