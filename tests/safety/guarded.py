"""How `test_guards.py` says what a service must refuse, beside the same thing done well."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Round
from brink.domain.processes.services.standing_question import StandingFacts, open_standing
from brink.foundation import clock
from tests.builders import World

STAFF: Mapping[str, Any] = {"actor": Actor(role="officer"), "key": None}
DAY = timedelta(days=1)


class Over(str):
    """A text of one sign too many; what fits is one shorter."""

    @property
    def fits(self) -> str:
        """Return the longest text that is not too long."""
        return self[:-1]


def over(limit: int) -> Over:
    """Return a text that is one sign longer than this."""
    return Over("een twee " + "x" * (limit - 8))


def within(value: Any) -> Any:
    """Return arguments in which no text is too long any more."""
    if isinstance(value, Over):
        return value.fits
    if isinstance(value, dict):
        return {name: within(one) for name, one in value.items()}
    return [within(one) for one in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Guarded:
    """A service with arguments that it takes, and what it does not take.

    `wrong` says what is otherwise in the arguments, and at which field the refusal stands; `edge` what is still done,
    just within each bound. `"facts.owner"` is a field of the argument `facts`. Where the arguments as they are cannot
    be done either, `wrong` has a line without changes. `twice` is the field at which it is refused when it stands there
    already.
    """

    service: Callable[..., Any]
    given: Mapping[str, Any]
    wrong: Sequence[tuple[Mapping[str, Any], str]]
    edge: Sequence[Mapping[str, Any]] = field(default=())
    twice: str | None = None

    def call(self, changes: Mapping[str, Any]) -> Any:
        """Do it, with some of the arguments otherwise."""
        asked = dict(self.given)
        for name, value in changes.items():
            whole, dot, part = name.partition(".")
            asked[whole] = replace(asked[whole], **{part: value}) if dot else value
        return self.service(**asked)

    @property
    def done(self) -> Iterator[Mapping[str, Any]]:
        """Yield what else is in the arguments with which it is done: nothing, what just fits, and each edge."""
        just = [within(changes) for changes, _field in self.wrong]
        there = [changes for changes, _field in self.wrong]
        for changes in ({}, *(one for one in just if one not in there), *self.edge):
            if changes not in there:
                yield changes


def idea(round: Round, text: str = "Een bus naar het dorp.") -> Contribution:
    return give(round=round, words=Words(kind="idea", text=text), actor=RESIDENT, key=None).contribution


def make_home(world: World) -> Round:
    """Open the standing question of a body and return its round, which never ends."""
    facts = StandingFacts(world.contact, world.executive, world.executive, clock.today())
    return open_standing(tenant=world.body, facts=facts, **STAFF).rounds.get()
