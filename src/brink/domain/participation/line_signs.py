"""Signs of lines: how many of the acts on one thing came from one internet connection.

A service that writes something whose count is told to people notes a sign beside it, and forgets it when it is taken
back. Of a line nothing is kept but a keyed hash of line, day and thing, for `SIGNS_LAST`; the number stays.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from brink.domain.journal.acts import exempt
from brink.domain.participation.models import Hall, LineSign, OneLine
from brink.domain.people.visits import Visit, visit_now
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.crypto import every, hash_purpose, keyed_hash
from brink.foundation.disclosure import K, follow
from brink.foundation.public_acts import public_acts
from brink.foundation.read_once import read_once

_SIGN = hash_purpose("line sign", "signs of a day: that day's acts of one line are counted as two, once")
_HALL = hash_purpose("open hall", "a hall is for one evening: staff open it once more")
SIGNS_LAST = timedelta(days=7)
RECEIVED = "contribution.received "


def note_line(*, round: Round, what: str, subject: UUID, act: UUID) -> None:
    """Note that this act came from the line of this form, and how many came from it by now. Inside an act."""
    visit = visit_now()
    if visit is None:
        return
    line = keyed_hash(_SIGN, f"{what} {subject} {visit.line}")
    LineSign.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, what=what, subject=subject, act=act, line=line
    )
    mine = LineSign.objects.filter(tenant_id=round.tenant_id, what=what, subject=subject, line__in=line.every)
    count = mine.count()
    if count < K:
        return
    found, _made = OneLine.objects.select_for_update().get_or_create(
        tenant_id=round.tenant_id, what=what, subject=subject,
        defaults={"created_at": clock.now(), "round": round, "count": count},
    )  # fmt: skip
    found.in_hall = found.in_hall or in_open_hall(visit, round.tenant_id, round.pk)
    _tell(found, max(found.count, count))


def _tell(found: OneLine, count: int) -> None:
    """Store a count, and what is told of it: that moves by ten or more, so that nobody sees one person come or go."""
    found.count, found.told = count, follow(count, found.told)
    found.save(update_fields=("count", "told", "in_hall"))


def forget_line(*, tenant_id: UUID, what: str, subject: UUID, acts: Iterable[UUID]) -> None:
    """Take away the signs of acts that were taken back, and count anew. Inside an act."""
    gone, _kinds = LineSign.objects.filter(tenant_id=tenant_id, what=what, act__in=list(acts)).delete()
    found = OneLine.objects.filter(tenant_id=tenant_id, what=what, subject=subject).first() if gone else None
    if found is None:
        return
    lines = LineSign.objects.filter(tenant_id=tenant_id, what=what, subject=subject).order_by()
    most = lines.values("line").annotate(number=Count("pk")).order_by("-number").values_list("number", flat=True)
    _tell(found, most.first() or 0)


def hall_line(round_id: UUID, visit: Visit) -> str:
    """Return what is kept of the line of a hall."""
    return keyed_hash(_HALL, f"{round_id} {visit.line}")


def in_open_hall(visit: Visit, tenant_id: UUID | None, round_id: UUID | None) -> bool:
    """Tell whether this form came from a hall that staff opened for this round."""
    if tenant_id is None or round_id is None:
        return False
    open_now = Hall.objects.filter(tenant_id=tenant_id, round_id=round_id, ends_at__gt=clock.now())
    return open_now.filter(line__in=every(hall_line(round_id, visit))).exists()


def lines_of_round(round: Round) -> Mapping[tuple[str, UUID], int]:
    """Return how many acts of each kind on each thing of a round came from one line, as it may be told. One query."""
    rows = OneLine.objects.filter(tenant_id=round.tenant_id, round=round, told__gte=K).order_by()
    return {(what, subject): told for what, subject, told in rows.values_list("what", "subject", "told")}


def lines_on_page(process: Process) -> Mapping[tuple[str, UUID], tuple[int, UUID]]:
    """Return it for all rounds of a question, with the round of each: read once for a question at hand. One query."""

    def read() -> dict[tuple[str, UUID], tuple[int, UUID]]:
        rows = OneLine.objects.filter(tenant_id=process.tenant_id, round__process=process, told__gte=K).order_by()
        found = rows.values_list("what", "subject", "told", "round_id")
        return {(what, subject): (told, round_id) for what, subject, told, round_id in found}

    return read_once(process, "lines", read)


def most_from_one_line(process: Process) -> int:
    """Return how many of all that was given to a question came from one line, as it may be told."""
    told = (one[0] for (what, _subject), one in lines_on_page(process).items() if what.startswith(RECEIVED))
    return max(told, default=0)


def line_words(shown: int, one_line: int) -> str:
    """Say of a count that is told how much of it came from one line, in whole tens; "" when that is little of it."""
    told = min(one_line, shown)
    if told < K or told * 4 < shown:
        return ""
    return _("%(count)d daarvan kwamen van één internetaansluiting, zoals een zaal of een school") % {"count": told}


def beside(shown: int | None, one_line: int | None) -> int | None:
    """Return what stands in a table beside a count: how much of it came from one line, and never more than it."""
    return min(shown, one_line) if shown and one_line else None


def line_said(round: Round) -> str:
    """Say of a round how much of what it counts as a whole came from one line, where that is much."""
    found = []
    for (what, subject), (told, _round) in sorted(lines_on_page(round.process).items(), key=lambda one: -one[1][0]):
        act = public_acts.get(what) if subject == round.pk else None
        if act is not None and line_words(max(round.contribution_count, told), told):
            text = _("%(count)d van deze %(what)s kwamen van één internetaansluiting, zoals een zaal of een school.")
            found.append(text % {"count": told, "what": str(act.what)})
    return " ".join(found)


def forget_signs() -> int:
    """Remove signs that are older than they are needed, and the lines of halls that are closed; return how many."""
    now = clock.now()
    with exempt("lines"):
        gone = LineSign.objects.filter(created_at__lt=now - SIGNS_LAST).delete()[0]
        return gone + Hall.objects.filter(ends_at__lt=now).exclude(line="").update(line="")
