"""Sentences in a hall: one at a time, everybody at once, answered by the same way as at home."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brink.domain.participation.sessions import session_of
from brink.domain.processes.hall_part import Asked, HallResult, Reaction
from brink.domain.processes.models import Round
from brink.foundation.errors import BadInput
from brink.instruments.dialogue import queries
from brink.instruments.dialogue.cells import Cell
from brink.instruments.dialogue.models import OpinionResult, Past, Session, Statement, Vote
from brink.instruments.dialogue.models.answers import Answer
from brink.instruments.dialogue.round_settings import Settings
from brink.instruments.dialogue.services.answering import answer

VALUES = {"agree": Answer.AGREE, "disagree": Answer.DISAGREE, "unsure": Answer.UNSURE}


class Statements:
    """The sentences of a dialogue as questions for a hall (`HallPart`)."""

    reactions: Sequence[Reaction] = (
        Reaction("agree", gettext_lazy("Eens"), "agree"),
        Reaction("disagree", gettext_lazy("Oneens"), "disagree"),
        Reaction("unsure", gettext_lazy("Weet ik niet"), "unsure"),
    )
    sides = ("agree", "disagree")
    done = "done"

    def asked(self, round: Round) -> Sequence[Asked]:
        """Return the sentences that are asked now, by their numbers; as they were at most a second ago."""
        rows = queries.asked_now(round, kept=True).statements
        return sorted((Asked(one.pk, one.number, one.text) for one in rows), key=lambda one: one.number)

    def known(self, round: Round, token: str) -> bool:
        """Tell whether the holder of a token answered a sentence here."""
        return session_of(Session, round, token) is not None

    def answer(self, round: Round, token: str, asked: UUID, value: str) -> None:
        """Take in one answer, the short way where that fits (ADR 26)."""
        if value not in VALUES:
            raise BadInput(_("Kies eens, oneens of weet ik niet."))
        answer(round=round, token=token, answers={asked: VALUES[value]})

    def own(self, round: Round, token: str | None, asked: UUID) -> str:
        """Return what the holder of a token answered."""
        given = queries.answers_of(session_of(Session, round, token)) if token is not None else {}
        words = {int(value): word for word, value in VALUES.items()}
        return words[given[asked]] if asked in given else ""

    def answers(self, round: Round, asked: UUID) -> int:
        """Return how many people answered a sentence."""
        rows = Statement.objects.filter(tenant=round.tenant_id, round=round, pk=asked)
        return rows.values_list("view_count", flat=True).first() or 0

    def live(self, round: Round) -> bool:
        """Tell whether anything of the answers is public before the round closes."""
        return Settings.of(round.settings).live

    def result(self, round: Round, asked: UUID, since: datetime) -> HallResult | None:
        """Return the figures of the last edition, when that is from after `since`. Also of one too small for a map.

        What an edition tells stands beside the answers (`Vote.told`): any two of them differ by nobody or by ten.
        """
        edition = OpinionResult.objects.filter(tenant=round.tenant_id, round=round, computed_at__gte=since).first()
        if edition is None or not self.live(round):
            return None
        told = Vote.objects.filter(tenant=round.tenant_id, statement=asked, since__gt=0).order_by().values_list("told")
        left = Past.objects.filter(tenant=round.tenant_id, round=round, statement=asked, until=None).order_by()
        counts = Counter(value for (value,) in (*told, *left.values_list("value")))
        cell = Cell(*(counts[VALUES[name]] for name in VALUES))
        if not cell.safe:
            return None
        return HallResult(tuple((name, counts[value]) for name, value in VALUES.items()), edition.computed_at)
