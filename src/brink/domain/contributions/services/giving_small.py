"""Taking in many signals at once: the same act, entry, code and counters as `give`, in a few statements (ADR 26).

A signal is what somebody gives without words and without an account: an answer in a dialogue, a ballot. The rows come
from the functions that `give` makes them with; only how they are written differs. Whatever is unusual is declined here
and goes through `give`, which says in words what is the matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from brink.domain.contributions.models import Contribution, Holder, Publicity
from brink.domain.contributions.services import deadlines
from brink.domain.contributions.services.giving import (
    Receipt,
    Words,
    check_words,
    code_of,
    contribution_of,
    data_of,
    give,
    source_of,
)
from brink.domain.journal.acts import as_loud_as, fingerprint_of
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, entry_of
from brink.domain.processes.models import Process, Round
from brink.foundation import clock, prepared_rows
from brink.foundation.crypto import every
from brink.foundation.errors import NotNow, Refusal
from brink.foundation.permissions import check_act
from brink.foundation.prepared_rows import ASKED, Question

_MOMENTS = ("opens_at", "closes_at", "opened_at", "closed_at", "paused_at", "assurance")
_OF_PROCESS = ("withdrawn_at", "answered_at", "decided_at")


@dataclass(frozen=True, slots=True)
class Small:
    """One signal to take in: its idempotency key, the token of the device, the language of the page that it came by."""

    key: str
    token: str
    language: str


def wordless(kind: str, language: str = "") -> Words:
    """Return the words of a signal: none, and nobody's to read."""
    return Words(kind=kind, wordless=True, publicity=Publicity.CLOSED, language=language)


@dataclass(frozen=True)
class _Asked:
    """The questions of one round."""

    state: Question
    terms: Question
    entries: Question


@lru_cache(maxsize=64)
def _asked(tenant: UUID, round: UUID, process: UUID) -> _Asked:
    fields = (*_MOMENTS, *(f"process__{name}" for name in _OF_PROCESS), "process__tenant__reply_days")
    return _Asked(
        state=Question(lambda: Round.objects.filter(pk=round).order_by().values_list(*fields)),
        terms=Question(lambda: deadlines.room_terms(tenant, process)),
        entries=Question(lambda: Entry.objects.filter(tenant_id=tenant, key=ASKED).order_by().values_list("key")),
    )


def as_it_is_now(round: Round) -> tuple[Round, Process] | None:
    """Return a round and its process with what decides whether anything comes in as it is now, None when it is gone."""
    rows = _asked(round.tenant_id, round.pk, round.process_id).state.ask()
    if not rows:
        return None
    now = Round(pk=round.pk, tenant_id=round.tenant_id, process_id=round.process_id)
    process = Process(pk=round.process_id, tenant_id=round.tenant_id)
    for name, value in zip(_MOMENTS, rows[0], strict=False):
        setattr(now, name, value)
    for name, value in zip(_OF_PROCESS, rows[0][len(_MOMENTS) :], strict=False):
        setattr(process, name, value)
    process.tenant = type(round.process.tenant)(pk=round.tenant_id, reply_days=rows[0][-1])
    now.process = process
    return now, process


def known_keys(round: Round, keys: Sequence[str]) -> set[str]:
    """Return those of these keys under which something was done before."""
    entries = _asked(round.tenant_id, round.pk, round.process_id).entries
    return {key for key in keys if any(entries.ask(form) for form in every(key))}


def fits(round: Round, process: Process, kind: str) -> bool:
    """Tell whether a signal may come in now, by the rules of `give`; that one says why not."""
    if round.assurance != Round.Assurance.OPEN:
        return False
    try:
        check_act(give.kind, RESIDENT.role, None)
        check_words(wordless(kind), round, process, clock.now())
    except Refusal:
        return False
    return True


def hold_counters(round: Round) -> None:
    """Hold the counters of a question and its round till the transaction ends, in the order in which `give` does."""
    prepared_rows.add(Process, "contribution_count", {round.process_id: 0})
    prepared_rows.add(Round, "contribution_count", {round.pk: 0})


def give_small(round: Round, process: Process, kind: str, signals: Sequence[Small]) -> list[Receipt]:
    """Take in signals of one round that `fits`; their keys are new. Inside the transaction that holds the round shared.

    `round` and `process` are those of `as_it_is_now`. Raises NotNow when the round was closed meanwhile, IntegrityError
    when a key turns out not to be new: then nothing of all this is kept.
    """
    as_loud_as(give)
    now, words = clock.now(), wordless(kind)
    terms = _asked(round.tenant_id, round.pk, process.pk).terms.ask()
    due = deadlines.promised_by(process, terms[0] if terms else None) or deadlines.first_reply_due(round.tenant_id)
    rows = [contribution_of(wordless(kind, one.language), round, process, now, due) for one in signals]
    codes = [code_of(row, Holder.GIVER, one.key) for row, one in zip(rows, signals, strict=True)]
    entries = [_entry(row, words, round, one) for row, one in zip(rows, signals, strict=True)]
    prepared_rows.insert(rows)
    prepared_rows.insert([source_of(row, words) for row in rows])
    prepared_rows.insert([row for _code, row in codes])
    prepared_rows.insert(entries)
    # As in `give`: this waits for whoever is closing the round, and then finds it closed.
    prepared_rows.add(Process, "contribution_count", {process.pk: len(rows)})
    if not prepared_rows.add(Round, "contribution_count", {round.pk: len(rows)}, while_empty="closed_at"):
        raise NotNow("")
    return [Receipt(row, code) for row, (code, _row) in zip(rows, codes, strict=True)]


def _entry(row: Contribution, words: Words, round: Round, one: Small) -> Entry:
    asked = give.ask(round=round, words=words, actor=RESIDENT, key=one.key, token=one.token)
    return entry_of(
        tenant_id=round.tenant_id, kind=give.kind, subject=give.subject, subject_id=row.pk, actor=RESIDENT,
        data=data_of(words, round), public=False, key=one.key, body=fingerprint_of(give, asked.arguments),
    )  # fmt: skip
