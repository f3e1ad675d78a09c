"""A second answer about the same thing to the same giver: seen before it is sent, with who said what and when (W32).

The same giver is who left the same mail address or telephone number. The same thing is one question, or questions of
one dossier. Once the last answer was given and the details are erased, nobody can tell any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Answer, Giver, Landing
from brink.domain.contributions.queries.stops import day_of
from brink.domain.processes.models import Process
from brink.foundation.search.finding import things_of

MOST = 5


@dataclass(frozen=True, slots=True)
class Double:
    """One answer that is about to go to somebody who has, or is about to get, another about the same thing."""

    words: str
    other: Landing

    def told(self) -> str:
        """Say who told this giver what, and when."""
        answer = self.other.answer
        said = {
            "words": Truncator(self.words).chars(80), "who": owner_of(answer),
            "reason": Truncator(answer.reason).chars(160),
        }  # fmt: skip
        if self.other.sent_at is None:
            return _("Voor de gever van ‘%(words)s’ ligt nog een antwoord klaar, van %(who)s: ‘%(reason)s’") % said
        said["day"] = date_format(day_of(self.other.sent_at), "j F Y")
        return _("De gever van ‘%(words)s’ heeft op %(day)s al antwoord gekregen van %(who)s: ‘%(reason)s’") % said


def owner_of(answer: Answer) -> str:
    """Name whose answer this is: who took it up, else whose question it is."""
    return answer.handler.name if answer.handler is not None else answer.process.owner.name


def double_answers(process: Process, ready: Iterable[Landing]) -> list[Double]:
    """Return what the givers of these landings were told, or are about to be, by another answer. Three queries at most.

    For who may know how givers are reached. None where nobody left an address or number.
    """
    landings = {one.contribution_id: one for one in ready}
    givers = Giver.objects.filter(tenant_id=process.tenant_id, contribution__in=list(landings))
    reached = {one.contribution_id: [one.email, one.phone] for one in givers}
    others = things_of(reached, process.tenant_id)
    if not others:
        return []
    thing = Q(contribution__process=process)
    if process.dossier_id is not None:
        thing |= Q(contribution__process__dossier=process.dossier_id)
    rows = Landing.objects.filter(
        thing, Q(holds=True) | Q(current=True, contribution__drafted_at__isnull=False), tenant_id=process.tenant_id,
        contribution__in=set().union(*others.values()), contribution__withdrawn_at=None,
    ).select_related("answer__handler", "answer__process__owner")  # fmt: skip
    return _pairs(landings, others, list(rows.order_by("created_at", "id")))


def _pairs(
    landings: dict[UUID, Landing], others: dict[UUID, set[UUID]], rows: list[Landing]
) -> list[Double]:
    """Pair each landing with what was said otherwise to its giver; two that are both about to go are told once."""
    found: dict[frozenset[UUID], Double] = {}
    for voice, mine in landings.items():
        for row in rows:
            if row.contribution_id in others.get(voice, ()) and row.answer_id != mine.answer_id:
                pair = frozenset({mine.answer_id, row.answer_id, voice, row.contribution_id})
                words = mine.contribution.title or mine.contribution.text
                found.setdefault(pair, Double(words, row))
    return list(found.values())
