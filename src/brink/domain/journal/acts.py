"""The act kernel: the only way to write. An act locks its row fresh, runs once per key, and leaves one journal entry.

A service is a keyword-only function under `@act(...)`. Whoever calls it gets its result; the function itself sees the
row as it is now, not as it was when the page was drawn:

    @act("decision.edited", Decision, on="decision")
    def edit(*, decision: Decision, fields: Mapping[str, str], actor: Actor, key: str | None = None,
             seen: int | None = None) -> Done[Decision]:
        ...
        return Done(decision, {"fields": sorted(fields)}, public=False)

- `on` names the arguments that are read anew and held, in this order, before the function runs. The first belongs to
  the body in whose journal the act stands; the last is the one whose version `seen` speaks of. `"round.process"` is the
  row that an argument hangs on: holding the whole before the part keeps two acts from waiting for each other crosswise.
- `key` is the idempotency key of the form. The fingerprint covers *every* argument but the role of `actor`, `key` and
  `seen`, so a form cannot come back with another wish under the same key: not because somebody remembered each field,
  but because there is no way to leave one out. Arguments are data: rows, dataclasses, texts, numbers, dates, bytes.
- `for_organ` tells for which organ an act is done, where the table of permissions asks that (`foundation.permissions`).
  Whose the act is stands in that table: who may not is refused here, on whatever road they came.
- `seen` is the version (`version_of`) of the row that the person had before them; another version answers `Conflict`.
- Conflict, repetition and refusal are ordinary answers: a `Refusal` with a sentence, or the result of the first time.
- An act may call another, with `part_key(key, "name")`: one transaction, an entry each, all of it or nothing.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from inspect import signature
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.db.models import F, ForeignKey, Model, QuerySet
from django.utils.translation import gettext as _

from brink.domain.journal.committed_rows import noting, take_noted
from brink.domain.journal.contents import Said, settle
from brink.domain.journal.fingerprints import fingerprint
from brink.domain.journal.models import THE_NUMBER, Entry, PublicNumber
from brink.domain.journal.public_number import QUIET
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor, find, record
from brink.foundation import locks
from brink.foundation.errors import Conflict, NotNow, NotWritten, Refusal
from brink.foundation.ids import by_the_hour
from brink.foundation.organs import ActsFor
from brink.foundation.permissions import check_act
from brink.foundation.public_acts import pass_door
from brink.foundation.search import indexing

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R", bound=Model)

_log = logging.getLogger(__name__)
_acting: ContextVar[str | None] = ContextVar("acting", default=None)
# For all that is done in this transaction: whether it may alter what people read.
_loud: ContextVar[list[bool]] = ContextVar("loud", default=[])  # noqa: B039  set anew by whatever is outermost
_held_back: ContextVar[Refusal | None] = ContextVar("held back", default=None)

ALL: "dict[str, Act[..., Any]]" = {}
"""Every act of the site by its dotted name, for the tests that draw their members from here."""

# Why something may write without being an act. Each name stands at the one place that opens `exempt(name)`.
EXEMPT: Mapping[str, str] = {
    "contents": "commits to what became public by the clock, in entries of its own: nothing that anybody said changes",
    "sealing": "gives entries their place in the log: an entry about entries would never end",
    "report mail": "the queue of mail to who reported something, and forgetting who they were; nobody's act",
    "signups": "forgets who signed up for a gathering a week after it, or came back with an old back-up; nobody's act",
    "signup mail": "the queue of mail to who signed up: what is sent, when it is tried again; nobody's act",
    "lines": "removes what is known of a line when its term is over: nobody's act",
    "signals": "answers and votes inside a contribution: an entry each would keep their order and time (ADR 12)",
    "opened": "notes that a fresh answer was read, so that it cannot be called back: nobody's act, and not who read it",
    "desk mail": "which desk was mailed of what another body passed on: the act has its own entry",
    "admission mail": "which link or invitation was mailed: the act that asked for it has its own entry",
    "draw progress": "how far the method is with a draw, and that it found none: the acts around it have entries",
    "nobody steps in": "that no replacement fits the quotas: the acts that asked for it have entries of their own",
    "assembly mail": "which volunteer was mailed that they were not drawn: the act that told them has its own entry",
    "admissions": "erases who took part in a round that ended thirty days ago: nobody's act",
    "told": "notes that an answer reached somebody who could not be mailed, by the code that they typed: nobody's act",
    "ties": "cuts the tie between a device and what it gave when its term is over: nobody's act",
    "agreed": "cuts the tie between a device and the remark that it agreed with when its term is over: nobody's act",
    "support": "cuts the tie between a device and what it supported when its term is over: nobody's act",
    "quotations": "keeps the words that a text quotes, with the row that quotes them: the entry is that of its act",
    "editions": "makes public figures anew from the answers, for ten people or more at a time: nobody's act (ADR 16)",
    "found groups": "who chooses otherwise, found from frozen advice of a hundred people or more: nobody's act",
    "submission mail": "notes that a proof of receipt went out by mail; nobody's act",
    "petition mail": "which declaration of support was mailed its link: the act that took it in has its own entry",
    "petition pending": "forgets declarations of support that nobody confirmed: they counted nowhere; nobody's act",
    "attempts": "counts tries before the work and outside its transaction, so that a failed try counts too",
    "news": "notes whom an entry is news for, read from the journal itself; written once however often it runs",
    "mail": "the queue of mail: what is sent, when it is tried again; nobody's act",
    "following": "erases who follows something when that is over, or came back with an old back-up; nobody's act",
    "follow mail": "the queue of mail to who follows something: what is sent, when it is tried again; nobody's act",
    "digest": "the queue of mail to staff about what waits: on which day it was looked at; nobody's act",
    "lost codes": "a wish for a new code, kept as a hash until the clock answers it; what is replaced has its entry",
    "mailed codes": "the queue of mail with codes: what is sent, when it is tried again, and that it is forgotten",
    "retention": "erases givers whose term is over: their journal entry stands with the act that set the term",
    "reach": "age and sex, apart from words: an entry would keep the hour, which ties them to the words (ADR 22)",
    "came": "counts that somebody came by a printed address: an entry would stand beside that of their words",
    "rotation": "writes the same words again under a newer key: nothing that anybody said or did changes",
    "demo": "builds an invented site whose rows no act ever made, such as the themes and the words about a body",
    "search": "reads words again into the index of the search, from rows that acts wrote",
    "founding": "makes a site's first body in one piece or not at all; its acts have entries of their own",
    "import": "brings in a conversation from elsewhere, in one piece or not at all; its acts have entries of their own",
}


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an act did: its result, codes for the journal (nothing personal), and whether anybody may read the entry.

    `row` is the row that the entry is about when the result is not that row itself; `kind` replaces the act's own word.
    """

    result: T
    data: Mapping[str, Any] = field(default_factory=dict)
    public: bool = False
    row: Model | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Performed(Generic[T]):
    """The answer to an act that was done: its result, and whether it had been done before under this key."""

    result: T
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Ask(Generic[T]):
    """An act with its arguments, not done yet: for doing many in one transaction (`together`)."""

    act: "Act[..., T]"
    arguments: Mapping[str, Any]


