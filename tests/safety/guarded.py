"""How `test_guards.py` says what a service must refuse, beside the same thing done well."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Round

STAFF: Mapping[str, Any] = {"actor": Actor(role="officer"), "key": None}
DAY = timedelta(days=1)
LONG = "x" * 100_000


@dataclass(frozen=True)
class Guarded:
    """A service with arguments that it takes, and what it does not take.

    `wrong` says what is otherwise in the arguments, and at which field the refusal stands; `edge` what is still done,
    just within each bound. `"facts.owner"` is a field of the argument `facts`. Where the arguments as they are cannot
    be done either, `wrong` has a line without changes.
    """

    service: Callable[..., Any]
    given: Mapping[str, Any]
    wrong: Sequence[tuple[Mapping[str, Any], str]]
    edge: Sequence[Mapping[str, Any]] = field(default=())

    def call(self, changes: Mapping[str, Any]) -> Any:
        """Do it, with some of the arguments otherwise."""
        asked = dict(self.given)
        for name, value in changes.items():
            whole, dot, part = name.partition(".")
            asked[whole] = replace(asked[whole], **{part: value}) if dot else value
        return self.service(**asked)


def idea(round: Round, text: str = "Een bus naar het dorp.") -> Contribution:
    return give(round=round, words=Words(kind="idea", text=text), actor=RESIDENT, key=None).contribution
