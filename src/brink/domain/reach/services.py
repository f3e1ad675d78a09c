"""Saying age and sex once, taking it back, and counting it when the round is closed. No act tells who said what when.

`tell` and `take_back` leave no journal entry: its hour beside that of the words would tie them (ADR 22, as ADR 12).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.following import require_giver
from brink.domain.journal.acts import Done, act, exempt, once_kept
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.services.rounds import still_open
from brink.domain.processes.states import RoundState, round_state
from brink.domain.reach import traits
from brink.domain.reach.active import most_active
from brink.domain.reach.models import RoundReach, Said, Tally
from brink.foundation import clock, codes, erasure_list
from brink.foundation.crypto import derived, hash_purpose, keyed_hash
from brink.foundation.disclosure import publishable, safe_cells
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.locks import hold_exclusive, hold_shared

_MARK, _PAD = hash_purpose("reach said once"), hash_purpose("reach said what")
ERASED = "reach"
# A round that nobody closed: after this nothing can be taken back any more, and only numbers wait to be counted.
KEPT_AFTER = timedelta(days=30)


def asks(voice: Contribution) -> bool:
    """Tell whether its giver may say age and sex now: it counts, in an open round with a last day. No query.

    Needs the round and the process read along.
    """
    round = voice.round
    counts = voice.withdrawn_at is None and voice.held_at is None and voice.split_from_id is None
    if round is None or not counts or voice.process.standing or round.endless:
        return False
    return round_state(round, clock.now()) is RoundState.OPEN


def _under(voice: Contribution, code: str) -> str:
    return f"{voice.round_id} {codes.normalise(code) or ''}"


def _found(voice: Contribution, code: str) -> tuple[Said, int] | None:
    """Return what was said under this code in the round of these words, with its cell; None when nothing was."""
    if voice.round_id is None:
        return None
    text = _under(voice, code)
    marks = keyed_hash(_MARK, text).every
    row = Said.objects.filter(tenant_id=voice.tenant_id, round_id=voice.round_id, mark__in=marks).first()
    if row is None:
        return None
    return row, traits.opened(row.cell, derived(_PAD, text)[marks.index(row.mark)])


def has_said(voice: Contribution, code: str) -> bool:
    """Tell whether something was said under this code already. One query."""
    return _found(voice, code) is not None


def _count(tenant_id: Any, round_id: Any, cell: int, step: int) -> None:
    for trait, value in zip((traits.AGE, traits.SEX), traits.pair(cell), strict=True):
        if value == traits.UNSAID:
            continue
        where = {"tenant_id": tenant_id, "round_id": round_id, "trait": trait, "value": value}
        if step > 0:
            Tally.objects.get_or_create(**where)
            Tally.objects.filter(**where).update(people=F("people") + 1)
        else:
            Tally.objects.filter(**where, people__gt=0).update(people=F("people") - 1)


def tell(*, voice: Contribution, code: str, age: str, sex: str) -> None:
    """Keep what a giver says of themselves, apart from words and moment. Saying nothing keeps nothing.

    The same said twice is said once. Raises BadInput, NotAllowed for another's code, and NotNow for a round that
    does not ask (any more) and for something else said before.
    """
    require_giver(voice, code)
    try:
        cell = traits.cell(age, sex)
    except ValueError as error:
        raise BadInput(_("Kies een van de antwoorden die er staan.")) from error
    if cell == 0:
        return
    text = _under(voice, code)
    with exempt("reach"):
        if voice.round_id is None or voice.round is None or not still_open(voice.round):
            raise NotNow(_("Deze ronde is gesloten. Wij vragen nu niets meer."))
        # Held, so that words that are taken back at this moment take this along.
        rows = Contribution.everything.select_related("round", "process").select_for_update(of=("self",))
        if not asks(rows.get(pk=voice.pk)):
            raise NotNow(_("Bij deze woorden vragen wij dit niet (meer)."))
        before = _found(voice, code)
        if before is not None and before[1] != cell:
            raise NotNow(_("U heeft dit al verteld. Wilt u iets anders zeggen? Haal uw antwoord dan eerst weg."))
        if before is None:
            Said.objects.create(
                tenant_id=voice.tenant_id, round_id=voice.round_id, mark=str(keyed_hash(_MARK, text)),
                cell=traits.hidden(cell, derived(_PAD, text)[0]),
            )  # fmt: skip
            _count(voice.tenant_id, voice.round_id, cell, 1)


def take_back(*, voice: Contribution, code: str) -> None:
    """Forget what was said under this code. What is gone, or counted, already stays as it is; NotAllowed for others."""
    require_giver(voice, code)
    with exempt("reach"):
        forget(voice, code)


def forget(voice: Contribution, code: str) -> None:
    """Forget what was said under this code, inside the act that takes the words back."""
    if voice.round_id is None:
        return
    hold_shared(voice.round_id)
    found = _found(voice, code)
    if found is not None:
        _erase(*found)


def _erase(row: Said, cell: int) -> None:
    pk = row.pk
    row.delete()
    _count(row.tenant_id, row.round_id, cell, -1)
    once_kept(lambda: erasure_list.note(ERASED, [f"{pk}:{cell}"]))


def forget_restored() -> int:
    """Forget again what was taken back, on a site restored from an older back-up. The list tells the cell too."""
    listed = erasure_list.read()
    if not any(one.startswith(f"{ERASED} ") for one in listed):
        return 0
    gone = 0
    for row in Said.objects.order_by().iterator(chunk_size=2000):
        known = (n for n in range(traits.CELLS) if f"{ERASED} {erasure_list.hashed(f'{row.pk}:{n}')}" in listed)
        cell = next(known, None)
        if cell is not None:
            with exempt("reach"):
                _erase(row, cell)
            gone += 1
    return gone


def _alone(arguments: Mapping[str, Any]) -> None:
    hold_exclusive(arguments["round"].pk)


@act("reach.counted", Round, on="round", before=_alone)
def count(*, round: Round, actor: Actor = SYSTEM, key: str | None = None) -> Done[Round]:
    """Keep of a closed round the cells of ten and more, once, and erase all the rest. Raises NotNow before closing.

    Whoever said nothing is a cell as well: what is left out can then not be found from the number that took part.
    """
    frozen = getattr(round, "frozen_outcome", None)
    if frozen is None:
        raise NotNow(_("Deze ronde is nog niet geteld."))
    people = Outcome.from_data(frozen.data).reach.people
    rows = Tally.objects.filter(tenant_id=round.tenant_id, round=round, people__gt=0)
    told: dict[str, dict[str, int]] = {traits.AGE: {}, traits.SEX: {}}
    for row in rows:
        told[row.trait][row.value] = row.people
    kept = {trait: _safe(cells, people) for trait, cells in told.items()}
    active = most_active(round.process, until=round.closed_at or clock.now())
    RoundReach.objects.create(
        tenant_id=round.tenant_id, created_at=clock.now(), round=round, ages=kept[traits.AGE], sexes=kept[traits.SEX],
        active_people=active.people if active else 0, active_share=active.share if active else None,
    )  # fmt: skip
    _clear(round)
    return Done(round, {"process": str(round.process_id)}, public=round.process.room_published_at is not None)


def _safe(cells: Mapping[str, int], people: int) -> dict[str, int]:
    if not publishable(people):
        return {}
    kept = safe_cells({**cells, traits.UNSAID: max(0, people - sum(cells.values()))})
    return {value: number for value, number in kept.items() if value != traits.UNSAID}


def _clear(round: Round) -> None:
    Said.objects.filter(tenant_id=round.tenant_id, round=round).delete()
    Tally.objects.filter(tenant_id=round.tenant_id, round=round).delete()


def count_closed() -> int:
    """Count every closed round that is not counted yet, and return how many. Called by `tick`; safe to repeat."""
    due = list(Round.objects.filter(frozen_outcome__isnull=False, reach=None).select_related("process"))
    for round in due:
        count(round=round, key=f"reach.counted {round.pk}")
    return len(due)


def forget_old() -> int:
    """Erase who said something in rounds that ended a month ago and were not closed; the numbers stay to be counted."""
    with exempt("reach"):
        return Said.objects.filter(round__closes_at__lt=clock.now() - KEPT_AFTER).delete()[0]


def invent(round: Round, told: Mapping[str, Mapping[str, int]]) -> None:
    """Let so many people of an invented site have said who they are, in a round that is not counted yet."""
    with exempt("reach"):
        Tally.objects.bulk_create(
            Tally(tenant_id=round.tenant_id, round=round, trait=trait, value=value, people=people)
            for trait, cells in told.items() for value, people in cells.items()
        )  # fmt: skip
