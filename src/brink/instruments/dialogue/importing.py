"""A conversation held with Polis, brought in as a dialogue: sentences, people as numbers, and their answers."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from brink.domain.journal.services import Actor
from brink.domain.processes.instrument import Imported
from brink.domain.processes.models import Process, Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.dialogue.models import Session
from brink.instruments.dialogue.services.filling import Person, Sentence, fill
from brink.methods.files.polis import Name, StatementFile, VoteFile, read_statements, read_votes
from brink.methods.files.reading import csv_rows
from brink.methods.files.terminal import BadInput as BadFile

TEXT_LIMIT = 5_000
CODES = 3
UNKNOWN_LANGUAGE = "und"
ORIGIN = "polis"
# The text that the publisher of the open data asks for (openData of The Computational Democracy Project, CC BY 4.0).
ATTRIBUTION = (
    "Data was gathered using the Polis software (see: compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 "
    "with Attribution to The Computational Democracy Project."
)


@dataclass(frozen=True)
class Conversation:
    """What the folder holds: votes, statements, and the two lines of the summary."""

    votes: VoteFile
    statements: StatementFile
    topic: str
    url: str


def _one_of(folder: Path, *names: str) -> Path:
    for name in names:
        for path in (folder / name, folder / f"{name}.gz"):
            if path.is_file():
                return path
    raise BadInput(
        _("In de map %(folder)s staat geen %(name)s. Zet dat bestand erbij.") % {"folder": folder, "name": names[0]}
    )


def read(folder: Path) -> Conversation:
    """Read a Polis export; nothing is kept. Raises BadInput with file, line and what to mend.

    The last vote of somebody on a statement counts. `votes.csv` is read when it is there, `participants-votes.csv`
    otherwise; either may be gzipped.
    """
    if not folder.is_dir():
        raise BadInput(_("De map %(folder)s bestaat niet. Controleer de naam.") % {"folder": folder})
    comments = _one_of(folder, "comments.csv")
    votes = _one_of(folder, "votes.csv", "participants-votes.csv")
    try:
        summary = _summary(folder / "summary.csv")
        return Conversation(
            read_votes(votes), read_statements(comments), summary.get("topic", ""), summary.get("url", "")
        )
    except BadFile as error:
        raise BadInput(str(error)) from error


def _summary(path: Path) -> dict[str, str]:
    """Return the lines of the summary by their first cell; the file may be absent."""
    if not path.is_file():
        return {}
    try:
        return {row[0]: row[1] for _line, row in csv_rows(path) if len(row) > 1}
    except csv.Error as error:
        raise BadFile(path, None, _("Wij kunnen dit bestand niet lezen. Controleer de aanhalingstekens.")) from error


def import_polis(folder: Path, round: Round, actor: Actor) -> Imported:
    """Bring a Polis export into an empty round; returns counts, a few codes, and the source text.

    Runs in the transaction of `brink import`, so that all of it comes in or nothing. Each sentence and each person
    becomes a contribution that lands. Sentences that moderators rejected, or that have no text, stay out with the
    answers to them. The process gets the source and licence of the material.
    """
    if round.closed_at is not None:
        raise NotNow(_("Deze ronde is gesloten. Kies een nieuwe ronde."))
    if Session.objects.filter(tenant=round.tenant_id, round=round).exists():
        raise NotNow(_("In deze ronde staan al antwoorden. Kies een nieuwe ronde."))
    found = read(folder)
    now = clock.now()
    texts = {name: _clean(text) for name, text in found.statements.texts.items()}
    names = [name for name, text in texts.items() if text and name not in found.statements.rejected]
    names.sort(key=_order)
    place = {name: number for number, name in enumerate(names)}
    answers: dict[int, dict[int, int]] = defaultdict(dict)
    votes = found.votes.votes
    for owner, statement, value in zip(
        votes.owners().tolist(), votes.statement.tolist(), votes.value.tolist(), strict=True
    ):
        where = place.get(found.votes.statements[statement])
        if where is not None:
            answers[owner][where] = value
    source = _source(found)
    filled = fill(
        round=round,
        sentences=[Sentence(texts[name], now, language=UNKNOWN_LANGUAGE) for name in names],
        people=[Person(answers[owner], now) for owner in sorted(answers)],
        actor=actor,
        origin=ORIGIN,
    )
    Process.objects.filter(pk=round.process_id, source="").update(source=source)
    return Imported(
        people=len(filled.people),
        signals=sum(len(given) for given in answers.values()),
        left_out=len(set(texts) | set(found.votes.statements)) - len(names),
        codes=tuple(receipt.code for receipt in (*filled.people[:CODES], *filled.writers[:1])),
        source=source,
    )


def _order(name: Name) -> tuple[int, int, str]:
    """Sort numbers by value and before names."""
    return (0, name, "") if isinstance(name, int) else (1, 0, name)


def _clean(text: str) -> str:
    return clean(" ".join(text.split()), limit=TEXT_LIMIT, too_long=_("Een zin is langer dan 5.000 tekens."))


def _source(found: Conversation) -> str:
    parts = [found.topic, found.url, ATTRIBUTION]
    return "\n".join(part for part in parts if part)
