"""How many people knew what they could talk about, as it may be told: none below ten, in the desk and in the result."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.expressions import BaseExpression, F
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Clarity, Clear
from brink.domain.processes.models import Process
from brink.foundation.disclosure import batched, folded

# Under this part of a hundred the owner of the question hears that it was not clear (H15).
ENOUGH = 80


@dataclass(frozen=True, slots=True)
class ToldClarity:
    """What may be told: of how many people, and what they said. `parts` are words and numbers, largest first."""

    total: int
    parts: tuple[tuple[str, int], ...]
    unclear: bool

    def said(self) -> str:
        """Say it in one line, as the desk and the result do."""
        return ", ".join(f"{name.lower()}: {number}" for name, number in self.parts)


def told_clarity(counts: Mapping[str, int]) -> ToldClarity | None:
    """Put these counts in words, or return None where there are fewer than ten answers."""
    shown, labels = folded(counts), dict(Clear.choices)
    if shown.total is None:
        return None
    parts = [(str(labels[code]), number) for code, number in shown.kinds]
    if shown.rest:
        parts.append((_("iets anders") if parts else _("in kleine aantallen verdeeld"), shown.rest))
    clear = counts.get(Clear.YES, 0) * 100
    return ToldClarity(shown.total, tuple(parts), unclear=clear < ENOUGH * shown.total)


def clarity_facts() -> Mapping[str, BaseExpression | F]:
    """Return how many said what up to the day on which everybody had an answer, to read along with a question."""
    rows = Clarity.objects.filter(
        tenant=OuterRef("tenant"), process=OuterRef("pk"), created_at__lte=OuterRef("answered_at")
    )
    counted = rows.order_by().values("process").annotate(number=Count("pk")).values("number")
    return {f"clear_{answer}": Subquery(counted.filter(said=answer)) for answer in Clear.values}


def final_clarity(process: Process) -> ToldClarity | None:
    """Return what was said up to the day on which everybody had an answer: from then on it stands still. No query.

    Needs a row that was read with `clarity_facts`. None before that day, and for a question that too few people
    answered to tell anything.
    """
    if process.answered_at is None or not batched(process.contribution_count):
        return None
    counts = {answer: getattr(process, f"clear_{answer}") or 0 for answer in Clear.values}
    return told_clarity({answer: count for answer, count in counts.items() if count})
