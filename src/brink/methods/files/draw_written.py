"""What is added to a record once chance has spoken: the transcript, and a file for each replacement. One way to write.

The command and a site that keeps records in a database write the same bytes by these two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from brink.methods.sortition import Pool

from .commitments import json_line
from .draw_checking import REPLACEMENT_FORMAT, TRANSCRIPT_FORMAT, DrawHeld, drawn_ticket
from .draw_replayed import MADE_BY, ways


@dataclass(frozen=True)
class Written:
    """A file of a record, the ticket that it tells, and who sits then and who was added (places in pool.json)."""

    content: bytes
    digest: str
    ticket: int
    panel: tuple[int, ...]
    added: tuple[int, ...]


def transcript(
    commitment: bytes, names: Sequence[str], panels: Sequence[Sequence[int]], words: Sequence[str], *, by_number: bool
) -> Written:
    """Write what chance said and the panel that follows. Raises RecordInvalid for what is no number of a ticket."""
    digest, ticket = drawn_ticket(commitment, words, len(panels), by_number=by_number)
    content = json_line({
        "format": TRANSCRIPT_FORMAT, "commitment": hashlib.sha256(commitment).hexdigest(), "randomness": list(words),
        "digest": digest, "ticket": ticket, "panel": [names[place] for place in panels[ticket]],
    })  # fmt: skip
    panel = tuple(panels[ticket])
    return Written(content, digest, ticket, panel, panel)


def replacement(
    pool: Pool, held: DrawHeld, gone: Sequence[int], words: Sequence[str], people: Mapping[str, str]
) -> Written:
    """Write who steps in for whom; `people` holds reason, by and second. Raises NoReplacement."""
    stay = [place for place in held.panel if place not in held.out | set(gone)]
    found = ways(pool, held, gone)
    pseudonyms = [member.id for member in pool.members]
    names = [pseudonyms[place] for place in sorted(gone)]
    digest, ticket = drawn_ticket(held.last, [*names, *words], len(found), by_number=False)
    panel = sorted([*stay, *found[ticket]])
    content = json_line({
        "format": REPLACEMENT_FORMAT, "previous": hashlib.sha256(held.last).hexdigest(), "without": names,
        "randomness": list(words), "options": [[pseudonyms[place] for place in way] for way in found],
        "digest": digest, "ticket": ticket, "panel": [pseudonyms[place] for place in panel], "made_by": MADE_BY,
        **people,
    })  # fmt: skip
    return Written(content, digest, ticket, tuple(panel), tuple(found[ticket]))
