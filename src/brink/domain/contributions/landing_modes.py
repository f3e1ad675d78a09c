"""How voices get their answer: one by one or with their round, as the card of each instrument says per kind."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from brink.domain.contributions.models import Contribution
from brink.domain.processes.instrument import Lands, registry
from brink.domain.processes.models import Process, Round
from brink.foundation.findings import Finding


def with_round(prefix: str = "") -> Q:
    """Return the condition for voices that land with their round.

    Everything else lands one by one, whatever its kind is called: also a kind that no card knows any more, and words
    without a round.
    """
    at = f"{prefix}__" if prefix else ""
    found = Q(**{f"{at}pk__in": []})
    for instrument in registry:
        kinds = instrument.card.landing(Lands.WITH_ROUND)
        if kinds:
            found |= Q(**{f"{at}round__instrument": instrument.card.key, f"{at}kind__in": sorted(kinds)})
    return found


def rounds_with(voices: QuerySet[Contribution]) -> QuerySet[Round]:
    """Return the rounds in which at least one of these voices lands with its round."""
    here = voices.filter(with_round(), round=OuterRef("pk"))
    return Round.objects.filter(Exists(here.order_by())).select_related("process").order_by("number", "pk")


def before_landing(rounds: Iterable[Round]) -> list[Finding]:
    """Ask the instruments of these rounds what must be answered before everybody in them may get an answer."""
    found: list[Finding] = []
    for round in rounds:
        instrument = registry.get(round.instrument)
        if instrument is not None:
            found += instrument.before_landing(round)
    return found


def living(process: Process) -> QuerySet[Contribution]:
    """Return the voices of a process that were not withdrawn by their giver."""
    return Contribution.objects.filter(tenant_id=process.tenant_id, process=process, withdrawn_at=None)
