"""Pages for staff: the list, taking one in, one with its points, the nota, and the list of numbers with names."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from brink.domain.contributions import receipt as receipts
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.services import Actor
from brink.domain.journal.ways_back import Foreseen
from brink.domain.participation.round_page import RoundFrame, frame_of
from brink.domain.people.desk import act, done, found, key_of, new_key, own, page, press, token_of
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Round
from brink.foundation import clock, spreadsheets
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest
from brink.instruments.submission import foreseen, nota_file, queries
from brink.instruments.submission.desk_forms import (
    AdoptForm,
    CleanForm,
    DatesForm,
    JudgeForm,
    NotaForm,
    PointForm,
    TakeInForm,
)
from brink.instruments.submission.forms import filing_of
from brink.instruments.submission.models import Nota, Point, Submission
from brink.instruments.submission.permissions import SUBMISSION_DECIDE, SUBMISSION_WRITE
from brink.instruments.submission.round_settings import KEY
from brink.instruments.submission.services import answering
from brink.instruments.submission.services import nota as notas
from brink.instruments.submission.services.sending import take_in as take_in_one
from brink.ui.components import Column, Row, Table


def _frame(request: BrinkRequest, process: str, round: str) -> RoundFrame:
    """Return a round of one's own body, or answer that there is no such page."""
    rows = Round.objects.filter(instrument=KEY).select_related("process__tenant")
    return frame_of(own(request, rows, process__slug=process, slug=round))


def _who(request: BrinkRequest, frame: RoundFrame, action: Action) -> Actor:
    return actor_for(request.viewer, action, frame.round.tenant_id)


def _shared(request: BrinkRequest, frame: RoundFrame, action: Action = SUBMISSION_WRITE) -> dict[str, object]:
    return {
        "round": frame.round, "process": frame.process, "desk_url": frame.address("desk"),
        "back_url": reverse("processes:desk", args=[frame.process.slug]),
        **allowed(request.viewer, frame.round.tenant_id, write=action),
    }  # fmt: skip


def _stand(row: Submission) -> str:
    if row.contribution.withdrawn_at is not None:
        return _("ingetrokken")
    if row.ruling:
        return str(row.get_ruling_display())
    return str(row.get_timing_display())


def _answered(row: Submission) -> str:
    points = list(row.points.all())
    ready = sum(one.changes is not None for one in points)
    return _("%(ready)s van %(all)s") % {"ready": ready, "all": len(points)}


