"""Taking back what a giver left in a dialogue, so that only what counts remains."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, F

from brink.domain.participation.sessions import erase_sessions
from brink.domain.processes.instrument import Erasure
from brink.foundation.locks import hold_shared
from brink.instruments.dialogue.models import Session, Statement, Vote
from brink.instruments.dialogue.models.answers import NO_GROUP
from brink.instruments.dialogue.services.editions import leave


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Remove the details of these contributions. Runs in the transaction of whoever withdraws or erases.

    The tie between a device and its answers goes at once. Answers in a round that is not closed are deleted: they no
    longer count, and the public figures let them go together with those of others (ADR 16). In a closed round they go
    too: a row of answers is somebody's for as long as a code leads to it, and the figures are frozen apart from them
    (N33). A statement loses its words in every version; the answers of others to it stay.
    """
    ids = list(contribution_ids)
    running = Session.objects.filter(contribution__in=ids, round__closed_at__isnull=True)
    for round in sorted(set(running.values_list("round", flat=True))):
        hold_shared(round)
    leave(running)
    answers = Vote.objects.filter(session__in=running)
    for statement, count in list(answers.values_list("statement").annotate(count=Count("pk")).order_by()):
        Statement.objects.filter(pk=statement).update(view_count=F("view_count") - count)
    # The counts of a closed round stay as they were frozen; only the rows go.
    removed, _ = Vote.objects.filter(session__contribution__in=ids).delete()
    running.update(group=NO_GROUP)
    cut = erase_sessions(Session, ids)
    emptied = 0
    for round_id, number in list(Statement.objects.filter(contribution__in=ids).values_list("round", "number")):
        emptied += Statement.objects.filter(round=round_id, number=number).exclude(text="").update(text="")
    return Erasure(rows=removed + cut.rows + emptied, fields=("participant", "votes", "text"))
