"""What a register declares: its names, its stages as a pure function of facts, its acts. The kit makes the rest of it.

A register is a folder with `models.py` (its own fields, below `Detail`), `card.py`, `services.py` (its acts), a piece
of template for its page, and an `extensions.py` that calls `kit.register(CARD)`. From the card come the public list,
page and feed, the desk's list and forms, queue, calendar, search, journal line, export, blocks and visibility.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from brink.domain.records.forms import RecordForm
from brink.domain.records.models import Detail, Record
from brink.foundation.permissions import Action
from brink.foundation.points import Point
from brink.foundation.requests import BrinkRequest
from brink.foundation.search import Watched
from brink.foundation.visibility import DESK, Role
from brink.ui.components import Fact

Text = str | Promise
WHO = gettext_lazy("Wie doet het")


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a register: what it is called, and whether a record that is there waits for nothing any more."""

    key: str
    label: Text
    ended: bool = False


@dataclass(frozen=True, slots=True)
class RecordAct:
    """One act on a record at the desk: from which stages, by whom, with which form, and what is said afterwards.

    `service` is an act of the kernel that takes the detail as `row` and the fields of the form by their names. `fits`
    keeps a button away that the service would refuse for another reason than the stage. `stored` is for an act that
    changes what stands there: what its fields hold now. Such an act takes the version that was `seen`.
    """

    key: str
    label: Text
    service: Callable[..., Any]
    form: type[RecordForm]
    stages: frozenset[str]
    action: Action
    said: Text
    help: Text = ""
    fits: Callable[[Any], bool] = lambda _row: True
    stored: Callable[[Any], Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Making:
    """How a record is made at the desk: `service` takes the `tenant` and the fields of the form by their names."""

    label: Text
    service: Callable[..., Any]
    form: type[RecordForm]
    action: Action
    said: Text
    help: Text = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What a register is called where people read it. `nothing` is said where the list is empty."""

    one: Text
    many: Text
    lead: Text
    nothing: Text
    due: Text
    late: Text
    who: Text = WHO


@dataclass(frozen=True, slots=True)
class FoundBy:
    """What more a search reads of a record: `words` of one record, `read` along with it, from the `watched` tables."""

    words: Callable[[Record], Sequence[str]]
    read: tuple[str, ...]
    watched: tuple[Watched, ...]


@dataclass(frozen=True, slots=True)
class RecordCard:
    """One register. `stage` sees one detail and asks the database nothing.

    `facts` are the lines on the page, `piece` the template of what else stands there, `more` its context. The desk is
    told what is late or almost due; `watchers` the `finding` of each record that `watch` picks out, with `counts` at
    hand. `columns` are the own columns of the open table. `mark` is said of one detail wherever it stands in a list,
    `happened` is the day of the thing itself, where that is another than that of its publication. `gathers` says that
    its page shows what belongs to its dossier, `found_by` what a search finds it by beside title and summary.
    """

    key: str
    segment: str
    prefix: str
    names: Names
    model: type[Detail]
    stages: Sequence[Stage]
    stage: Callable[[Any], str]
    acts: Sequence[RecordAct]
    making: Making | None
    labels: Mapping[str, Text]
    related: tuple[str, ...] = ()
    facts: Callable[[Any], Sequence[Fact]] = lambda _row: ()
    piece: str = ""
    more: Callable[[Any, BrinkRequest], Mapping[str, Any]] = lambda _row, _request: {}
    watch: Q | None = None
    counts: Mapping[str, Aggregate] | None = None
    finding: Callable[[Record], str] = lambda _record: ""
    watchers: frozenset[Role] = DESK
    columns: Mapping[str, Callable[[Any], Any]] | None = None
    remind_days: int = 14
    mark: Callable[[Any], str] = lambda _row: ""
    happened: Callable[[Any], date | None] = lambda _row: None
    gathers: bool = False
    found_by: "FoundBy | None" = None

    @property
    def ended(self) -> frozenset[str]:
        """Return the stages in which nothing waits any more."""
        return frozenset(one.key for one in self.stages if one.ended)

    def stage_of(self, key: str) -> Stage:
        """Return the declaration of a stage; raises LookupError for one that the card does not name."""
        found = next((one for one in self.stages if one.key == key), None)
        if found is None:
            raise LookupError(f"{self.key} has no stage {key}")
        return found

    def act_of(self, key: str) -> RecordAct | None:
        """Return one of its acts, or None."""
        return next((one for one in self.acts if one.key == key), None)

    def number(self, number: int, made: datetime) -> str:
        """Return the number of a record as people read it: "T-2026-014"."""
        return f"{self.prefix}-{made.year}-{number:03d}"

    def detail(self, pk: UUID) -> Any:
        """Return the own row of a record."""
        return self.model._default_manager.select_related("record", *self.related).get(pk=pk)


cards: Point[RecordCard] = Point("register")


def card_of(record: Record) -> RecordCard:
    """Return the card of a record; raises LookupError when its register is not loaded."""
    card = cards.get(record.kind)
    if card is None:
        raise LookupError(f"no register {record.kind}")
    return card
