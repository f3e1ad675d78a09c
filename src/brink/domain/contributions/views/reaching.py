"""/balie/antwoorden/…/bereiken/: who must be called or written about an answer, the calls, and the letters."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from brink.domain.contributions import foreseen, receipt
from brink.domain.contributions.desk_forms import CallForm, LettersForm, PostedForm, UnreachedForm
from brink.domain.contributions.models import Contribution, LetterRun, Unreached
from brink.domain.contributions.permissions import GIVER_READ, REPLY_WRITE
from brink.domain.contributions.queries import reach
from brink.domain.contributions.queries.counting import resolve
from brink.domain.contributions.services import reaching_givers
from brink.domain.journal.services import Actor
from brink.domain.people.desk import ActForm, act, done, found, key_of, member, new_key, own, page, press
from brink.domain.people.foreseeing import only_who_may
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for
from brink.domain.people.reaching import follow_by_phone
from brink.domain.processes.models import Process
from brink.foundation import clock
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest

NAMES = "reach_names"
# Names stay on the screen of who asked for them while they are calling; each time that they are asked is noted.
SHOWN_FOR = timedelta(minutes=30)


def _process(request: BrinkRequest, slug: str) -> Process:
    return own(request, Process.objects.select_related("tenant"), slug=slug)


def _writer(request: BrinkRequest, process: Process) -> Actor:
    return actor_for(member(request), REPLY_WRITE, process.tenant_id)


def _officer(request: BrinkRequest) -> Account:
    return Account.objects.get(pk=str(member(request).account_id))


def _back(process: Process) -> str:
    return reverse("contributions:to_reach", args=[process.slug])


def _voice(process: Process, pk: UUID) -> Contribution:
    return found(Contribution.objects.filter(tenant_id=process.tenant_id, process=process), pk=pk)


def _call_form(voice: UUID, data: QueryDict | None = None) -> CallForm:
    return CallForm(data, initial={"on": clock.today()}, auto_id=f"id_{voice}_%s")


def _shows_names(request: BrinkRequest, process: Process) -> bool:
    """Tell whether this person asked for the names of this question not long ago, and may see them."""
    if not can(member(request), GIVER_READ, process.tenant_id):
        return False
    pk, _space, until = str(request.session.get(NAMES, "")).partition(" ")
    return pk == str(process.pk) and until > clock.now().isoformat()


def _list(
    request: BrinkRequest, process: Process, *, bound: ActForm | None = None, called: UUID | None = None
) -> HttpResponse:
    """Show the list; `bound` is a form that came back with something to mend."""
    named = _shows_names(request, process)
    lines = reach.lines(process, named=named)
    calls = [
        (line, bound if bound is not None and line.voice.pk == called else _call_form(line.voice.pk)) for line in lines
    ]
    # Reached meanwhile by a colleague: what was typed is not lost with the line.
    gone = bound if called is not None and called not in {line.voice.pk for line in lines} else None
    offered = [(str(line.voice.pk), line.who) for line in lines if line.has_address]
    letters = bound if isinstance(bound, LettersForm) else LettersForm(offered=offered, auto_id="id_letters_%s")
    said = Unreached.objects.filter(tenant_id=process.tenant_id, process=process).first()
    leave = bound if isinstance(bound, UnreachedForm) else UnreachedForm(
        initial={"reason": said.reason if said else ""}, auto_id="id_leave_%s"
    )  # fmt: skip
    context = {
        "process": process, "calls": calls, "gone": gone, "called": called, "letters": letters, "leave": leave,
        "said": said, "named": named,
        "writable": bool(offered), "counts": resolve(process), "told": reach.told_in_words(process),
        "runs": process.letter_runs.filter(posted_on=None).select_related("made_by").order_by("created_at"),
        "key": new_key(),
        "may_name": can(member(request), GIVER_READ, process.tenant_id),
    }  # fmt: skip
    response = page(request, "contributions/desk_reach.html", context, *([bound] if bound is not None else []))
    if named:
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def to_reach(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show who has an answer and does not know of it: they can only be called or written."""
    return _list(request, _process(request, slug))


