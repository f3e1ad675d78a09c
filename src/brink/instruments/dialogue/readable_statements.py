"""Which statements are shown where: the one place that says what anybody may read of each.

Words leave every representation when a moderator hides them or their giver takes them back: pages, map, picture, table,
open data, follow pages, exports, and outcomes frozen long ago. A stub stands in their place; the figures stay. All
versions of a sentence share what happens to it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Moderation, Publicity
from brink.domain.contributions.queries.public import stubs
from brink.domain.processes.models import Round
from brink.domain.processes.outcome import Outcome
from brink.foundation.read_once import read_once
from brink.foundation.words_shown import note
from brink.instruments.dialogue.models import Statement

_MARK = re.compile(r"⟦([0-9a-f-]{36})⟧")


class Standing(StrEnum):
    """Where a statement stands."""

    ASKED = "asked"
    WAITING = "waiting"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    RETIRED = "retired"


_READABLE = (Standing.ASKED, Standing.RETIRED)


@dataclass(frozen=True, slots=True)
class Words:
    """What anybody may read of a statement: its words, or the stub in their place."""

    standing: Standing
    text: str

    @property
    def readable(self) -> bool:
        """Tell whether these are the words themselves."""
        return self.standing in _READABLE


def readable() -> Q:
    """Return the condition under which the words of a statement are anybody's to read; `words_of` says the same."""
    gone = ~Q(contribution__moderation=Moderation.SHOWN) | Q(contribution__withdrawn_at__isnull=False)
    gone |= Q(contribution__held_at__isnull=False)
    versions = Statement.objects.filter(
        gone, tenant=OuterRef("tenant"), round=OuterRef("round"), number=OuterRef("number"), contribution__isnull=False
    )
    return Q(~Exists(versions)) & ~Q(text="")


def asked(round: Round) -> QuerySet[Statement]:
    """Return the statements that are put to people: live, shown, and not withdrawn by their writer."""
    lives = Q(contribution__isnull=True) | Q(
        contribution__moderation=Moderation.SHOWN, contribution__withdrawn_at__isnull=True, contribution__held_at=None
    )
    return Statement.objects.filter(lives, tenant=round.tenant_id, round=round, retired_at__isnull=True)


def words_of(round: Round) -> dict[str, Words]:
    """Return what anybody may read of each statement of a round, by id: one query, two when something is hidden."""
    rows = list(
        Statement.objects.filter(tenant=round.tenant_id, round=round)
        .order_by()
        .values_list(
            "pk", "number", "text", "retired_at",
            "contribution", "contribution__moderation", "contribution__withdrawn_at",
            "contribution__held_at", "contribution__publicity", "contribution__language", "retired_reason",
        )
    )  # fmt: skip
    owners = {row[1]: row for row in rows if row[4] is not None}
    hidden = [row[4] for row in owners.values() if row[5] == Moderation.HIDDEN and row[6] is None]
    reasons = {pk: stub.reason for pk, stub in stubs(hidden).items()} if hidden else {}
    found = {}
    for pk, number, text, retired_at, *_owner, retired_reason in rows:
        standing = _standing(owners.get(number), retired_at is not None)
        reason = reasons.get(owners[number][4], "") if number in owners else ""
        if not text and standing in _READABLE:
            # The words of an older version that had to go; the newest one says what stands there now.
            standing, reason = Standing.HIDDEN, retired_reason
        found[str(pk)] = Words(standing, text if standing in _READABLE else _stub(standing, reason))
        if number in owners and standing in _READABLE:
            note_words(owners[number][4], text, *owners[number][7:10])
    return found


def note_words(contribution: UUID, text: str, held_at: object, publicity: str, language: str) -> None:
    """Note that words of a resident stand on this page, so that they can be reported there."""
    if held_at is None and publicity != Publicity.CLOSED:
        note(contribution, text, language)


def noted(statements: Iterable[Statement]) -> list[Statement]:
    """Return these statements, read with their contribution, and note what is a resident's: they stand on this page."""
    rows = list(statements)
    for one in rows:
        if one.contribution is not None:
            given = one.contribution
            note_words(given.pk, one.text, given.held_at, given.publicity, given.language)
    return rows


def words_on_page(round: Round) -> dict[str, Words]:
    """Return `words_of`, read once for a round at hand: a page shows its map and its outcome, from the same words."""
    return read_once(round, "words", lambda: words_of(round))


def _standing(owner: tuple[Any, ...] | None, retired: bool) -> Standing:
    if owner is not None:
        moderation, withdrawn_at = owner[5], owner[6]
        if withdrawn_at is not None:
            return Standing.WITHDRAWN
        if moderation == Moderation.HIDDEN:
            return Standing.HIDDEN
        if moderation == Moderation.WAITING:
            return Standing.WAITING
    return Standing.RETIRED if retired else Standing.ASKED


def _stub(standing: Standing, reason: str) -> str:
    if standing is Standing.WITHDRAWN:
        return _("(ingetrokken door de schrijver)")
    if standing is Standing.WAITING:
        return _("(een medewerker kijkt deze zin nog na)")
    if reason:
        return _("(weggehaald, omdat: %(reason)s)") % {"reason": reason}
    return _("(weggehaald)")


def mark(statement: UUID | str) -> str:
    """Return what stands in a frozen outcome for the words of a statement: they are filled in when it is read."""
    return f"⟦{statement}⟧"


def retold(outcome: Outcome, words: Mapping[str, Words]) -> Outcome:
    """Fill in the words of a frozen outcome as they may be read now.

    Outcomes that were frozen with the words themselves keep those that may still be read and lose the others.
    """
    old = {
        row["text"]: words[row["id"]].text
        for row in outcome.details.get("statements", ())
        if not _MARK.search(row["text"]) and row["id"] in words and not words[row["id"]].readable
    }
    # The longest first: a sentence may lie within another.
    quoted = sorted(old, key=len, reverse=True)

    def told(value: Any) -> Any:
        if isinstance(value, str):
            for text in quoted:
                value = value.replace(text, old[text]) if text else value
            return _MARK.sub(lambda found: words[found[1]].text if found[1] in words else "", value)
        if isinstance(value, Mapping):
            return {name: told(part) for name, part in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(told(part) for part in value)
        return value

    return Outcome.from_data(told(outcome.as_data()))
