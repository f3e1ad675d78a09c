"""Signs of lines: how many of the acts on one thing came from one internet connection.

A service that writes something whose count is told to people notes a sign beside it, and forgets it when it is taken
back. Of a line nothing is kept but a keyed hash of line, day and thing, for `SIGNS_LAST`; the number stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from brink.domain.journal.acts import exempt
from brink.domain.participation.models import Hall, LineSign, OneLine
from brink.domain.people.visits import Visit, visit_now
from brink.domain.processes.models import Process, Round
from brink.foundation import clock, prepared_rows
from brink.foundation.crypto import every, hash_purpose, keyed_hash
from brink.foundation.disclosure import K, follow
from brink.foundation.prepared_rows import ASKED, Question
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


@dataclass(frozen=True)
class _Asked:
    """The questions about lines of one thing in a round."""

    count: Question
    found: Question
    halls: Question


@lru_cache(maxsize=64)
def _asked(tenant: UUID, round: UUID, what: str, subject: UUID) -> _Asked:
    about = {"tenant_id": tenant, "what": what, "subject": subject}
    signs = LineSign.objects.filter(**about, line=ASKED).order_by().values("what")
    halls = Hall.objects.filter(tenant_id=tenant, round_id=round).exclude(line="").order_by()
    return _Asked(
        count=Question(lambda: signs.annotate(number=Count("pk")).values_list("number")),
        found=Question(
            lambda: OneLine.objects.filter(**about).order_by().select_for_update()
            .values_list("pk", "count", "told", "in_hall")
        ),
        halls=Question(lambda: halls.values_list("line", "ends_at")),
    )  # fmt: skip


def is_line_of_hall(visit: Visit, tenant_id: UUID, round_id: UUID) -> bool:
    """Tell what `in_open_hall` tells, by a question that is ready."""
    halls, now = _asked(tenant_id, round_id, "", round_id).halls.ask(), clock.now()
    mine = every(hall_line(round_id, visit)) if halls else ()
    return any(line in mine and ends_at > now for line, ends_at in halls)


def note_lines(*, round: Round, what: str, subject: UUID, acts: Sequence[tuple[UUID, Visit]]) -> None:
    """Note of many acts at once what `note_line` notes of one."""
    if not acts:
        return
    asked, now = _asked(round.tenant_id, round.pk, what, subject), clock.now()
    lines = {visit.line: visit for _act, visit in acts}
    kept = {line: keyed_hash(_SIGN, f"{what} {subject} {line}") for line in lines}
    prepared_rows.insert([
        LineSign(
            tenant_id=round.tenant_id, created_at=now, round_id=round.pk, what=what, subject=subject, act=act,
            line=kept[visit.line],
        )
        for act, visit in acts
    ])  # fmt: skip
    counts = {line: sum(rows[0][0] for form in every(kept[line]) if (rows := asked.count.ask(form))) for line in lines}
    most = {line: count for line, count in counts.items() if count >= K}
    if not most:
        return
    rows = asked.found.ask()
    if not rows:
        values = {"created_at": now, "round_id": round.pk, "count": 0}
        OneLine.objects.get_or_create(tenant_id=round.tenant_id, what=what, subject=subject, defaults=values)
        rows = asked.found.ask()
    pk, before, told, in_hall = rows[0]
    in_hall = in_hall or any(is_line_of_hall(lines[line], round.tenant_id, round.pk) for line in most)
    count = max(before, *most.values())
    prepared_rows.update(OneLine, ("count", "told", "in_hall"), [(count, follow(count, told), in_hall, pk)])


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
        return gone + Hall.objects.filter(ends_at__lt=now).exclude(line="", code="").update(line="", code="")
