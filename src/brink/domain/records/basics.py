"""What every record says, whatever its register."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from brink.domain.contributions.models import Contribution
from brink.domain.people.models import Person, Team
from brink.domain.places.models import Area
from brink.domain.processes.models import Dossier, Process, Theme
from brink.domain.records.models import Record


@dataclass(frozen=True, slots=True)
class Basics:
    """What every record says. `areas` may be empty for what is about the whole of a body.

    `opens_at` is for what everybody may read from a later moment on.
    """

    title: str
    owner: Team | Person
    summary: str = ""
    areas: Sequence[Area] = ()
    themes: Sequence[Theme] = ()
    process: Process | None = None
    dossier: Dossier | None = None
    due_on: date | None = None
    published: bool = True
    opens_at: datetime | None = None
    visibility: str = Record.Visibility.PUBLIC
    kept_for: str = ""
    voices: Sequence[Contribution] = field(default=())


def about(process: Process, **said: Any) -> Basics:
    """Return what a record says that is made with a question: it is about the same places and themes."""
    return Basics(process=process, areas=tuple(process.areas.all()), themes=tuple(process.themes.all()), **said)
