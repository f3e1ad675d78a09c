"""A giver puts other words in the place of own ones, as long as the round is open; what stood there is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.contributions.changing import why_not
from brink.domain.contributions.models import (
    Contribution,
    EarlierWords,
    Moderation,
    ModerationAct,
    Publicity,
    Revision,
    Source,
    Split,
)
from brink.domain.contributions.services.copies import copies_elsewhere, hold_all, told_elsewhere
from brink.domain.contributions.services.moderating import note_part_removed, unquote, wait_at
from brink.domain.contributions.services.self_service import beside_the_round, own_words, put_publicity
from brink.domain.journal.acts import Done, act, once_kept
from brink.domain.journal.services import RESIDENT, SYSTEM, Actor
from brink.domain.processes.instrument import BaseInstrument, registry
from brink.domain.processes.models import Round
from brink.foundation import clock, erasure_list
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import Limit, clean_all
from brink.foundation.visibility import ANYONE, visible

PRIVATE, EARLIER = "private-words", "earlier-words"
"""On the erasure list: words that held somebody's details, and a version that may not be read any more."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a giver makes of own words. `private`: somebody's details stand in the old ones, so nobody reads those.

    `drop` names the parts that go, such as a photo.
    """

    text: str
    title: str = ""
    publicity: str = Publicity.PSEUDONYM
    public_name: str = ""
    private: bool = False
    drop: tuple[str, ...] = ()


def _cleaned(words: OwnWords) -> tuple[str, str, str]:
    limits = {
        "text": Limit(
            5_000, _("Uw tekst is te lang. Maak hem korter dan 5.000 tekens."), empty=_("Schrijf eerst op wat u wilt "
            "zeggen. Wilt u uw woorden weg, trek ze dan in.")
        ),
        "title": Limit(120, _("Maak de titel korter dan 120 tekens.")),
        "public_name": Limit(80, _("Maak de naam korter.")),
    }  # fmt: skip
    texts = clean_all({name: getattr(words, name) for name in limits}, limits)
    if words.publicity not in Publicity.values:
        raise BadInput(_("Kies hoe uw woorden op de site staan."), field="publicity")
    if words.publicity == Publicity.NAMED and not texts["public_name"]:
        raise BadInput(_("Vul de naam in die bij de woorden mag staan, of kies ‘zonder naam’."), field="public_name")
    return texts["text"], texts["title"], texts["public_name"]


def _first(arguments: Mapping[str, Any]) -> None:
    """Wait for the closing of the round, then hold the copies at other bodies, before any row is held."""
    beside_the_round(arguments)
    hold_all(arguments)


@act("contribution.changed", Contribution, on="contribution", before=_first)
def change(
    *, contribution: Contribution, code: str, words: OwnWords, actor: Actor = RESIDENT, key: str | None = None,
    seen: int | None = None,
) -> Done[Contribution]:
    """Put other words in the place of own ones, here and at each body that has them; the old ones are kept.

    New words are looked at anew: nobody puts them in front before that. Raises BadInput, or NotNow with one sentence
    when it is too late: the round is over, an answer is being made, they were hidden, split or passed on.
    """
    row, now = own_words(contribution, code), clock.now()
    round = Round.objects.filter(pk=row.round_id).first() if row.round_id is not None else None
    split = Split.objects.filter(tenant_id=row.tenant_id, contribution=row).exists()
    if reason := why_not(row, round, now, split=split):
        raise NotNow(reason)
    text, title, name = _cleaned(words)
    instrument = registry[round.instrument] if round is not None else None
    offered = instrument.droppable(row) if instrument is not None else {}
    drop = [part for part in words.drop if part in offered]
    same = (text, title) == (row.text, row.title)
    if same and not drop and (words.publicity, name) == (row.publicity, row.public_name):
        raise BadInput(_("U heeft niets veranderd."), field="text")
    copies = copies_elsewhere(row)
    if any(one.landed_at is not None for one in copies):
        raise NotNow(_("Een andere overheid werkt al aan het antwoord op uw woorden. U kunt ze niet meer veranderen."))
    if not same:
        _say_otherwise(row, copies, text, title, words.private, actor)
    for part in drop:
        assert instrument is not None
        instrument.drop(row, part)
    if (words.publicity, name) != (row.publicity, row.public_name):
        put_publicity(row, words.publicity, actor, name)
        if words.publicity != Publicity.CLOSED:
            # Whoever makes own words public consents to it by that act.
            Source.objects.filter(tenant_id=row.tenant_id, contribution=row).update(consent_publish=True)
    return Done(row, {"process": str(row.process_id), "words": not same, "dropped": drop}, public=True)


def _say_otherwise(
    row: Contribution, copies: list[Contribution], text: str, title: str, private: bool, actor: Actor
) -> None:
    """Change the words here, and along with them at other bodies what reads the same there."""
    before = row.text
    for one in (row, *copies):
        if one is not row and one.text != before:
            wait_at(one, row, _("De gever heeft de eigen woorden veranderd."), actor)
            continue
        _put(one, text, title, private, actor)
        if one is not row:
            told_elsewhere(one, row, "contribution.changed", actor)


def _instrument_of(row: Contribution) -> BaseInstrument | None:
    return registry.get(row.round.instrument) if row.round is not None else None


def _put(row: Contribution, text: str, title: str, private: bool, actor: Actor) -> None:
    """Keep what stands there as a version, and write the new words in its place."""
    mine = {"tenant_id": row.tenant_id, "contribution": row}
    instrument = _instrument_of(row)
    if instrument is not None:
        text = instrument.revised(row, text, reason=_("De gever heeft de eigen woorden veranderd."), by=actor)
    was_open = visible(ANYONE, Contribution.objects.filter(pk=row.pk)).exists()
    verbatim = Source.objects.filter(**mine).values_list("verbatim", flat=True).first() or ""
    EarlierWords.objects.create(
        **mine, created_at=clock.now(), title=row.title, text=row.text, shown=was_open and not private,
        verbatim=verbatim if verbatim != row.text else "",
    )  # fmt: skip
    if private:
        # Also what the giver said before that may hold the same details.
        older = EarlierWords.objects.filter(**mine, shown=True)
        once_kept(partial(erasure_list.note, EARLIER, list(older.values_list("pk", flat=True))))
        once_kept(partial(erasure_list.note, PRIVATE, [row.pk]))
        older.update(shown=False)
    unquote(row, f"{title}\n{text}")
    row.text, row.title, row.changed_at = text, title, clock.now()
    if row.moderation == Moderation.SHOWN and _looked_at_first(row, instrument):
        row.moderation = Moderation.WAITING
    row.save(update_fields=("text", "title", "changed_at", "moderation"))
    Source.objects.filter(**mine).update(verbatim=text)


def _looked_at_first(row: Contribution, instrument: BaseInstrument | None) -> bool:
    """Tell whether a moderator looks at new words before they stand on the site.

    So it is in a round that says so, and for words that were taken off the site or edited by a moderator before.
    """
    mine = {"tenant_id": row.tenant_id, "contribution": row}
    return (
        (instrument is not None and row.round is not None and instrument.waits_for_moderator(row.round))
        or ModerationAct.objects.filter(**mine).exclude(to=Moderation.SHOWN).exists()
        or Revision.objects.filter(**mine).exists()
    )


@act("earlier_words.closed", Contribution, on="contribution")
def close_earlier(*, contribution: Contribution, reason: str, actor: Actor, key: str | None) -> Done[Contribution]:
    """Let nobody but giver and desk read what stood there before, with the reason that the giver reads.

    Raises NotNow when there is nothing to take away.
    """
    rows = EarlierWords.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution, shown=True)
    found = list(rows.values_list("pk", flat=True))
    if not found:
        raise NotNow(_("Er staan geen eerdere woorden meer op de site."))
    gone = _("Uw eerdere woorden zijn van de site gehaald.")
    note_part_removed(contribution=contribution, what=gone, reason=reason, actor=actor)
    rows.update(shown=False)
    once_kept(partial(erasure_list.note, EARLIER, found))
    return Done(contribution, {"process": str(contribution.process_id)}, public=True)


@act("earlier_words.closed", Contribution, on="contribution")
def close_again(*, contribution: Contribution, actor: Actor = SYSTEM, key: str | None = None) -> Done[Contribution]:
    """Close earlier words again, on a site that was restored from an older back-up."""
    EarlierWords.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution).update(shown=False)
    return Done(contribution, {"process": str(contribution.process_id)}, public=True)
