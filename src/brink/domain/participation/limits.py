"""How often somebody may do what anybody may do: by device, by line and by round, each in one plain sentence.

The act kernel asks `within_limits` for every act of a resident that a form of this site brought. A line whose hall
stands open has no limit; its acts keep their sign (`lines`).
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from brink.domain.participation.line_signs import in_open_hall, is_line_of_hall
from brink.domain.people import attempts
from brink.domain.people.attempts import Counted, count_all, hashed, minutes_left, wait_words
from brink.domain.people.visits import Visit, visit_now
from brink.foundation.errors import TooMany
from brink.foundation.public_acts import PublicAct, public_acts

_SAID: Mapping[str, str | Promise] = {
    "device": gettext_lazy(
        "Van dit apparaat kwamen dit uur al veel %(what)s. Wacht %(wait)s en verstuur het dan opnieuw."
    ),
    "line": gettext_lazy(
        "Van uw internetaansluiting kwamen dit uur al veel %(what)s. Wacht %(wait)s en verstuur het dan opnieuw. "
        "Zit u samen in een zaal? Vraag een medewerker om de zaal open te zetten."
    ),
    "round": gettext_lazy(
        "Er komen nu heel veel %(what)s tegelijk binnen. Wacht %(wait)s en verstuur het dan opnieuw."
    ),
}

OTHER_KINDS = PublicAct(gettext_lazy("bijdragen"), device=10, line=60, round=2_000)
"""For kinds of words whose instrument says nothing of its own."""


def within_limits(name: str, arguments: Mapping[str, Any]) -> None:
    """Count one public act of whoever sent this form; raises TooMany when it is more than the register allows."""
    visit = visit_now()
    if visit is None:
        return
    count(name, visit, tenant_id=_tenant(arguments), round_id=_round(arguments))


def count(name: str, visit: Visit, *, tenant_id: UUID | None, round_id: UUID | None) -> None:
    """Count one `name` of this visit in this round. Raises TooMany; LookupError for an act without a limit."""
    limits = public_acts.get(name) or (OTHER_KINDS if name.startswith("contribution.received ") else None)
    if limits is None:
        raise LookupError(f"{name} has no limit: register it at public_acts")
    counted = _sources(name, limits, visit, round_id)
    over = count_all(counted, "public-act")
    if over is None or (over.which == "line" and in_open_hall(visit, tenant_id, round_id)):
        return
    words = {"what": str(limits.what), "wait": wait_words(minutes_left())}
    raise TooMany(str(_SAID[over.which]) % words)


def count_many(name: str, visits: Sequence[Visit], *, tenant_id: UUID, round_id: UUID) -> list[bool]:
    """Count one `name` of each of these visits in a round; tell of each whether it is within the limits."""
    limits = public_acts.get(name)
    if limits is None:
        return [False] * len(visits)
    tries = [_sources(name, limits, one, round_id) for one in visits]

    def in_hall(place: int, over: Counted) -> bool:
        return over.which == "line" and is_line_of_hall(visits[place], tenant_id, round_id)

    return attempts.count_many(tries, "public-act", in_hall)


def _sources(name: str, limits: PublicAct, visit: Visit, round_id: UUID | None) -> list[Counted]:
    """Return what is counted: the round first, for then neither device nor hall matters."""
    found = []
    if round_id is not None:
        found.append(Counted(str(hashed(f"{name} round {round_id}")), limits.round, "round"))
    if visit.device:
        found.append(Counted(str(hashed(f"{name} {visit.device}")), limits.device, "device"))
    found.append(Counted(str(hashed(f"{name} {visit.line}")), limits.line, "line"))
    return found


def _tenant(arguments: Mapping[str, Any]) -> UUID | None:
    return next((one.tenant_id for one in arguments.values() if hasattr(one, "tenant_id")), None)


def _round(arguments: Mapping[str, Any]) -> UUID | None:
    """Return the round that an act is about: its argument, or the one of the words that it is about."""
    if "round" in arguments:
        return arguments["round"].pk  # type: ignore[no-any-return]
    return next((one.round_id for one in arguments.values() if getattr(one, "round_id", None)), None)
