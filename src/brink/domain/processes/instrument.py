"""The protocol of an instrument, and the registry in which apps find instruments without importing one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms
from django.urls import URLPattern, URLResolver
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brink.domain.framework.levels import Level
from brink.domain.processes.outcome import Outcome
from brink.domain.processes.paper_form import PaperForm
from brink.foundation.findings import Finding
from brink.foundation.open_tables import OpenTable as OpenTable
from brink.foundation.panels import Panel as Panel
from brink.foundation.queue import QueueItem
from brink.foundation.visibility import Viewer
from brink.ui.components import Link

if TYPE_CHECKING:
    from datetime import datetime

    from brink.domain.journal.services import Actor
    from brink.domain.processes.hall_part import HallPart
    from brink.domain.processes.models import RoomStatement, Round

Text = str | Promise


class Lands(Enum):
    """How a kind of contribution gets its answer."""

    ONE_BY_ONE = auto()
    """In a bundle or on its own: somebody reads the words and answers them."""
    WITH_ROUND = auto()
    """With everybody in its round, once `before_landing` holds nothing back."""


@dataclass(frozen=True, slots=True)
class InstrumentCard:
    """What an instrument is. `key` is stored, never translated, never renamed; `segment` is its part of an address.

    `lands` names every kind of contribution that the instrument makes, each with the way in which it gets its answer.
    `counted_openly` names the kinds whose number is public by rule, for each of them can be seen: ideas, seats, open
    votes. Of all others no number is told below ten people. `changeable` names the kinds of which a giver may put
    other words in the place of own ones, as long as the round is open and nobody answered them.
    """

    key: str
    segment: str
    name: Text
    promise: Text
    explanation: Text
    phases: frozenset[str]
    owners: frozenset[str]
    levels: frozenset[Level]
    channels: frozenset[str]
    scales: frozenset[str]
    lands: Mapping[str, Lands]
    counted_openly: frozenset[str] = frozenset()
    changeable: frozenset[str] = frozenset()
    methods: tuple[str, ...] = ()
    icon: str = "screen"

    @property
    def kinds(self) -> frozenset[str]:
        """Return the instrument's own words for what people bring."""
        return frozenset(self.lands)

    def landing(self, how: Lands) -> frozenset[str]:
        """Return the kinds that get their answer in this way."""
        return frozenset(kind for kind, way in self.lands.items() if way is how)


