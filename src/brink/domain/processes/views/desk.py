"""The list of one's own processes, the desk page of one, and the checklist before it goes out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brink.domain.framework.levels import Level
from brink.domain.people.desk import BrinkRequest, login_first, member, new_key, own, page_of, token_of
from brink.domain.people.permissions import WORK_ASSIGN
from brink.domain.people.queries import allowed
from brink.domain.processes.dates import in_words
from brink.domain.processes.forms.small import AdoptForm
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, RoomStatement, Round
from brink.domain.processes.permissions import PROCESS_WRITE
from brink.domain.processes.queries.desk import desk_rows, expects, overview, steps_of, with_rooms_and_rounds
from brink.domain.processes.queries.readiness_findings import (
    checklist,
    open_findings,
    room_checklist,
    room_draft,
    room_in_force,
)
from brink.domain.processes.queries.round_changes import changes
from brink.domain.processes.states import (
    PATH,
    STOPPED,
    ProcessState,
    RoundState,
    is_public,
    process_state,
    round_state,
)
from brink.domain.processes.step_findings import participation_findings, review_findings
from brink.domain.processes.steps import Step, findings
from brink.domain.processes.views.access import checklist_rows, own_process, wizard
from brink.domain.processes.views.statement import statement_context
from brink.domain.processes.work_points import process_work
from brink.foundation import clock, spreadsheets
from brink.foundation.addresses import page_url
from brink.foundation.findings import blocking
from brink.foundation.spreadsheets import Sheet
from brink.ui.components import Fact
from brink.ui.pictures.timeline import Steps

PER_PAGE = 20
ANSWERABLE = (ProcessState.DECIDED, ProcessState.WITHDRAWN)


def state_name(state: ProcessState) -> str:
    """Say where a process stands, in one or two words."""
    return {
        ProcessState.DRAFT: _("concept"),
        ProcessState.ROOM: _("speelruimte staat op de site"),
        ProcessState.OPEN: _("open"),
        ProcessState.CLOSED: _("gesloten"),
        ProcessState.WEIGHING: _("in weging"),
        ProcessState.DECIDED: _("besloten"),
        ProcessState.ANSWERED: _("teruggekoppeld"),
        ProcessState.EVALUATED: _("afgerond"),
        ProcessState.WITHDRAWN: _("gestopt"),
        ProcessState.WITHDRAWN_ANSWERED: _("gestopt en beantwoord"),
    }[state]


def path_picture(state: ProcessState) -> Steps | None:
    """Return the path with the place where a process stands; a withdrawn one stands nowhere on it."""
    if state in STOPPED:
        return None
    return Steps(tuple(state_name(one) for one in PATH), PATH.index(state) + 1)


@require_safe
@login_first
def index(request: BrinkRequest) -> HttpResponse:
    """List the processes of one's own bodies: what needs something first."""
    rows = desk_rows(member(request)).order_by("-created_at", "-id")
    if kind := spreadsheets.asked(request):
        return spreadsheets.file(_sheet(list(rows)), kind)
    shown = page_of(request, rows, PER_PAGE)
    entries = [
        (one, state_name(one.state), path_picture(one.state) if not one.process.standing else None)
        for one in overview(list(shown.object_list))
    ]
    return render(request, "processes/index.html", {"page": shown, "entries": entries})


def _sheet(rows: list[Process]) -> Sheet:
    """Return one's questions as they are put in a file."""
    columns = (_("Vraag"), _("Stand"), _("Contactpersoon"), _("Bijdragen"), _("Met antwoord"), _("Volgende stap"))
    cells = (
        (
            one.process.title, state_name(one.state), one.process.owner.name, one.process.contribution_count,
            one.process.landed_count, one.next.act if one.next else "",
        )
        for one in overview(rows)
    )  # fmt: skip
    return Sheet(_("vragen"), columns, cells)


