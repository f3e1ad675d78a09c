"""How every service here acts: lock the process, do the work, write one journal entry, and do it once per key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from brink.domain.journal.models import Entry
from brink.domain.journal.services import Actor, fingerprint, once, record
from brink.domain.people.models import Tenanted
from brink.domain.processes.models import Process
from brink.foundation.errors import NotNow
from brink.foundation.findings import Finding, blocking
from brink.foundation.text import clean

T = TypeVar("T", bound=Tenanted)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to act. `kind` is the journal's word, `key` the form's idempotency key, `body` what was asked."""

    tenant_id: UUID
    kind: str
    actor: Actor
    key: str | None
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: the row it is about, codes for the journal, and whether anybody may read the entry."""

    row: Tenanted
    data: Mapping[str, Any] = field(default_factory=dict)
    public: bool = False
    kind: str = ""


def _plain(value: Any) -> Any:
    """Bring a value to what canonical JSON can hold, rows by their key."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    return value


def perform(asked: Asked, model: type[T], act: Callable[[], Done]) -> T:
    """Do `act` in one transaction with its journal entry, and return the row that it made or changed.

    The same key with the same request returns that row again without acting; with another request it raises KeyReused.
    """
    body = fingerprint({"kind": asked.kind, **{name: _plain(value) for name, value in asked.body.items()}})

    def doing() -> T:
        done = act()
        assert isinstance(done.row, model)
        record(
            tenant_id=asked.tenant_id,
            kind=done.kind or asked.kind,
            subject=model.__name__.lower(),
            subject_id=done.row.pk,
            actor=asked.actor,
            data=done.data,
            public=done.public,
            key=asked.key,
            body=body,
        )
        return done.row

    def again(entry: Entry) -> T:
        return model._default_manager.get(pk=entry.subject_id)

    return once(tenant_id=asked.tenant_id, key=asked.key, body=body, act=doing, again=again)


def lock(process_id: UUID) -> Process:
    """Return the process as it is now and hold it: acts on one process come one after the other."""
    return Process.objects.select_for_update().get(pk=process_id)


def hold_back(found: list[Finding]) -> None:
    """Raise NotNow with the first thing that is missing, if anything blocks."""
    blocked = blocking(found)
    if blocked:
        raise NotNow(blocked[0].message)


def running(process: Process) -> Process:
    """Return the process when it still runs; raises NotNow when it was withdrawn or evaluated."""
    if process.withdrawn_at is not None:
        raise NotNow(_("Dit proces is ingetrokken. Begin een nieuw proces."))
    if process.evaluated_at is not None:
        raise NotNow(_("Dit proces is klaar. Begin een nieuw proces dat hierop volgt."))
    return process


def line(text: str, *, limit: int, field: str, empty: str = "") -> str:
    """Clean one text of an officer; `empty` is the sentence when it may not be left out."""
    return clean(
        text,
        limit=limit,
        field=field,
        empty=empty,
        too_long=_("Deze tekst is te lang. Maak hem korter dan %(limit)s tekens.") % {"limit": limit},
    )