@dataclass(frozen=True, slots=True)
class SignalAnswer:
    """What became of one of the small signals that a contribution is made of.

    `for_you` says it from the side of whoever gave the signal: whether this is what they said.
    """

    text: str
    own: str
    outcome: str
    reason: str
    address: str = ""
    for_you: str = ""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What `erase` removed, counted, for the log."""

    rows: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignalDraft:
    """What the body says about one small signal: outcome code, reason, and the destination where it came down."""

    outcome: str
    reason: str
    not_adopted: str = ""
    destination_id: UUID | None = None


class BaseInstrument:
    """Defaults of the protocol; a small instrument writes the members that raise nothing here but matter to it."""

    card: ClassVar[InstrumentCard]
    setup_form: ClassVar[type[forms.Form]] = forms.Form
    # The kind of contribution that the desk writes down for somebody who spoke, phoned or sent paper.
    note_kind: ClassVar[str] = "note"
    # Cookies (name, start of the salt) by which this instrument told devices apart before there was a kit.
    older_devices: ClassVar[Sequence[tuple[str, str]]] = ()
    # A whole hall may answer at one moment: what is read of its rounds is kept for a second (ADR 26).
    answers_at_once: ClassVar[bool] = False
    # Questions that a room full of people answers one by one, on their phones; None where there are none.
    hall: ClassVar["HallPart | None"] = None

    def readiness(self, round: "Round", room: "RoomStatement | None") -> Sequence[Finding]:
        """Say why this round may not open yet, beyond what every round needs."""
        return ()

    def open(self, round: "Round", *, by: "Actor", at: "datetime") -> None:
        """Prepare the round at the moment it is released."""

    def close(self, round: "Round", *, by: "Actor", at: "datetime") -> Outcome:
        """Make the outcome that is frozen. Called once, inside the closing transaction."""
        return self.outcome(round)

    def outcome(self, round: "Round") -> Outcome:
        """Compute the outcome from the rows as they are now; same rows and seed, same outcome."""
        raise TypeError(f"{type(self).__name__} has no outcome")

    def retell(self, round: "Round", outcome: Outcome) -> Outcome:
        """Return a frozen outcome with the words that may still be read; asked each time that one is shown.

        An instrument that quotes people freezes a mark in the place of their words and fills them in here.
        """
        return outcome

    def panel(self, round: "Round", viewer: Viewer) -> Panel:
        """Return the public piece of the process page. Works without JavaScript."""
        raise TypeError(f"{type(self).__name__} has no panel")

    def desk(self, round: "Round", viewer: Viewer) -> Panel:
        """Return the staff piece."""
        raise TypeError(f"{type(self).__name__} has no desk panel")

    def desk_items(self, viewer: Viewer) -> list[QueueItem]:
        """Return what waits at the desk over all rounds of this instrument, in a fixed number of queries."""
        return []

    def follow(self, contribution_id: UUID) -> Panel | None:
        """Return what only the holder of the code sees of an own contribution, or None."""
        return None

    def way_on(self, contribution: Any) -> Sequence[Link]:
        """Return where its giver goes on after the receipt: to the words, to the next question."""
        return ()

    def signal_answers(self, contribution_id: UUID) -> Sequence[SignalAnswer]:
        """Return what became of each small signal of a contribution; empty when it lands one by one.

        Read by the giver: nothing in it that was not said to people yet.
        """
        return ()

    def side_of(self, contribution: Any) -> int:
        """Return where its giver stands on what is answered: 1 for who asked for it, -1 against it, 0 neither."""
        return 1

    def before_landing(self, round: "Round") -> Sequence[Finding]:
        """Say what must be answered before the contributions that land with their round may land.

        Asked by the one service that ties a voice to its answer, and before a process may be called answered, so that
        no road goes round it. The round is over when it is asked. In a fixed number of queries.
        """
        return ()

    def after_sending(self, round: "Round") -> None:
        """Let what lay ready for the signals of this round be told: its answer has just been sent to everybody in it.

        Runs inside the act that sends. What `signal_answers` gives changes here, and at no other moment.
        """

    def after_calling_back(self, round: "Round") -> None:
        """Let nobody read any more what was told of the signals of this round: its first answer was called back.

        Runs inside the act that calls back.
        """

    def answer_signals(self, round: "Round", *, choose: Callable[[str], SignalDraft], reason: str, by: "Actor") -> int:
        """Give every unanswered signal what `choose` says of its text, then land what lands with the round.

        Returns how many signals got an answer; 0 where contributions land one by one.
        """
        return 0

    def paper(self, round: "Round") -> PaperForm | None:
        """Return the form on paper: every instrument with a form on the web has one. None where there is none."""
        return None

    def revised(self, contribution: Any, text: str, *, reason: str, by: "Actor") -> str:
        """Put other words in the place of those that the instrument keeps itself, and return them as they then stand.

        Runs inside the act that changes what the public reads, which keeps what stood there for giver and desk: from
        here on nobody else may read the old words anywhere. Raises BadInput or NotNow.
        """
        return text

    def waits_for_moderator(self, round: "Round") -> bool:
        """Tell whether words in this round stand on the site only after a moderator looked: also other words of one."""
        return False

    def droppable(self, contribution: Any) -> Mapping[str, str]:
        """Return what a giver may take away beside changing the words: name of the part, and what to tick."""
        return {}

    def drop(self, contribution: Any, part: str) -> None:
        """Take away a part that the giver does not want there any more. Runs inside the act that changes the words."""

    def take_paper(self, round: "Round", answers: Mapping[str, str], sheet: Any) -> Any:
        """Take in a sheet that came back: `answers` by the keys of the questions; returns its receipt.

        `sheet` (`participation.paper_entry.Sheet`) says how it came in and gives what `give` needs for it. Raises
        BadInput, with the key of the question as its field, or NotNow.
        """
        raise TypeError(f"{type(self).__name__} takes in no paper")

    def paper_answers(self, contribution: Any) -> Mapping[str, str]:
        """Return what was taken in of a sheet, by the keys of the questions: what a correction starts from."""
        return {}

    def correct_paper(self, contribution: Any, answers: Mapping[str, str]) -> None:
        """Put these answers in the place of what was typed wrongly. Runs inside the act that corrects.

        The words of the contribution itself are put right by that act; this is for the instrument's own rows.
        """

    def importers(self) -> "Mapping[str, Importer]":
        """Return by name what brings in a conversation from an open format (`brink import NAME`)."""
        return {}

    def urls(self) -> Sequence[URLPattern | URLResolver]:
        """Return own pages; mounted under /processen/<process>/<round>/<segment>/, named by its key."""
        return ()

    def tables(self, round: "Round") -> Iterable[OpenTable]:
        """Return open data."""
        return ()

    def erase(self, contribution_ids: Sequence[UUID]) -> Erasure:
        """Remove details of these contributions, leaving rows that count."""
        return Erasure(rows=0)

    def tick(self, *, at: "datetime") -> None:
        """Do what the clock asks for in all rounds of this instrument. Idempotent; called about every minute."""

    def example_settings(self) -> dict[str, Any]:
        """Return settings with which an invented round of this instrument may open, for the demo and tests."""
        return {}

    def seed(self, round: "Round", rng: Random, size: int) -> tuple[str, ...]:
        """Fill the round with about `size` invented contributions, for the demo and tests.

        Returns a few tracking codes of what it made, to show how following works.
        """
        return ()

    def play(self, round: "Round", rng: Random, size: int, voices: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Let about `size` people take part with these written words, for the demo; returns a few tracking codes.

        Each voice has a `text`; the instrument reads beside it what it understands. One that reads none invents.
        """
        return self.seed(round, rng, size)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought in, in counts, and where the material comes from."""

    people: int
    signals: int
    left_out: int
    codes: tuple[str, ...]
    source: str


Importer = Callable[[Path, "Round", "Actor"], Imported]


class Registry:
    """All instruments on this node, by key. Filled when the apps are ready."""

    def __init__(self) -> None:
        self._by_key: dict[str, BaseInstrument] = {}

    def register(self, instrument: BaseInstrument) -> None:
        """Add one; raises ValueError on a second of the same key."""
        key = instrument.card.key
        if key in self._by_key:
            raise ValueError(f"instrument {key} is registered twice")
        self._by_key[key] = instrument

    def remove(self, key: str) -> None:
        """Take one out again: for tests that add an instrument of their own."""
        del self._by_key[key]

    def get(self, key: str) -> BaseInstrument | None:
        """Return the instrument of this key, or None."""
        return self._by_key.get(key)

    def __getitem__(self, key: str) -> BaseInstrument:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[BaseInstrument]:
        return iter(sorted(self._by_key.values(), key=lambda one: one.card.key))


registry = Registry()

CHANNEL_NAMES = {
    "web": _("op internet"),
    "phone": _("aan de telefoon"),
    "paper": _("op papier"),
    "table": _("aan tafel"),
    "visit": _("tijdens een bezoek"),
    "email": _("per e-mail"),
    "post": _("per post"),
}