def _round_view(request: BrinkRequest, process: Process, round: Round) -> dict[str, Any]:
    """Gather what the desk shows of one round; an instrument's own piece once it was released."""
    round.process = process
    instrument = registry.get(round.instrument)
    state = round_state(round, clock.now())
    piece = ""
    if instrument is not None and round.opened_at is not None:
        panel = instrument.desk(round, request.viewer)
        piece = render_to_string(panel.template, {**panel.context, "round": round, "process": process}, request)
    return {
        "round": round,
        "name": instrument.card.name if instrument else round.instrument or _("Elk kanaal"),
        "state": state,
        "missing": checklist_rows(process, open_findings(round)) if round.opened_at is None else [],
        "can_release": round.opened_at is None,
        "can_close": state is RoundState.OVER and round.opened_at is not None,
        "can_extend": round.opened_at is not None
        and not round.endless
        and state in (RoundState.OPEN, RoundState.PLANNED, RoundState.PAUSED),
        "can_stop": state in (RoundState.OPEN, RoundState.PAUSED) and not round.endless and not process.withdrawn_at,
        "changes": changes([round.pk]) if round.changed_at is not None else [],
        "outcome": getattr(round, "frozen_outcome", None) if state is RoundState.CLOSED else None,
        "piece": piece,
        "notes_url": page_url("notes", "ronde", round.pk),
        "lines_url": page_url("round lines", round.pk) if round.opened_at else "",
    }


@require_safe
def detail(request: BrinkRequest, slug: str) -> HttpResponse:
    """Show one process to its own staff: where it stands, what is next, and every button that fits the moment."""
    process = own(request, with_rooms_and_rounds(request.viewer), slug=slug)
    now = clock.now()
    state = process_state(process, now)
    room = next((one for one in process.rooms.all() if one.published_at is not None), None)
    review = review_findings(list(room.boundaries.all()), clock.today()) if room else []
    decides = _("%(organ)s, %(day)s")
    facts = [Fact(_("Kader"), str(process.framework)), Fact(_("Contactpersoon"), process.owner.name)]
    if process.handler is not None:
        facts.append(Fact(_("Wie pakt het op"), process.handler.name))
    if room is not None and room.decider is not None and room.decision_on is not None:
        facts += [
            Fact(_("Wie beslist"), decides % {"organ": room.decider.opening, "day": in_words(room.decision_on)}),
            Fact(_("Niveau"), str(Level(room.level).label)),
        ]
    context = {
        "process": process,
        "state": state,
        "state_name": state_name(state),
        "path": path_picture(state),
        "next": steps_of(process, now),
        # A step that is done on this very page has its own button below: one that leads here would do nothing.
        "here": [f"{reverse('processes:desk', args=[slug])}#{place}" for place in ("stappen", "terugkijken")],
        "expects": expects(process, state),
        "room": room,
        "draft": next((one for one in process.rooms.all() if one.published_at is None), None),
        "rounds": [_round_view(request, process, one) for one in process.rounds.all()],
        "review": checklist_rows(process, review),
        "facts": facts,
        "answering": checklist_rows(process, findings(Step.ANSWER, process)) if state in ANSWERABLE else [],
        "lessons": process.lessons.all(),
        "can_drop": not is_public(process) and not process.standing,
        "can_withdraw": process.withdrawn_at is None and process.decided_at is None and not process.standing,
        "key": new_key(),
        "answerable": ANSWERABLE,
        "work": [line for told in process_work.all() for line in told(process, request.viewer)],
        **allowed(request.viewer, process.tenant_id, write=PROCESS_WRITE, assign=WORK_ASSIGN),
    }
    return render(request, "processes/desk.html", context)


def _adopt_form(process: Process, draft: RoomStatement, drawn: str) -> AdoptForm:
    """Propose that who decides adopts the room, today."""
    return AdoptForm(process=process, initial={"on": clock.today(), "organ": draft.decider_id}, version=drawn)


@require_safe
def check(request: BrinkRequest, slug: str) -> HttpResponse:
    """Step 5: say what is missing and who can mend it, show what people will read, and put it on the site."""
    process = own_process(request, slug)
    rounds = list(process.rounds.select_related("phase").order_by("number"))
    draft = room_draft(process)
    shown, drawn = draft or room_in_force(process), token_of(draft)
    waiting = [one for one in room_checklist(process) if one.key != "adopted"] if draft else []
    found = [one for one in checklist(process, rounds) if one.key != "adopted"]
    context = {
        "missing": checklist_rows(process, found),
        "draft": draft,
        "can_adopt": draft is not None and not blocking(waiting),
        "adopt": _adopt_form(process, draft, drawn) if draft else None,
        "version": drawn,
        "can_announce": process.participation_at is None and not participation_findings(process),
        "rounds": [
            {"round": one, "ready": not blocking(open_findings(one))} for one in rounds if one.opened_at is None
        ],
        "state": process_state(process, clock.now()),
        "key": new_key(),
        **allowed(request.viewer, process.tenant_id, write=PROCESS_WRITE),
        **statement_context(shown),
    }
    return wizard(request, "processes/check.html", process, "check", context)
