"""The door of a round that does not count everybody, and the link in a mail."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.services import admitting
from brink.domain.participation.access_forms import AccessForm
from brink.domain.participation.access_mail import send_waiting
from brink.domain.participation.access_words import gate_sentence
from brink.domain.participation.giving_page import status_of
from brink.domain.participation.round_page import RoundPage, round_page
from brink.domain.people import attempts
from brink.domain.people.act_forms import new_key
from brink.domain.people.desk import key_of, press
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import Refusal
from brink.foundation.requests import BrinkRequest

Level = Round.Assurance
WHAT = "uitnodiging"
TRIES_AN_HOUR = 60


def _round_url(page: RoundPage) -> str:
    """Return where somebody takes part: the way in of the instrument, else the question itself."""
    instrument = registry.get(page.round.instrument)
    names = {getattr(one, "name", "") for one in instrument.urls()} if instrument is not None else set()
    name = next((one for one in ("start", "list") if one in names), "")
    return page.address(name) if name else page.process_url


@require_http_methods(["GET", "HEAD", "POST"])
@round_page()
def access(page: RoundPage) -> HttpResponse:
    """Ask what this round asks of whoever takes part; afterwards lead to the round."""
    if page.round.assurance == Level.OPEN:
        return HttpResponseRedirect(_round_url(page))
    if not page.is_open:
        return page.closed()
    form = AccessForm(page.request.POST or None, round=page.round)
    if page.request.method == "POST" and form.is_valid() and _joined(page, form):
        return HttpResponseRedirect(_round_url(page))
    found = admitting.admission_of(page.round, page.device.value)
    standing = admitting.state_of(found, clock.now()) if found is not None else "outside"
    context = {
        "form": form, "standing": standing, "sentence": gate_sentence(page.round, found), "found": found,
        "go_on": _round_url(page), "gate": None, "promise": page.promise(),
    }  # fmt: skip
    return page.render("participation/access.html", context, status_of(form))


def _joined(page: RoundPage, form: AccessForm) -> bool:
    """Take in what somebody shows; False when the form has something to mend."""
    data = form.cleaned_data
    source = attempts.source_of(page.request)
    try:
        if page.round.assurance == Level.INVITED:
            attempts.check(source, WHAT, TRIES_AN_HOUR)
        token = page.device.or_from(data["key"], lambda one: admitting.admission_of(page.round, one) is not None)
        proof = admitting.Proof(data["proof"], data.get("reach", ""))
        admitting.join(round=page.round, token=token, proof=proof, key=data["key"])
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    if page.round.assurance == Level.CONFIRMED:
        # At once when that is possible; the clock sends what is left.
        send_waiting()
    said = {
        Level.CONFIRMED: _("Wij sturen u een mail. U kunt nu alvast meedoen; het telt als u op de link drukt."),
        Level.INVITED: _("Uw code klopt. U kunt meedoen."),
        Level.CHECKED: _("U kunt nu alvast meedoen. Het telt als wij weten wie u bent."),
    }
    messages.success(page.request, said[Level(page.round.assurance)])
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: BrinkRequest, token: str) -> HttpResponse:
    """Show what the link in a mail does, and do it when it is pressed: a mail program that looks ahead does nothing."""
    found = admitting.by_link(token)
    if found is None or found.round.assurance != Level.CONFIRMED:
        raise Http404
    here = reverse("participation:confirm", args=[token])
    if request.method == "POST":
        said = _("Bevestigd. Wat u heeft gegeven, telt nu mee.")
        return press(request, lambda: admitting.confirm(admission=found, key=key_of(request)), said=said, to=here)
    context = {
        "found": found, "round": found.round, "process": found.round.process, "key": new_key(),
        "standing": admitting.state_of(found, clock.now()), **found.round.process.tenant.heading(),
    }  # fmt: skip
    response = render(request, "participation/confirm.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
