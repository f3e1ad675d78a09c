"""/volg/veranderen/: a giver puts other words in the place of own ones, with the code in hand."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from brink.domain.contributions.changing import why_not
from brink.domain.contributions.code_cookie import read_code
from brink.domain.contributions.forms import ChangeForm
from brink.domain.contributions.models import Moderation, TrackingCode
from brink.domain.contributions.queries import path as paths
from brink.domain.contributions.services.changing import change
from brink.domain.people.act_forms import token_of
from brink.domain.people.desk import act, done, page
from brink.domain.processes.instrument import registry
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.foundation.requests import BrinkRequest


def _row(request: BrinkRequest) -> tuple[str, TrackingCode] | None:
    """Return the code of this browser and the row of the words under it, or None when the code is not known here.

    Where several lie under one code, at other bodies or after a split, the address says which: `?bij=`.
    """
    kept = read_code(request)
    rows = paths.read(kept) if kept else []
    if kept is None or not rows:
        return None
    asked = request.POST.get("voice") or request.GET.get("bij") or str(rows[0].contribution_id)
    found = next((row for row in rows if str(row.contribution_id) == asked and row.is_giver), None)
    if found is None:
        raise Http404
    return kept, found


@require_http_methods(["GET", "HEAD", "POST"])
def own_words(request: BrinkRequest) -> HttpResponse:
    """Show own words in a form, and take in the others; says why when it is too late, with what was typed."""
    found = _row(request)
    if found is None and request.method == "POST":
        raise NotNow(_("Dit apparaat kent uw volgcode niet meer. Vul uw code opnieuw in bij ‘Volg uw woorden’."))
    if found is None:
        return redirect("contributions:code")
    kept, voice = found[0], found[1].contribution
    instrument = registry.get(voice.round.instrument) if voice.round is not None else None
    form = ChangeForm(
        request.POST or None, initial=ChangeForm.as_it_stands(voice), version=token_of(voice),
        droppable=instrument.droppable(voice) if instrument is not None else {},
    )  # fmt: skip
    acted = act(
        request, form,
        lambda: change(
            contribution=voice, code=kept, words=form.words(), key=form.act_key, seen=form.version_seen(voice)
        ),
    )  # fmt: skip
    response: HttpResponse
    if acted:
        said = _("Uw nieuwe woorden staan er.")
        if acted.result.moderation == Moderation.WAITING:
            said = _("Wij hebben uw nieuwe woorden. Iemand kijkt ze na. Daarna staan ze op de site.")
        response = done(request, reverse("contributions:path"), said)
    else:
        late = why_not(voice, voice.round, clock.now(), split=vars(voice)["was_split"]) if not form.is_bound else ""
        context = {"form": form, "voice": voice, "late": late, **voice.tenant.heading()}
        response = page(request, "contributions/change.html", context, form)
    response["Cache-Control"] = "private, no-store"
    return response