@dataclass(eq=False)
class Act(Generic[P, T]):
    """A service that went through `act`. Called like the function itself; `performed` tells a repetition apart."""

    kind: str
    model: type[Model]
    subject: str
    on: tuple[str, ...]
    lock: bool
    tenant: Callable[[Mapping[str, Any]], UUID]
    function: Callable[..., Done[T]]
    again: Callable[[Entry, Mapping[str, Any]], T]
    before: Callable[[Mapping[str, Any]], None] | None
    part: bool = False
    limited: Callable[[Mapping[str, Any]], str] | None = None
    for_organ: Callable[[Mapping[str, Any]], ActsFor | None] | None = None
    adds: bool = False

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the act, or give the result of the first time when it was done before under this key."""
        return _perform(self, _bound(self.function, args, kwargs)).result

    def performed(self, *args: P.args, **kwargs: P.kwargs) -> Performed[T]:
        """Do the act, and tell whether it had been done before."""
        return _perform(self, _bound(self.function, args, kwargs))

    def ask(self, *args: P.args, **kwargs: P.kwargs) -> Ask[T]:
        """Return the act with its arguments for `together`; nothing is done yet."""
        return Ask(self, _bound(self.function, args, kwargs))

    @property
    def name(self) -> str:
        """Return the dotted name of the service."""
        return f"{self.function.__module__}.{self.function.__qualname__}"


def act(
    kind: str,
    model: type[R],
    *,
    on: str | tuple[str, ...] = (),
    lock: bool = True,
    subject: str = "",
    tenant: Callable[[Mapping[str, Any]], UUID] | None = None,
    again: Callable[[Entry, Mapping[str, Any]], Any] | None = None,
    before: Callable[[Mapping[str, Any]], None] | None = None,
    part: bool = False,
    limited: Callable[[Mapping[str, Any]], str] | None = None,
    for_organ: Callable[[Mapping[str, Any]], ActsFor | None] | None = None,
    adds: bool = False,
) -> Callable[[Callable[P, Done[T]]], Act[P, T]]:
    """Make a service of a function that returns `Done`. `kind` is the journal's word, `model` what the entry is about.

    `lock=False` leaves the rows of `on` as they were given: for acts that many do at once on one row, which must then
    check by a conditional update. `tenant` names the body when no argument does. `again` finds the result of a
    repetition when it is not simply the row of the entry. `before` runs inside the transaction ahead of all rows: it is
    the place for a lock of a round (`brink.foundation.locks`).
    `limited` names what is counted (`foundation.public_acts`) when that is not the kind alone.
    `part` is for a row whose parts are edited apart, each by an act of its own kind: `seen` speaks of this kind alone.
    `adds` says that pages may show it some seconds later: it takes nothing away and alters nothing that was there.
    """
    names = (on,) if isinstance(on, str) else on

    def wrap(function: Callable[P, Done[T]]) -> Act[P, T]:
        made: Act[P, T] = Act(
            kind=kind,
            model=model,
            subject=subject or model.__name__.lower(),
            on=names,
            lock=lock,
            tenant=tenant or _tenant_of(names),
            function=function,
            again=again or _row_of(model),
            before=before,
            part=part,
            limited=limited,
            for_organ=for_organ,
            adds=adds,
        )
        made.__doc__ = function.__doc__
        asked = {name.partition(".")[0] for name in names}
        if not {*asked, "actor", "key"} <= set(signature(function).parameters):
            raise TypeError(f"{made.name} needs the arguments actor, key and {', '.join(sorted(asked))}")
        ALL[made.name] = made
        return made

    return wrap


def together(asks: Sequence[Ask[T]]) -> list[Performed[T] | Refusal]:
    """Do many acts in one transaction, each with its own key and entry; one that is refused does not undo the others.

    The answers come in the order of `asks`. For acts in bulk, and for committing many waiting requests at once.
    """
    answers: list[Performed[T] | Refusal] = []
    with _writing("", quiet=True):
        for one in asks:
            try:
                answers.append(_perform(one.act, one.arguments))
            except Refusal as refusal:
                answers.append(refusal)
    return answers


class _Rehearsed(Exception):
    """All of it is taken back."""


def rehearse(do: Callable[[], object]) -> None:
    """Do an act and take all of it back: raises the refusal that doing it would meet, before anybody is asked."""
    try:
        with _writing(""):
            do()
            raise _Rehearsed
    except _Rehearsed:
        return


def version_of(row: Model, part: str = "") -> int:
    """Return the version of a row, or of the part that acts of this kind change: how many acts of people did.

    For the hidden field of a form; one query. What the clock writes down (where a question stands) overwrites nobody's
    words, so it is no other version.
    """
    return _changes(row, part).count()


def writing() -> str:
    """Return the kind of the act (or the name of the exemption) that is being done now, "" when there is none."""
    return _acting.get() or ""


def as_loud_as(one: "Act[..., Any]") -> None:
    """Say that this act was done in the transaction at hand by a way of its own: pages end as they do after it."""
    _loud.get().append(not one.adds)


def alone() -> bool:
    """Tell whether nothing is being done now, and nothing held back: what begins is a transaction of its own."""
    return _acting.get() is None and _held_back.get() is None


@contextmanager
def held_back(refusal: Refusal) -> Iterator[None]:
    """Answer every act with this refusal, before anything is done: for showing a form again with what was typed in it.

    Forms take a refusal in as they always do, so a page that comes back this way needs no code of its own.
    """
    token = _held_back.set(refusal)
    try:
        yield
    finally:
        _held_back.reset(token)


@contextmanager
def exempt(name: str) -> Iterator[None]:
    """Write in one transaction without a journal entry, for one of the reasons in EXEMPT; KeyError for another."""
    EXEMPT[name]
    if name == "signals":
        _unless_held_back()
    told_exactly = name != "signals"
    with _writing(name, quiet=name in QUIET), noting() as outermost, nullcontext() if told_exactly else by_the_hour():
        yield
        if outermost:
            for tenant_id, said in settle(take_noted()).items():
                _record_contents(tenant_id, said.as_data())


def once_kept(do: Callable[[], object]) -> None:
    """Do something outside the database (remove a file) once the act around it is kept; never when it is not."""
    transaction.on_commit(do)


def part_key(key: str | None, part: str) -> str | None:
    """Return the key of a further act of the same form, so that each act of a form is done once."""
    return f"{key[:60]}:{part}"[:80] if key else None


def fingerprint_of(act: "Act[..., Any]", arguments: Mapping[str, Any]) -> str:
    """Return what a key stands for: the act, who does it, and every argument but the role, the key and the version."""
    asked = {name: value for name, value in arguments.items() if name not in ("actor", "key", "seen")}
    return fingerprint({"act": [act.kind, act.function.__name__], "by": arguments["actor"].id, "asked": asked})


@contextmanager
def _writing(kind: str, *, quiet: bool = False) -> Iterator[None]:
    """Open the transaction of an act or an exemption: all or nothing. Inside another one it is a part of that.

    A database that cannot write now (a full disk) is a refusal like any other.
    """
    outermost = _acting.get() is None
    loud = [] if outermost else _loud.get()
    loud.append(not quiet)
    token, told = _acting.set(kind), _loud.set(loud)
    try:
        # An act inside another may be refused alone (`together`); an exemption inside an act is a part of it.
        alone = outermost or kind not in EXEMPT
        with transaction.atomic(savepoint=alone), locks.one_transaction() if outermost else nullcontext():
            yield
            if outermost:
                # What was written is found from the moment it is kept, and what was taken back from then no more.
                _acting.set("search")  # its reason stands in EXEMPT; acts in bulk have no word of their own
                indexing.refresh()
                if any(loud):
                    # Last of all: whoever acts at the same moment waits here for the shortest time.
                    _renumber()
    except OperationalError as error:
        _log.exception("%s could not be written", kind)
        raise NotWritten(_("Wij konden dit niet bewaren. Dat ligt aan ons. Probeer het straks opnieuw.")) from error
    finally:
        _acting.reset(token)
        _loud.reset(told)


def _renumber() -> None:
    """Take the next public number, in the transaction of what changed: nobody reads it before that is kept."""
    if not PublicNumber.objects.filter(pk=THE_NUMBER).update(number=F("number") + 1):
        PublicNumber.objects.create(pk=THE_NUMBER, number=1)


def _unless_held_back() -> None:
    refusal = _held_back.get()
    if refusal is not None:
        raise refusal


def _row_of(model: type[Model]) -> Callable[[Entry, Mapping[str, Any]], Any]:
    return lambda entry, _arguments: model._default_manager.get(pk=entry.subject_id)


def _bound(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Mapping[str, Any]:
    bound = signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    return bound.arguments


def _tenant_id(row: Model) -> UUID:
    """Return the body of a row: its tenant, or itself when it is a body."""
    found: UUID = getattr(row, "tenant_id", row.pk)
    return found


def _tenant_of(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], UUID]:
    if not names:
        raise TypeError("an act stands on a row, or says in whose journal it belongs")
    return lambda arguments: _tenant_id(arguments[names[0].partition(".")[0]])


def _perform(act: "Act[..., T]", arguments: Mapping[str, Any]) -> Performed[T]:
    """Do the act once. Two equal requests at the same moment both start; the unique key lets one through."""
    _unless_held_back()
    actor, key = arguments["actor"], arguments["key"] or None
    tenant_id = act.tenant(arguments)
    # An act inside another is a part of what was allowed already.
    alone = (_acting.get() or "") in ("", *EXEMPT)
    body = fingerprint_of(act, arguments) if key else ""
    try:
        told = by_the_hour() if actor.role == RESIDENT.role else nullcontext()
        with _writing(act.kind, quiet=act.adds), noting(), told:
            return _do(act, arguments, _Once(tenant_id, actor, key, body), alone=alone)
    except IntegrityError as error:
        entry = find(tenant_id=tenant_id, key=key, body=body) if key else None
        if entry is not None:
            return Performed(act.again(entry, arguments), repeated=True)
        raise _refused_by_database(act, error) from error


@dataclass(frozen=True, slots=True)
class _Once:
    """In whose journal an act stands, by whom, under which key, and the fingerprint of what was asked."""

    tenant_id: UUID
    actor: Actor
    key: str | None
    body: str


def _do(act: "Act[..., T]", arguments: Mapping[str, Any], once: _Once, *, alone: bool) -> Performed[T]:
    """Hold the rows, look for a first time, check the version, run the function and write the entry."""
    if act.before is not None:
        act.before(arguments)
    held = _hold(act.on, arguments) if act.lock else {}
    # Only now, with the rows held: of two equal requests the second waited, and finds what the first one did.
    if once.key:
        entry = find(tenant_id=once.tenant_id, key=once.key, body=once.body)
        if entry is not None:
            return Performed(act.again(entry, arguments), repeated=True)
    if any(row is None and arguments[name] is not None for name, row in held.items()):
        raise NotNow(_("Dit bestaat niet meer. Ververs de pagina."))
    # Whoever comes by a page has an account, or is a resident. Without either it is code of the site itself.
    if alone and (once.actor.id is not None or once.actor.role == RESIDENT.role):
        now = {**arguments, **held}
        check_act(act.kind, once.actor.role, act.for_organ(now) if act.for_organ else None)
    if arguments.get("seen") is not None:
        _check_version(arguments[act.on[-1]], arguments["seen"], act.kind if act.part else "")
    with locks.rows_are_held() if held else nullcontext():
        done = act.function(**{**arguments, **held})
    if once.actor == RESIDENT:
        # As late as can be, for the counts of one line are held from here to the end; what is refused is undone.
        pass_door(act.limited(arguments) if act.limited else act.kind, {**arguments, **held})
    row = done.row if done.row is not None else done.result
    assert isinstance(row, act.model), f"{act.name} is about a {act.model.__name__}"
    said = dict(settle(take_noted()))
    own = said.pop(once.tenant_id, Said())
    record(
        tenant_id=once.tenant_id,
        kind=done.kind or act.kind,
        subject=act.subject,
        subject_id=row.pk,
        actor=once.actor,
        data=done.data,
        public=done.public,
        key=once.key,
        body=once.body,
        contents=own.as_data(shown=done.public),
    )
    if not done.public:
        _record_contents(once.tenant_id, own.as_data(kept=False))
    for tenant_id, other in said.items():
        _record_contents(tenant_id, other.as_data())
    return Performed(done.result)


def _record_contents(tenant_id: UUID, told: Mapping[str, Any] | None) -> None:
    """Say in an entry that everybody may read what now stands there: the act itself is of another body, or inside."""
    if told:
        record(
            tenant_id=tenant_id, kind="content.changed", subject="content", subject_id=tenant_id, actor=SYSTEM,
            public=True, contents=told,
        )  # fmt: skip


def _hold(names: Sequence[str], arguments: Mapping[str, Any]) -> dict[str, Model | None]:
    """Return the rows of `names` as they are now, each part tied to the whole that is held with it."""
    held: dict[str, Model | None] = {}
    wholes: dict[tuple[str, str], Model] = {}
    for name in names:
        part, _dot, link = name.partition(".")
        row = arguments[part]
        if not link:
            held[name] = _held(type(row), row.pk) if row is not None else None
        elif row is not None and (key := getattr(row, f"{link}_id")) is not None:
            field = row._meta.get_field(link)
            assert isinstance(field, ForeignKey)
            whole = _held(field.related_model, key)
            if whole is not None:
                wholes[part, link] = whole
    for (part, link), whole in wholes.items():
        row = held.get(part)
        # A part that has moved to another whole meanwhile is read from there.
        if row is not None and getattr(row, f"{link}_id") == whole.pk:
            setattr(row, link, whole)
    return held


def _held(model: type[Model], pk: Any) -> Model | None:
    """Return a row as it is now and keep others from changing it till the transaction ends; None when there is none."""
    # Without an order: one that follows a key to another table would hold the rows there too.
    return model._default_manager.select_for_update().filter(pk=pk).order_by().first()


def _changes(row: Model, part: str) -> QuerySet[Entry]:
    found = Entry.objects.filter(subject_id=row.pk).exclude(actor_role=SYSTEM.role)
    if hasattr(row, "tenant_id"):
        found = found.filter(tenant_id=_tenant_id(row))
    # Themes, areas and bodies are of no body: whoever changed them wrote it down in the journal of their own.
    return found.filter(kind=part) if part else found


def _check_version(row: Model | None, seen: int, part: str, said: str = "") -> None:
    if seen == (version_of(row, part) if row is not None else 0):
        return
    last = _changes(row, part).order_by("-at", "-id").first() if row is not None else None
    raise Conflict(
        said or _("Iemand anders heeft dit net veranderd. Kijk wat er nu staat en bewaar het daarna opnieuw."),
        at=last.at if last else None,
        by=last.actor_id if last else None,
    )


def still_newest(before: Model | None, rows: QuerySet[Any], said: str = "") -> None:
    """Raise Conflict when another row than `before` is the newest of these: of texts of which each version is a row.

    It names who was first; `said` is its sentence, where "changed" is not the word.
    """
    newest = rows.order_by("-created_at", "-id").first()
    if newest != before:
        _check_version(newest, -1, "", said)


def _refused_by_database(act: "Act[..., Any]", error: DatabaseError) -> Refusal:
    """Turn a constraint that stopped an act into a plain sentence; the log keeps which one it was."""
    text = str(error).lower()
    _log.warning("%s was refused by the database: %s", act.name, error)
    if "unique" in text:
        return NotNow(_("Dit staat er al, of iemand anders heeft het net bewaard. Ververs de pagina."))
    return NotNow(_("Dit is intussen veranderd of vastgezet. Ververs de pagina en kijk wat er nu staat."))
