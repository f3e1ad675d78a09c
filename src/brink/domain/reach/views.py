"""/volg/over-u/: say age and sex once with the code, or take it back. Nobody else reads it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.contributions.code_cookie import read_code, set_code
from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import following
from brink.domain.people.attempts import source_of
from brink.domain.people.desk import act, done, new_key, page
from brink.domain.reach.forms import AboutForm
from brink.domain.reach.services import asks, has_said, take_back, tell
from brink.foundation.errors import NotNow
from brink.foundation.requests import BrinkRequest


def _first(followed: following.Followed | None) -> Contribution | None:
    """Return the words under a code that were given in a round: the first body's. Copies elsewhere have no round."""
    rows = followed.contributions if followed is not None else ()
    return next((one for one in rows if one.round_id is not None), None)


def _said(form: AboutForm, request: BrinkRequest, kept: str | None) -> tuple[str, bool]:
    """Keep what was said under the code that came along, or else the one that this browser follows."""
    typed = form.cleaned_data["code"]
    followed = following.find(typed=typed, source=source_of(request)) if typed else following.look_up(kept or "")
    voice = _first(followed)
    if followed is None or voice is None:
        raise NotNow(_("Bij deze woorden vragen wij dit niet (meer)."))
    age, sex = form.cleaned_data["age"], form.cleaned_data["sex"]
    tell(voice=voice, code=followed.code, age=age, sex=sex)
    return followed.code, bool(age or sex)


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: BrinkRequest) -> HttpResponse:
    """Ask age band and sex, and say what becomes of it. Whoever said it already can take it back here."""
    kept = read_code(request)
    form = AboutForm(request.POST or None)
    acted = act(request, form, lambda: _said(form, request, kept))
    if acted:
        code, something = acted.result
        said = _("Dank u wel. Wij tellen het mee.") if something else _("Goed. Wij hebben niets bewaard.")
        response: HttpResponse = done(request, reverse("reach:about"), said)
        set_code(response, code)
        return _private(response)
    voice = _first(following.look_up(kept)) if kept else None
    if voice is None and request.method != "POST":
        return _private(redirect("contributions:code"))
    known = voice is not None and kept is not None and has_said(voice, kept)
    context = {
        "form": form, "said": known, "asked": form.is_bound or (voice is not None and asks(voice) and not known),
        "back": reverse("contributions:path" if kept else "contributions:code"), "key": new_key(),
    }  # fmt: skip
    return _private(page(request, "reach/about.html", context, form))


@require_POST
def back(request: BrinkRequest) -> HttpResponse:
    """Forget what was said under the code that this browser follows."""
    kept = read_code(request)
    voice = _first(following.look_up(kept)) if kept else None
    if kept is None or voice is None:
        return _private(redirect("contributions:code"))
    take_back(voice=voice, code=kept)
    return _private(done(request, reverse("reach:about"), _("Weg. Wij weten niets meer van u.")))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
