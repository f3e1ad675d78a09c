"""What a round of submissions shows on pages of others: the question, the desk, and the page of who follows a code."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.queries.told import given
from brink.domain.participation.round_page import frame_of
from brink.domain.processes.instrument import Panel, SignalAnswer
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.submission.models import Submission
from brink.instruments.submission.nota_file import change_words
from brink.instruments.submission.queries import (
    adopted,
    counts,
    holes,
    late_words,
    nota_of,
    of_contribution,
    standing,
    term_of,
    to_judge,
)
from brink.instruments.submission.round_settings import SUBMISSION, Settings


def public(round: Round) -> Panel:
    """Return the public piece: until when, by which ways, and the nota once it is there."""
    frame = frame_of(round)
    context = {
        "frame": frame, "term": term_of(round), "settings": Settings.of(round.settings), "start_url": frame.address(),
        "send_url": frame.address("send"), "nota_url": frame.address("nota") if adopted(round) else "",
    }  # fmt: skip
    return Panel("submission/panel.html", context)


def desk(round: Round) -> Panel:
    """Return the staff piece: how many came in, and what the nota still misses."""
    frame, rows = frame_of(round), standing(round)
    nota = nota_of(round)
    context = {
        "received": len(rows), "judge": sum(map(to_judge, rows)),
        "missing": 0 if nota is not None and nota.adopted_on else len(holes(rows, nota)),
        "nota": nota, "desk_url": frame.address("desk"), "take_in_url": frame.address("take_in"),
    }  # fmt: skip
    return Panel("submission/desk_panel.html", context)


def own_part(voice: Contribution, code: str) -> Panel | None:
    """Return the proof of receipt for the holder of a code: the number, the day and the time; None for other words."""
    if not code or voice.kind != SUBMISSION:
        return None
    row = of_contribution(voice.pk)
    return _proof(row) if row is not None else None


def _proof(row: Submission) -> Panel:
    frame = frame_of(row.round)
    context = {
        "row": row, "at": row.created_at.astimezone(clock.AMSTERDAM), "late": late_words(row), "round": row.round,
        "own_day": row.created_at.astimezone(clock.AMSTERDAM).date() == row.received_on,
        "nota_url": frame.address("nota") if adopted(row.round) else "", "start_url": frame.address(),
        "waits": row.authorisation == "follows", "reason": row.ruling_reason if adopted(row.round) else "",
    }  # fmt: skip
    return Panel("submission/proof.html", context)


def signal_answers(contribution_id: UUID) -> Sequence[SignalAnswer]:
    """Return the answer on each point, once it was sent; before that that it waits."""
    row = of_contribution(contribution_id)
    if row is None:
        return ()
    sent = given().filter(contribution=contribution_id).exists()
    if not sent or not counts(row):
        told = str(row.ruling_reason) if sent else ""
        outcome = _("telt niet mee") if sent else ""
        return (SignalAnswer(row.round.title, _("Uw zienswijze %(name)s.") % {"name": row.name}, outcome, told),)
    address = frame_of(row.round).address("nota")
    return tuple(
        SignalAnswer(
            str(one.summary), _("%(name)s, punt %(point)s") % {"name": row.name, "point": one.number},
            change_words(one.changes, str(one.change)), str(one.answer), address,
        )
        for one in row.points.order_by("number")
    )  # fmt: skip