@require_safe
def overview(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List every number with its day and how far its answer is, and say what the nota still misses."""
    frame = _frame(request, process, round)
    rows = list(queries.submissions_of(frame.round).prefetch_related("points"))
    nota = queries.nota_of(frame.round)
    standing = [one for one in rows if one.contribution.withdrawn_at is None]
    table = Table(
        caption=_("Zienswijzen"),
        columns=(Column(_("Nummer")), Column(_("Ontvangen")), Column(_("Hoe")), Column(_("Stand")),
                 Column(_("Punten beantwoord"), numeric=True)),
        rows=tuple(
            Row(
                one.name,
                (
                    f"{one.received_on:%d-%m-%Y}", str(one.contribution.get_channel_display()), _stand(one),
                    _answered(one),
                ),
                frame.address("desk_one", pk=one.pk),
            )
            for one in rows
        ),
    )  # fmt: skip
    context = {
        **_shared(request, frame), "table": table if rows else None, "nota": nota,
        "missing": [] if nota is not None and nota.adopted_on else queries.holes(standing, nota),
        "term_words": nota_file.term_words(frame.round), "take_in_url": frame.address("take_in"),
        "nota_url": frame.address("desk_nota"), "key_url": frame.address("key_list"), "start_url": frame.address(),
    }  # fmt: skip
    return page(request, "submission/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Take in what came by letter or was said; the page after it shows the number and the code to give."""
    frame = _frame(request, process, round)
    form = TakeInForm(request.POST or None, initial={"received_on": clock.today()})
    acted = act(
        request, form, lambda: _enter(request, frame, form), may=lambda: _who(request, frame, CONTRIBUTION_ENTER)
    )
    if acted:
        receipts.keep(request, acted.result)
        return done(request, f"{frame.address('take_in')}?net=1")
    kept = receipts.take(request) if "net" in request.GET and not form.is_bound else None
    row = queries.of_contribution(kept.contribution_id) if kept is not None else None
    context = {
        **_shared(request, frame, CONTRIBUTION_ENTER), "form": form, "taken": row,
        "late": queries.late_words(row) if row is not None else "",
        "receipt": receipts.slip(kept.code) if kept is not None else None,
    }  # fmt: skip
    return page(request, "submission/desk_take_in.html", context, form)


def _enter(request: BrinkRequest, frame: RoundFrame, form: TakeInForm) -> Receipt:
    actor = _who(request, frame, CONTRIBUTION_ENTER)
    return take_in_one(
        round=frame.round, filing=filing_of(form.cleaned_data), arrival=form.arrival(), actor=actor, key=form.act_key,
        officer=found(Account.objects.all(), pk=actor.id),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: BrinkRequest, process: str, round: str, pk: UUID) -> HttpResponse:
    """Show one submission: its days, whether it counts, its points, and the words without names."""
    frame = _frame(request, process, round)
    rows = Submission.objects.filter(round=frame.round).select_related("contribution", "round__process")
    row = own(request, rows, pk=pk)
    row.round = frame.round
    which = request.POST.get("act", "") if request.method == "POST" else ""
    sent = {name: request.POST if which == name else None for name in ("dates", "judge", "point", "clean")}
    token, here = token_of(row), frame.address("desk_one", pk=row.pk)
    dates = DatesForm(sent["dates"], version=token, auto_id="d_%s",
                      initial={"received_on": row.received_on, "posted_on": row.posted_on})  # fmt: skip
    judge = JudgeForm(sent["judge"], version=token, auto_id="j_%s",
                      initial={"ruling": row.ruling, "reason": row.ruling_reason})  # fmt: skip
    point = PointForm(sent["point"], auto_id="p_%s")
    clean = CleanForm(sent["clean"], version=token, auto_id="s_%s", initial={"text": row.clean_text})
    forms = {"dates": dates, "judge": judge, "point": point, "clean": clean}
    if which in forms:
        said = _act_on(request, frame, row, which, forms)
        if said:
            return done(request, here, said)
    live = row.contribution.withdrawn_at is None
    adopted = queries.adopted(frame.round) is not None
    context = {
        **_shared(request, frame), "row": row, "voice": row.contribution, "stand": _stand(row), "forms": forms,
        "points": [
            (one, frame.address("desk_point", pk=row.pk, point=one.pk)) for one in row.points.order_by("number")
        ],
        "judging": live and row.timing in ("late", "to_judge"), "live": live, "open": live and not adopted,
        "signers": row.signatories.count(), "first": row.signatories.filter(place=0).first(),
        "late": queries.late_words(row),
        "dated": row.contribution.channel != "web",
    }  # fmt: skip
    return page(request, "submission/desk_one.html", context, *forms.values())


def _act_on(
    request: BrinkRequest, frame: RoundFrame, row: Submission, which: str, forms: Mapping[str, object]
) -> str:
    """Do what one of the forms of a submission asks; "" when there is something to mend."""
    dates, judge, point, clean = forms["dates"], forms["judge"], forms["point"], forms["clean"]
    assert isinstance(dates, DatesForm)
    assert isinstance(judge, JudgeForm)
    assert isinstance(point, PointForm)
    assert isinstance(clean, CleanForm)
    if which == "dates":
        acted = act(request, dates, lambda: answering.put_dates_right(
            submission=row, received_on=dates.cleaned_data["received_on"], posted_on=dates.cleaned_data["posted_on"],
            actor=_who(request, frame, CONTRIBUTION_ENTER), key=dates.act_key, seen=dates.version_seen(row),
        ), may=lambda: _who(request, frame, CONTRIBUTION_ENTER))  # fmt: skip
        return _("Opgeslagen.") if acted else ""
    if which == "judge":
        acted = act(request, judge, lambda: answering.judge(
            submission=row, ruling=judge.cleaned_data["ruling"], reason=judge.cleaned_data["reason"],
            actor=_who(request, frame, SUBMISSION_WRITE), key=judge.act_key, seen=judge.version_seen(row),
        ), may=lambda: _who(request, frame, SUBMISSION_WRITE))  # fmt: skip
        return _("Opgeslagen. Wie dit instuurde, leest het met de code.") if acted else ""
    if which == "clean":
        acted = act(request, clean, lambda: answering.publish_clean(
            submission=row, text=clean.cleaned_data["text"], actor=_who(request, frame, SUBMISSION_WRITE),
            key=clean.act_key, seen=clean.version_seen(row),
        ), may=lambda: _who(request, frame, SUBMISSION_WRITE))  # fmt: skip
        return _("Opgeslagen. Na het vaststellen staat dit in de nota.") if acted else ""
    added = act(request, point, lambda: answering.add_point(
        submission=row, facts=point.facts(), actor=_who(request, frame, SUBMISSION_WRITE), key=point.act_key,
    ), may=lambda: _who(request, frame, SUBMISSION_WRITE))  # fmt: skip
    return _("Het punt staat erbij.") if added else ""


@require_http_methods(["GET", "HEAD", "POST"])
def point(request: BrinkRequest, process: str, round: str, pk: UUID, point: UUID) -> HttpResponse:
    """Write one point with its answer, or take it away."""
    frame = _frame(request, process, round)
    rows = Point.objects.filter(submission=pk, submission__round=frame.round)
    row = own(request, rows.select_related("submission__contribution", "submission__round__process"), pk=point)
    back = frame.address("desk_one", pk=pk)
    if request.POST.get("act") == "remove":
        return press(
            request,
            lambda: answering.remove_point(
                point=row, actor=_who(request, frame, SUBMISSION_WRITE), key=key_of(request)
            ),
            said=_("Het punt is weg."), to=back,
        )  # fmt: skip
    changes = {True: "ja", False: "nee", None: ""}[row.changes]
    start = {"summary": row.summary, "answer": row.answer, "changes": changes, "change": row.change}
    form = PointForm(request.POST or None, initial=start, version=token_of(row))
    acted = act(request, form, lambda: answering.write_point(
        point=row, facts=form.facts(), actor=_who(request, frame, SUBMISSION_WRITE), key=form.act_key,
        seen=form.version_seen(row),
    ), may=lambda: _who(request, frame, SUBMISSION_WRITE))  # fmt: skip
    if acted:
        return done(request, back, _("Opgeslagen."))
    context = {
        **_shared(request, frame), "point": row, "row": row.submission, "form": form, "one_url": back,
        "voice": row.submission.contribution, "open": queries.adopted(frame.round) is None,
    }  # fmt: skip
    return page(request, "submission/desk_point.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def nota(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Write the nota, adopt it once nothing misses, and tell everybody."""
    frame = _frame(request, process, round)
    here, row = frame.address("desk_nota"), queries.nota_of(frame.round)
    names = ("introduction", "decision", "remedy", "official_changes")
    which = request.POST.get("act", "") if request.method == "POST" else ""
    start = {name: getattr(row, name) for name in names} if row is not None else {}
    form = NotaForm(request.POST if which == "write" else None, initial=start, version=token_of(row))
    before = form.row_seen(Nota.objects.filter(tenant_id=frame.round.tenant_id, round=frame.round))
    adopt = AdoptForm(request.POST if which == "adopt" else None, initial={"adopted_on": clock.today()})
    if which == "tell":
        return press(
            request, lambda: notas.tell(
                round=frame.round, actor=_who(request, frame, SUBMISSION_DECIDE), key=key_of(request)
            ), said=_("Verteld aan iedereen die iets instuurde."), to=here, foresee=lambda: _telling(request, frame),
        )  # fmt: skip
    if which == "write" and act(request, form, lambda: notas.write_nota(
        round=frame.round, facts=form.facts(), actor=_who(request, frame, SUBMISSION_WRITE), key=form.act_key,
        before=before, seen=form.version_seen(before),
    ), may=lambda: _who(request, frame, SUBMISSION_WRITE)):  # fmt: skip
        return done(request, here, _("Opgeslagen."))
    if which == "adopt" and act(request, adopt, lambda: notas.adopt_nota(
        round=frame.round, adopted_on=adopt.cleaned_data["adopted_on"], key=adopt.act_key,
        actor=_who(request, frame, SUBMISSION_DECIDE),
    ), may=lambda: _who(request, frame, SUBMISSION_DECIDE), foresee=lambda: foreseen.adopting(frame.round),
    ):  # fmt: skip
        return done(request, here, _("De nota is vastgesteld. Iedereen kan hem lezen."))
    rows = queries.standing(frame.round)
    context = {
        **_shared(request, frame), **allowed(
            request.viewer, frame.round.tenant_id, write=SUBMISSION_WRITE, decide=SUBMISSION_DECIDE
        ), "nota": row, "form": form, "adopt": adopt, "missing": queries.holes(rows, row),
        "letters_url": reverse("contributions:to_reach", args=[frame.process.slug]),
        "public_url": frame.address("nota"),
        "closed": frame.round.closed_at is not None, "tell_key": new_key(),
    }  # fmt: skip
    return page(request, "submission/desk_nota.html", context, form, adopt)


def _telling(request: BrinkRequest, frame: RoundFrame) -> Foreseen:
    """Say what telling does, to who may: what cannot be told yet is refused at once."""
    _who(request, frame, SUBMISSION_DECIDE)
    notas.tellable(frame.round)
    return foreseen.telling(frame.round)


@require_http_methods(["GET", "HEAD", "POST"])
def key_list(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Say what the list of numbers with names is for, and give it to who may; who took it is written down."""
    frame = _frame(request, process, round)
    if request.method == "POST":
        actor = _who(request, frame, SUBMISSION_DECIDE)
        notas.note_key_list(round=frame.round, actor=actor, key=key_of(request))
        return spreadsheets.file(nota_file.key_list(frame.round), "xlsx")
    context = {**_shared(request, frame, SUBMISSION_DECIDE), "key": new_key()}
    return page(request, "submission/desk_key_list.html", context)
