"""/balie/rondes/zalen/…/bord/: the page of whoever hosts a hall. One question at a time, and each is closed by hand."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from brink.domain.participation.hall_queries import hall_part, now_of, told_of
from brink.domain.participation.hall_services import MOST, ask, close_question
from brink.domain.participation.hall_views import asked_uuid, phone_address, screen_address, short_address
from brink.domain.participation.models import Hall, HallQuestion
from brink.domain.participation.permissions import HALL_OPEN
from brink.domain.people.desk import found, key_of, member, new_key, own, page, press
from brink.domain.people.queries import actor_for
from brink.domain.processes.hall_part import Asked, HallPart
from brink.foundation import clock
from brink.foundation.addresses import page_url
from brink.foundation.disclosure import batched
from brink.foundation.permissions import can
from brink.foundation.requests import BrinkRequest
from brink.foundation.visibility import visible


def _hall(request: BrinkRequest, pk: UUID) -> Hall:
    return own(request, Hall.objects.select_related("round__process__tenant"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def host(request: BrinkRequest, pk: UUID) -> HttpResponse:
    """Show what can be asked, what is open and what was said; put the question whose button was pressed."""
    hall = _hall(request, pk)
    here = reverse("participation:hall_host", args=[hall.pk])
    if request.method == "POST":
        actor = actor_for(member(request), HALL_OPEN, hall.tenant_id)
        asked = asked_uuid(request.POST.get("asked", ""))
        return press(
            request, lambda: ask(hall=hall, asked=asked, actor=actor, key=key_of(request)),
            said=_("De vraag staat op de telefoons en op het scherm."), to=here,
        )  # fmt: skip
    now, part = now_of(hall), hall_part(hall.round)
    questions = list(visible(request.viewer, hall.questions.order_by("number")))
    every = part.asked(hall.round) if part is not None else ()
    running = next((one for one in questions if one.closed_at is None), None)
    context = {
        "hall": hall, "round": hall.round, "is_open": hall.ends_at > clock.now() and bool(hall.code), "most": MOST,
        "address": short_address(now) if hall.code else "", "screen": screen_address(now) if hall.code else "",
        "phone": phone_address(now) if hall.code else "", "running": running,
        "rows": [_row(part, hall, one, every) for one in questions] if part is not None else [],
        "open_answers": batched(part.answers(hall.round, running.asked)) if part is not None and running else 0,
        "choices": [] if running is not None or len(questions) >= MOST else every,
        "before": {one.asked for one in questions}, "paper": page_url("paper desk", hall.round_id),
        "back": reverse("participation:lines", args=[hall.round_id]), "key": new_key(),
        "may": can(request.viewer, HALL_OPEN, hall.tenant_id),
    }  # fmt: skip
    return page(request, "participation/desk_hall.html", context)


def _row(part: HallPart, hall: Hall, question: HallQuestion, every: Sequence[Asked]) -> dict[str, object]:
    """Return one question that was put, with what may be told of it: nothing while it is open."""
    text = next((one.text for one in every if one.pk == question.asked), "")
    result = part.result(hall.round, question.asked, question.created_at) if question.closed_at is not None else None
    told = told_of(part, result, smaller_first=hall.smaller_first) if result is not None else None
    return {"question": question, "text": text, "told": told}


@require_POST
def close(request: BrinkRequest, pk: UUID, question: UUID) -> HttpResponse:
    """Close a question."""
    hall = _hall(request, pk)
    actor = actor_for(member(request), HALL_OPEN, hall.tenant_id)
    one = found(hall.questions.select_related("hall__round"), pk=question)
    return press(
        request, lambda: close_question(question=one, actor=actor, key=key_of(request)),
        said=_("De vraag is dicht."), to=reverse("participation:hall_host", args=[hall.pk]),
    )  # fmt: skip