@require_POST
def names(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show names, numbers and addresses for a while; that somebody looked is in the journal."""
    process = _process(request, slug)

    def do() -> None:
        actor = actor_for(member(request), GIVER_READ, process.tenant_id)
        reaching_givers.list_givers(process=process, actor=actor, key=key_of(request))
        request.session[NAMES] = f"{process.pk} {(clock.now() + SHOWN_FOR).isoformat()}"

    said = _("U ziet een half uur lang hoe u deze mensen bereikt. Dat u heeft gekeken, staat in het logboek.")
    return press(request, do, said=said, to=_back(process))


@require_POST
def called(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Note a call."""
    process = _process(request, slug)
    voice = _voice(process, pk)
    form = _call_form(voice.pk, request.POST)
    acted = act(request, form, lambda: reaching_givers.note_call(
        contribution=voice, on=form.cleaned_data["on"], reached=form.cleaned_data["reached"] == "yes",
        officer=_officer(request), actor=_writer(request, process), key=form.act_key,
    ), may=lambda: _writer(request, process))  # fmt: skip
    if acted:
        said = (
            _("Genoteerd. Deze gever telt nu als beantwoord.") if acted.result.reached
            else _("Genoteerd. Deze gever blijft op de lijst staan.")
        )  # fmt: skip
        return done(request, _back(process), said)
    return _list(request, process, bound=form, called=voice.pk)


@require_POST
def undo(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Take back the last call that was noted of a giver."""
    process = _process(request, slug)
    voice = _voice(process, pk)
    return press(
        request,
        lambda: reaching_givers.undo_call(contribution=voice, actor=_writer(request, process), key=key_of(request)),
        said=_("Het laatste telefoontje is weggehaald."),
        to=_back(process),
    )


@require_POST
def make(request: BrinkRequest, slug: str) -> HttpResponse:
    """Make letters for the givers that were ticked."""
    process = _process(request, slug)
    offered = [(str(one.voice.pk), one.who) for one in reach.lines(process, named=False) if one.has_address]
    form = LettersForm(request.POST, offered=offered, auto_id="id_letters_%s")

    def do() -> LetterRun:
        # A letter bears a name and an address: whoever makes one sees them.
        actor_for(member(request), GIVER_READ, process.tenant_id)
        return reaching_givers.make_letters(
            process=process, voices=[UUID(pk) for pk in form.cleaned_data["voices"]], officer=_officer(request),
            actor=_writer(request, process), key=form.act_key,
        )  # fmt: skip

    acted = act(request, form, do, may=lambda: _writer(request, process))
    if acted:
        return done(request, reverse("contributions:letters", args=[process.slug, acted.result.pk]))
    return _list(request, process, bound=form)


@require_POST
def leave(request: BrinkRequest, slug: str) -> HttpResponse:
    """Say why the others are not reached."""
    process, form = _process(request, slug), UnreachedForm(request.POST, auto_id="id_leave_%s")
    acted = act(request, form, lambda: reaching_givers.leave_unreached(
        process=process, reason=form.cleaned_data["reason"], actor=_writer(request, process), key=form.act_key,
    ), may=lambda: _writer(request, process))  # fmt: skip
    if acted:
        said = _("Bewaard. De vraag kan nu worden afgerond; iedereen leest uw reden.")
        return done(request, _back(process), said)
    return _list(request, process, bound=form)


def _run(request: BrinkRequest, slug: str, pk: UUID) -> tuple[Process, LetterRun]:
    process = _process(request, slug)
    return process, found(LetterRun.objects.filter(tenant_id=process.tenant_id, process=process), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Show letters that were made: print them, then say that they were posted."""
    process, letters = _run(request, slug, pk)
    form = PostedForm(request.POST or None, initial={"on": clock.today()})
    acted = act(
        request, form,
        lambda: reaching_givers.post_letters(
            run=letters, on=form.cleaned_data["on"], actor=_writer(request, process), key=form.act_key
        ),
        may=lambda: _writer(request, process), foresee=lambda: foreseen.posting(letters),
    )  # fmt: skip
    if acted:
        number = reaching_givers.answering(letters).count()
        said = ngettext("%(n)s gever telt nu als beantwoord.", "%(n)s gevers tellen nu als beantwoord.", number)
        return done(request, _back(process), said % {"n": number})
    context = {"process": process, "run": letters, "form": form, "key": new_key()}
    context["number"] = reaching_givers.answering(letters).count()
    return page(request, "contributions/desk_letters.html", context, form)


@require_safe
def printed(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Show the letters to print: a page each, with the address in the window, the code, its QR and the answer."""
    process, letters = _run(request, slug, pk)
    only_who_may(request, GIVER_READ, process.tenant_id)
    rows = reaching_givers.answering(letters).select_related(
        "landing__answer__destination", "landing__answer__signed_by", "contribution__source", "contribution__giver"
    )
    sheets: list[dict[str, Any]] = []
    if letters.posted_on is None:
        on_paper = reaching_givers.letter_codes(letters)
        sheets = [
            {"giver": one.contribution.giver, "voice": one.contribution, "answer": one.landing.answer,
             "slip": receipt.slip(on_paper[one.contribution_id])}
            for one in rows.order_by("created_at", "id")
        ]  # fmt: skip
    context = {
        "process": process, "sheets": sheets, "run": letters, "home": receipt.home_url(),
        "by_phone": follow_by_phone(process.tenant),
        "back_url": reverse("contributions:letters", args=[process.slug, letters.pk]), **process.tenant.heading(),
    }  # fmt: skip
    response = render(request, "contributions/letters.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def drop(request: BrinkRequest, slug: str, pk: UUID) -> HttpResponse:
    """Throw away letters that were not posted."""
    process, letters = _run(request, slug, pk)
    return press(
        request,
        lambda: reaching_givers.drop_letters(run=letters, actor=_writer(request, process), key=key_of(request)),
        said=_("De brieven zijn weg. U kunt nieuwe maken."),
        to=_back(process),
    )
