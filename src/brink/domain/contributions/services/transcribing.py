"""Noting down: a member of staff enters what was said on the phone, at a table, on paper, by post or by e-mail."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Channel, Publicity
from brink.domain.contributions.services.giving import SPOKEN, Detail, Receipt, Words, give
from brink.domain.contributions.services.on_paper import Late
from brink.domain.journal.services import Actor
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.foundation.text import sightings

if TYPE_CHECKING:
    from brink.domain.contributions.services.admitting import Proof
    from brink.domain.people.models import Account
    from brink.domain.places.models import Area
    from brink.domain.processes.models import Round, Theme


@dataclass(frozen=True, slots=True)
class Consent:
    """What the giver agreed to when the words were written down; nothing counts as agreed that was not asked."""

    publish: bool = False
    quote: bool = False


def note_down(
    *,
    round: "Round",
    words: Words,
    consent: Consent,
    officer: "Account",
    actor: Actor,
    key: str | None,
    area: "Area | None" = None,
    theme: "Theme | None" = None,
    printed_code: str = "",
    late: Late | None = None,
    proof: "Proof | None" = None,
    detail: Detail | None = None,
) -> Receipt:
    """Enter words that somebody else wrote down or sent, and return the receipt to print or read out.

    `words.verbatim` is what was said; `words.text` (what the public reads) may be left empty and is then the same.
    Without consent to publish the words are not public, whatever was asked for. Words in which a third person, a
    telephone number or a citizen service number stands wait for a moderator (reliability N54). Raises BadInput.
    """
    if words.channel not in SPOKEN:
        raise BadInput(_("Kies hoe de woorden binnenkwamen."), field="channel")
    if words.heard_on is not None and words.heard_on > clock.today():
        raise BadInput(_("Deze dag moet nog komen. Kies de dag waarop het werd gezegd."), field="heard_on")
    if not words.verbatim.strip():
        raise BadInput(_("Schrijf eerst op wat er is gezegd."), field="verbatim")
    words = replace(
        words,
        text=words.text or words.verbatim,
        publicity=words.publicity if consent.publish else Publicity.CLOSED,
        consent_quote=consent.quote,
        note_taker=words.note_taker or officer.name,
    )
    # What is written by the giver's own hand needs a check too: the desk cannot ask "did you mean to publish this?".
    doubts = sightings(f"{words.title}\n{words.text}")
    return give(
        round=round,
        words=words,
        actor=actor,
        key=key,
        area=area,
        theme=theme,
        hold_for_moderation=bool(doubts) and words.publicity != Publicity.CLOSED,
        entered_by=officer,
        printed_code=printed_code,
        late=late,
        proof=proof,
        detail=detail,
    )


CHANNELS = tuple((value, label) for value, label in Channel.choices if value in SPOKEN)
