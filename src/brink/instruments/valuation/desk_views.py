"""Pages for staff before a round opens: the options with what can be chosen at all; and an advice by phone."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.contributions import receipt as receipts
from brink.domain.contributions.permissions import CONTRIBUTION_ENTER
from brink.domain.contributions.proof_field import proof_of
from brink.domain.contributions.services.giving import Receipt
from brink.domain.journal.services import Actor
from brink.domain.participation.paper_forms import FileForm
from brink.domain.participation.round_page import RoundFrame, frame_of
from brink.domain.people.desk import act, done, found, key_of, new_key, own, page, press, seen_in, token_of
from brink.domain.people.models import Account
from brink.domain.people.queries import actor_for, allowed
from brink.domain.processes.models import Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.permissions import Action
from brink.foundation.requests import BrinkRequest
from brink.instruments.valuation.desk_forms import OptionForm
from brink.instruments.valuation.forms import SpokenAdviceForm, levels_shown
from brink.instruments.valuation.opening_findings import findings
from brink.instruments.valuation.queries import task_of
from brink.instruments.valuation.reach import reach_of
from brink.instruments.valuation.round_settings import KEY
from brink.instruments.valuation.services.advising import Told, write_down
from brink.instruments.valuation.services.setting_up import OPTIONS_CHANGED, Edit, change_options
from brink.instruments.valuation.task import Task
from brink.instruments.valuation.typed_figures import columns_of, preview
from brink.instruments.valuation.views import task_context
from brink.ui.components import Column, Row, Table


def frame_at(request: BrinkRequest, process: str, round: str) -> RoundFrame:
    """Return a round of one's own body with what its pages stand on, or answer that there is no such page."""
    rows = Round.objects.filter(instrument=KEY).select_related("process__tenant")
    return frame_of(own(request, rows, process__slug=process, slug=round))


def who(request: BrinkRequest, round: Round, action: Action) -> Actor:
    """Return who acts on a round with this right."""
    return actor_for(request.viewer, action, round.tenant_id)


