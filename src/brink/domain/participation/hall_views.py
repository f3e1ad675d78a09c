"""/zaal/: the code of a hall, its page on a phone, and its big screen. Nothing of it needs a script."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.participation.forms import fresh_key
from brink.domain.participation.hall_queries import HallNow, hall_at, question_of, told_of, typed_code
from brink.domain.participation.round_page import RoundPage, page_for, with_device
from brink.domain.people.act_forms import status_of as refused_status
from brink.domain.processes.hall_part import Asked, HallPart
from brink.domain.processes.instrument import registry
from brink.foundation.disclosure import batched
from brink.foundation.errors import NotNow, Refusal
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import ANYONE
from brink.ui.not_sent import not_sent

SECONDS = 5
"""After so many seconds a page that waits asks again, by a header of its own: no script."""


class CodeForm(forms.Form):
    """The four letters that stand on the screen."""

    code = forms.CharField(
        label=gettext_lazy("De code op het scherm"), max_length=12,
        help_text=gettext_lazy("Vier letters."),
        error_messages={"required": gettext_lazy("Vul de vier letters in die op het scherm staan.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        """Return the code of a hall that is open."""
        code = typed_code(self.cleaned_data["code"])
        if hall_at(code) is None:
            raise forms.ValidationError(_("Deze letters horen bij geen zaal van nu. Kijk op het scherm."))
        return code


@require_safe
def door(request: BrinkRequest) -> HttpResponse:
    """Ask the code of the hall, and lead in."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(reverse("participation:hall_by_code", args=[form.cleaned_data["code"]]))
    return render(request, "participation/hall_door.html", {"form": form, "not_sent": not_sent(form)})


@require_safe
def by_code(request: BrinkRequest, code: str) -> HttpResponse:
    """Lead from the address that a phone reads on the screen to the page of the hall."""
    hall = hall_at(typed_code(code))
    if hall is None:
        return HttpResponseRedirect(f"{reverse('participation:hall_door')}?code={typed_code(code)}")
    return HttpResponseRedirect(phone_address(hall))


def phone_address(hall: HallNow) -> str:
    """Return the page of a hall for phones."""
    return reverse("participation:hall_phone", args=[hall.process, hall.round, hall.code])


def screen_address(hall: HallNow) -> str:
    """Return the page of a hall for the big screen."""
    return reverse("participation:hall_screen", args=[hall.process, hall.round, hall.code])


def short_address(hall: HallNow) -> str:
    """Return what the big screen shows to type in or scan."""
    return str(settings.BASE_URL) + reverse("participation:hall_by_code", args=[hall.code])


Found = tuple[RoundPage, HallNow, HallPart]


def door_words() -> str:
    """Return the address of the door as people read and type it."""
    return f"{settings.BASE_URL}{reverse('participation:hall_door')}".split("//")[-1]


def _hall_page(request: BrinkRequest, process: str, round: str, code: str) -> Found | None:
    """Return the page of an open hall in an open round; None when the hall is over. Raises Http404 for no round."""
    hall = hall_at(typed_code(code))
    here = hall is not None and (hall.process, hall.round) == (process, round)
    page = page_for(request, process, round, hall.instrument if hall is not None and here else "")
    instrument = registry.get(page.round.instrument)
    if instrument is None or instrument.hall is None:
        raise Http404
    return (page, hall, instrument.hall) if hall is not None and here and page.is_open else None


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: BrinkRequest, process: str, round: str, code: str) -> HttpResponse:
    """Show the question of this moment with a button for each answer, or that one waits; take the answer in."""
    found = _hall_page(request, process, round, code)
    if found is None:
        # The hall is over: what there is goes on at home.
        return HttpResponseRedirect(page_for(request, process, round).process_url)
    page, hall, part = found
    stop = None
    if request.method == "POST":
        try:
            return with_device(page, _take(page, hall, part))
        except Refusal as refusal:
            stop = refusal
    asked = question_of(part, page.round, hall.asked) if hall.is_asking else None
    mine = part.own(page.round, page.device.value, asked.pk) if asked is not None else ""
    if stop is not None:
        return _phone(page, hall, part, asked, mine, stop)
    shown = (asked.pk, asked.text) if asked is not None else ()
    about = ("hall", hall.pk, hall.number, hall.is_asking, *shown, mine)
    answer = page.kept(about, {}, lambda _own: _phone(page, hall, part, asked, mine))
    if asked is None or mine:
        answer["Refresh"] = str(SECONDS)
    return answer


def _phone(
    page: RoundPage, hall: HallNow, part: HallPart, asked: Asked | None, mine: str, stop: Refusal | None = None
) -> HttpResponse:
    labels = {one.value: one.label for one in part.reactions}
    context = {
        "hall": hall, "asked": asked, "mine": labels.get(mine, ""), "reactions": part.reactions, "key": fresh_key(),
        "here": phone_address(hall), "done_url": page.address(part.done) if mine else "",
        "promise": page.promise(),
    }  # fmt: skip
    if stop is None:
        return page.render("participation/hall_phone.html", context)
    said = not_sent(sentence=str(stop))
    return page.render("participation/hall_phone.html", context, refused_status(stop), stop=said)


def _take(page: RoundPage, hall: HallNow, part: HallPart) -> HttpResponse:
    """Take in an answer to the question that is open now, and to no other."""
    sent = page.request.POST
    if not hall.is_asking or sent.get("asked", "") != str(hall.asked):
        raise NotNow(_("Deze vraag is net gesloten. U doet mee met de volgende."))
    token = page.device.or_from(sent.get("key", ""), lambda one: part.known(page.round, one))
    assert hall.asked is not None
    part.answer(page.round, token, hall.asked, sent.get("antwoord", ""))
    return HttpResponseRedirect(phone_address(hall))


@require_safe
def screen(request: BrinkRequest, process: str, round: str, code: str) -> HttpResponse:
    """Show a hall what is asked, how to take part, and what came of it once the question is closed."""
    found = _hall_page(request, process, round, code)
    if found is None:
        return HttpResponseRedirect(page_for(request, process, round).process_url)
    page, hall, part = found
    asked = question_of(part, page.round, hall.asked)
    result = None
    if asked is not None and hall.asked_at is not None and not hall.is_asking:
        result = part.result(page.round, asked.pk, hall.asked_at)
    context = {
        "hall": hall, "asked": asked, "address": short_address(hall), "door": door_words(),
        "answers": batched(part.answers(page.round, asked.pk)) if asked is not None and hall.is_asking else 0,
        "told": told_of(part, result, smaller_first=hall.smaller_first) if result is not None else None,
        "live": part.live(page.round), "assurance": page.round.get_assurance_display(),
    }  # fmt: skip
    answer = page.render("participation/hall_screen.html", context, own=page.viewer != ANYONE)
    answer["Refresh"] = str(SECONDS)
    return answer


def asked_uuid(text: str) -> UUID:
    """Return the question that a button of the host names; for what can be no key there is no such page."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
