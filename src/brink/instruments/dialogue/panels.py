"""Pieces of pages that others show: on the process page, at the desk, and under a tracking code."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brink.domain.contributions.visibility_rules import to_check
from brink.domain.participation.featuring import featurable
from brink.domain.participation.models import OneLine
from brink.domain.participation.round_page import RoundFrame, address_of, frame_of
from brink.domain.processes.instrument import Panel
from brink.domain.processes.models import Round
from brink.domain.processes.states import RoundState
from brink.foundation.disclosure import K
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import DESK, Viewer
from brink.instruments.dialogue.map_view import Reading, opinion_of
from brink.instruments.dialogue.models import OpinionResult, Session, Statement
from brink.instruments.dialogue.models.answers import NO_GROUP
from brink.instruments.dialogue.queries import body_answers, count_unanswered, nothing_yet, published
from brink.instruments.dialogue.readable_statements import asked, noted
from brink.instruments.dialogue.round_settings import Settings

RECEIVED = "contribution.received session"


def map_context(frame: RoundFrame, *, own_group: int = NO_GROUP, answered: bool = False) -> dict[str, Any]:
    """Return what showing the map asks for. While a round is open the map is for those who `answered`: what others
    think comes after one's own answer and does not steer it.
    """
    round = frame.round
    result = published(round)
    later = _comes_later(round, result)
    hidden = later or (frame.is_open and not answered)
    if result is None:
        result = nothing_yet(round)
    reading = Reading.of(result)
    return {
        "round": round,
        "reading": reading,
        "hidden": hidden,
        "why_hidden": _why_hidden(later=later),
        "result": result,
        "opinion": opinion_of(
            reading, round, own_group=own_group, method_url=frame.address("table") + "#methode",
            one_line=frame.from_one_line(RECEIVED, reading.result.people),
        ),
        "table_url": frame.address("table"),
        "map_url": frame.address("map"),
    }


def _comes_later(round: Round, result: OpinionResult | None) -> bool:
    """Tell whether nobody sees a map before the end of the round."""
    return result is None and not Settings.of(round.settings).live


def _why_hidden(*, later: bool) -> str:
    if later:
        return _("De kaart komt na afloop van de ronde. Zo stuurt de kaart niemands antwoord.")
    return _("U ziet wat anderen vinden als u zelf antwoord heeft gegeven. Zo stuurt de kaart niemands antwoord.")


def _panel_map(frame: RoundFrame) -> dict[str, Any]:
    """Return the map for the page of the question. Nobody answered there, so while the round is open none is made."""
    if not frame.is_open:
        return map_context(frame)
    live = Settings.of(frame.round.settings).live
    later = not live and _comes_later(frame.round, published(frame.round))
    return {"hidden": True, "why_hidden": _why_hidden(later=later)}


def leading(round: Round) -> QuerySet[Statement]:
    """Return the sentences that may stand in front, least answered first: of the body, or of somebody whose may."""
    signs = OneLine.objects.filter(
        tenant_id=round.tenant_id, what=RECEIVED, subject=round.pk
    ).order_by()
    most = Coalesce(Subquery(signs.values("subject").annotate(most=Max("count")).values("most")), 0)
    enough = Q(told_count__gte=K + most)
    fit = Q(is_seed=True) | featurable("contribution") | enough
    return asked(round).filter(fit).order_by("told_count", "number")


def public_panel(round: Round, viewer: Viewer) -> Panel:
    """Return the piece of the process page: a first sentence to react to while open, then the map."""
    frame = frame_of(round)
    context = {
        **_panel_map(frame),
        "state": frame.state.value,
        "first": next(iter(noted(leading(round).select_related("contribution")[:1])), None) if frame.is_open else None,
        "start_url": frame.address(),
        "done_url": frame.address("done"),
        "own_url": frame.address("own") if Settings.of(round.settings).own_statements else "",
    }
    return Panel("dialogue/panel.html", context)


def desk_panel(round: Round, viewer: Viewer) -> Panel:
    """Return the staff piece: how many took part, what waits, and what still needs an answer."""
    statements = Statement.objects.filter(tenant=round.tenant_id, round=round, retired_at__isnull=True)
    counts = statements.aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=to_check("contribution")),
    )
    frame = frame_of(round)
    context = {
        "round": round,
        "state": frame.state.value,
        "people": Session.objects.filter(tenant=round.tenant_id, round=round, contribution__held_at=None).count(),
        "desk_url": frame.address("desk"),
        "answers_url": frame.address("desk_answers"),
        "map_url": frame.address("map"),
        "unanswered": _unanswered(frame),
        **counts,
    }
    return Panel("dialogue/desk_panel.html", context)


def _unanswered(frame: RoundFrame) -> int:
    """Return how many statements still need an answer: none before the round is over, none once all have one."""
    round, done = frame.round, frame.round.process.answered_at or frame.round.process.withdrawn_at
    if done or frame.state not in (RoundState.OVER, RoundState.CLOSED):
        return 0
    return count_unanswered(round, body_answers(round, sent=False, addressed=False))


def desk_items(viewer: Viewer) -> list[QueueItem]:
    """Return the dialogues of one's own bodies that are closed and hold statements without an answer: one query.

    Residents' statements that wait for a moderator stand in the queue of the contributions.
    """
    tenants = viewer.tenants(DESK)
    if not tenants:
        return []
    landed = Q(contribution__landed_at__isnull=False) | Q(contribution__withdrawn_at__isnull=False)
    waiting = (
        Statement.objects.filter(
            tenant=OuterRef("tenant"), round=OuterRef("pk"), retired_at__isnull=True, view_count__gt=0, outcome=""
        )
        .exclude(landed)
        .order_by()
        .values("round")
        .annotate(count=Count("pk"))
        .values("count")
    )
    rounds = Round.objects.filter(
        tenant__in=tenants, closed_at__isnull=False, process__answered_at__isnull=True,
        process__withdrawn_at__isnull=True,
    ).annotate(waiting=Subquery(waiting))  # fmt: skip
    return [_item(one, vars(one)["waiting"]) for one in rounds.filter(waiting__gt=0).select_related("process")]


def _item(round: Round, count: int) -> QueueItem:
    title = ngettext("%(count)s zin wacht op een antwoord", "%(count)s zinnen wachten op een antwoord", count)
    return QueueItem(
        key=f"dialogue.unanswered:{round.pk}",
        tenant_id=round.tenant_id,
        title=title % {"count": count},
        where=round.process.title,
        act=_("Beantwoord"),
        address=address_of(round, "desk_answers"),
        count=count,
    )


def follow_panel(contribution_id: UUID) -> Panel | None:
    """Return the own place on the map of a session, or the statement as it stands now; None for anything else."""
    session = Session.objects.filter(contribution=contribution_id).select_related("round__process").first()
    if session is not None:
        context = map_context(frame_of(session.round), own_group=session.group, answered=True)
        context["answered"] = session.votes.count()
        return Panel("dialogue/follow_session.html", context)
    statement = Statement.objects.filter(contribution=contribution_id).select_related("round__process").first()
    if statement is not None:
        versions = Statement.objects.filter(
            tenant=statement.tenant_id, round=statement.round_id, number=statement.number
        ).exclude(text="").order_by("version")
        context = {
            "statement": statement,
            "versions": list(versions),
            "map_url": address_of(statement.round, "map"),
        }
        return Panel("dialogue/follow_statement.html", context)
    return None