def shared(frame: RoundFrame) -> dict[str, object]:
    """Return what every page of the desk here shows."""
    return {
        "round": frame.round, "process": frame.process, "desk_url": frame.address("desk"),
        "back_url": reverse("processes:desk", args=[frame.process.slug]), **task_context(task_of(frame.round)),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def options(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """List the options, say what can be chosen and what is missing; add one as long as the round is not released."""
    frame = frame_at(request, process, round)
    task, planned = task_of(frame.round), frame.round.opened_at is None
    form = OptionForm(request.POST or None, task=task, version=token_of(frame.round, OPTIONS_CHANGED))
    if act(request, form, lambda: change_options(
        round=frame.round, edit=Edit("add", option=form.option()), actor=who(request, frame.round, PROCESS_WRITE),
        key=form.act_key, seen=form.version_seen(frame.round),
    ), may=lambda: who(request, frame.round, PROCESS_WRITE)):  # fmt: skip
        return done(request, frame.address("desk"), _("De optie staat in de lijst."))
    reach = reach_of(task) if task.amount and task.options else None
    context = {
        **shared(frame), "form": form, "table": _table(frame, task), "changeable": planned, "reach": reach,
        "reach_least": task.said(reach.least) if reach else "", "reach_most": task.said(reach.most) if reach else "",
        "findings": findings(task) if planned else (),
        "file_url": frame.address("desk_file"), "phone_url": frame.address("phone"), "is_open": frame.is_open,
        "pile_url": page_url("paper desk", frame.round.pk), "answers_url": frame.address("answers"),
        "start_url": frame.address(), "closed": frame.round.closed_at is not None,
        **allowed(request.viewer, frame.round.tenant_id, write=PROCESS_WRITE),
    }  # fmt: skip
    return page(request, "valuation/desk_options.html", context, form)


def _table(frame: RoundFrame, task: Task) -> Table:
    columns = (_("Optie"), _("Levert op") if task.is_goal else _("Kost"), _("Bron"))
    planned = frame.round.opened_at is None
    return Table(
        caption=_("Opties"),
        columns=tuple(Column(one) for one in columns),
        rows=tuple(
            Row(
                f"{one.number}. {one.title}",
                (", ".join(task.said(step.amount) for step in one.steps), one.source or _("nog geen bron")),
                frame.address("desk_option", number=one.number) if planned else "",
            )
            for one in task.options
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def option(request: BrinkRequest, process: str, round: str, number: int) -> HttpResponse:
    """Change an option, or take it off the list."""
    frame = frame_at(request, process, round)
    task = task_of(frame.round)
    one = task.by_number.get(number)
    if one is None:
        raise Http404
    form = OptionForm(request.POST or None, task=task, option=one, version=token_of(frame.round, OPTIONS_CHANGED))
    if act(request, form, lambda: change_options(
        round=frame.round, edit=Edit("change", number, form.option()), actor=who(request, frame.round, PROCESS_WRITE),
        key=form.act_key, seen=form.version_seen(frame.round),
    ), may=lambda: who(request, frame.round, PROCESS_WRITE)):  # fmt: skip
        return done(request, frame.address("desk"), _("Bewaard."))
    context = {
        **shared(frame), "option": one, "form": form, "remove_url": frame.address("desk_remove", number=number),
        "key": new_key(), "version": token_of(frame.round, OPTIONS_CHANGED),
    }  # fmt: skip
    return page(request, "valuation/desk_option.html", context, form)


@require_POST
def remove(request: BrinkRequest, process: str, round: str, number: int) -> HttpResponse:
    """Take an option off the list, before anybody read it."""
    frame = frame_at(request, process, round)
    return press(
        request,
        lambda: change_options(
            round=frame.round, edit=Edit("remove", number), actor=who(request, frame.round, PROCESS_WRITE),
            key=key_of(request), seen=seen_in(request.POST.get("version", ""), frame.round),
        ),
        said=_("De optie is van de lijst."), to=frame.address("desk"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Bring in options from a table, in the place of those that are there: all of them, or none and what is wrong."""
    frame = frame_at(request, process, round)
    task, sent = task_of(frame.round), request.method == "POST"
    version = token_of(frame.round, OPTIONS_CHANGED)
    form = FileForm(request.POST, request.FILES, version=version) if sent else FileForm(version=version)
    seen = None
    if sent and form.is_valid():
        content = form.cleaned_data["content"]
        seen = preview(task, content)
        form.show(content)
        for fault in seen.faults:
            form.add_error(None, fault)
    brought = seen.options if seen is not None else ()
    if act(
        request, form,
        lambda: change_options(
            round=frame.round, edit=Edit("put", all=brought), actor=who(request, frame.round, PROCESS_WRITE),
            key=form.act_key, seen=form.version_seen(frame.round),
        ),
        fits=bool(brought) and not form.errors, may=lambda: who(request, frame.round, PROCESS_WRITE),
    ):  # fmt: skip
        said = ngettext("%(n)s optie staat in de lijst.", "%(n)s opties staan in de lijst.", len(brought))
        return done(request, frame.address("desk"), said % {"n": len(brought)})
    context = {**shared(frame), "form": form, "columns": columns_of(task)}
    return page(request, "valuation/desk_file.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: BrinkRequest, process: str, round: str) -> HttpResponse:
    """Write down the advice of somebody who phones or stands at the counter; the page after it shows their code."""
    frame = frame_at(request, process, round)
    task = task_of(frame.round)
    form = SpokenAdviceForm(request.POST or None, task=task, round=frame.round, initial={"heard_on": clock.today()})
    acted = act(
        request, form, lambda: _enter(request, frame.round, form),
        may=lambda: who(request, frame.round, CONTRIBUTION_ENTER),
    )  # fmt: skip
    if acted:
        receipts.keep(request, acted.result)
        return done(request, f"{frame.address('phone')}?net=1")
    receipt = receipts.take(request) if "net" in request.GET and not form.is_bound else None
    context = {
        **shared(frame), "form": form, "rows": levels_shown(form, task.options),
        "ask_nothing": bool(form.errors.get("nothing")),
        "receipt": receipts.slip(receipt.code) if receipt is not None else None,
    }  # fmt: skip
    return page(request, "valuation/desk_phone.html", context, form)


def _enter(request: BrinkRequest, round: Round, form: SpokenAdviceForm) -> Receipt:
    actor = who(request, round, CONTRIBUTION_ENTER)
    told = Told(
        form.cleaned_data["channel"], form.cleaned_data["heard_on"], found(Account.objects.all(), pk=actor.id), actor,
        form.act_key, proof=proof_of(form),
    )  # fmt: skip
    return write_down(round=round, package=form.package, told=told)
