"""Remarks: given by residents, put at a piece by the desk, agreed with by devices, and emptied when taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.acts import Done, Performed, act, exempt
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.participation.agreeing import Agreeing, cut_ties, wait_for_closing, wished, write_wish
from brink.domain.participation.line_signs import note_line
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.foundation.visibility import ANYONE, visible
from brink.instruments.consultation.comparing import sentence_parts
from brink.instruments.consultation.models import Agreed, Passage, Remark, TextVersion, Wish
from brink.instruments.consultation.round_settings import AROUND, QUOTE, REMARK, SUPPORTED, Settings


@dataclass(frozen=True, slots=True)
class About:
    """What a remark is about: a piece (None: the whole text), one sentence of it, and what somebody wants with it."""

    passage: Passage | None = None
    sentence: int | None = None
    wish: str = ""


@dataclass(frozen=True, slots=True)
class RemarkDetail:
    """The own row: data, so that a form that comes back about another sentence is another form."""

    version_id: UUID
    section_id: UUID | None = None
    wish: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""

    def write(self, contribution: Contribution) -> None:
        """Write the row, in the transaction of giving."""
        Remark.objects.create(
            tenant_id=contribution.tenant_id, created_at=contribution.created_at, contribution=contribution,
            version_id=self.version_id, section_id=self.section_id, wish=self.wish, quote=self.quote,
            before=self.before, after=self.after,
        )  # fmt: skip
        if contribution.round is not None:
            received = f"contribution.received {REMARK}"
            note_line(round=contribution.round, what=received, subject=contribution.round.pk, act=contribution.pk)


def choices_of(body: str) -> list[str]:
    """Return the sentences of a piece that somebody may point at, as they are read."""
    return [" ".join(one.split()) for one in sentence_parts(body)]


def _quoted(body: str, sentence: int | None) -> tuple[str, str, str]:
    """Return the words of a sentence with some before and after, by which they are found again in this very text."""
    if sentence is None:
        return "", "", ""
    parts = sentence_parts(body)
    if not 0 <= sentence < len(parts):
        raise BadInput(_("Kies een zin uit dit stuk, of het hele stuk."), field="sentence")
    start = sum(map(len, parts[:sentence]))
    found = parts[sentence].strip()
    start += parts[sentence].index(found)
    quote = found[:QUOTE]
    after = body[start + len(quote) : start + len(quote) + AROUND]
    return quote, body[max(0, start - AROUND) : start], after


def detail_of(round: Round, about: About) -> RemarkDetail:
    """Return the own row of a remark on a published version of this round. Raises BadInput or NotNow."""
    if about.wish not in ("", *Wish.values):
        raise BadInput(_("Kies wat u met dit stuk wilt, of laat het open."), field="wish")
    if about.passage is None:
        version = _newest(round)
        return RemarkDetail(version.pk, wish=about.wish)
    version = about.passage.version
    if version.round_id != round.pk or version.published_at is None:
        raise BadInput(_("Kies een stuk uit de tekst van deze ronde."), field="section")
    quote, before, after = _quoted(about.passage.body, about.sentence)
    return RemarkDetail(version.pk, about.passage.section_id, about.wish, quote, before, after)


def _newest(round: Round) -> TextVersion:
    rows = TextVersion.objects.filter(tenant=round.tenant_id, round=round, published_at__isnull=False)
    found = rows.order_by("-number").first()
    if found is None:
        raise NotNow(_("Er is nog geen tekst. Kom later terug."))
    return found


def with_wording(text: str, wording: str) -> str:
    """Return what somebody says, with the words that they would write themself below it: one text, in one place."""
    own = clean(wording, limit=1_500, field="wording", too_long=_("Maak uw eigen tekst korter dan 1.500 tekens."))
    return f"{text.rstrip()}\n\n{_('Zo zou ik het schrijven:')} {own}" if own else text


def give_remark(
    *, round: Round, words: Words, about: About, key: str | None, token: str | None = None, actor: Actor = RESIDENT
) -> Receipt:
    """Take in a remark on a piece of the text or on the whole. Raises BadInput or NotNow; nothing is stored then."""
    return give(
        round=round, words=words, actor=actor, key=key, hold_for_moderation=Settings.of(round.settings).before,
        detail=detail_of(round, about), token=token,
    )  # fmt: skip


@act("remark.placed", Contribution, on="contribution")
def place(
    *, contribution: Contribution, passage: Passage, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Contribution]:
    """Put a remark that came by phone or letter, or in the box for all at once, at the piece that it is about."""
    if contribution.withdrawn_at is not None:
        raise NotNow(_("Wie dit heeft gezegd, heeft het ingetrokken."))
    if contribution.kind != REMARK or contribution.round_id != passage.version.round_id:
        raise BadInput(_("Kies een stuk uit de tekst van deze ronde."), field="section")
    if passage.version.published_at is None:
        raise BadInput(_("Kies een stuk uit een tekst die is gepubliceerd."), field="section")
    row = Remark.objects.filter(tenant=contribution.tenant_id, contribution=contribution).first() or Remark(
        tenant_id=contribution.tenant_id, created_at=clock.now(), contribution=contribution
    )
    if row.section_id is not None and row.quote:
        raise NotNow(_("Wie dit heeft gezegd, wees zelf een zin aan. Dat verandert u niet."))
    row.version_id, row.section_id = passage.version_id, passage.section_id
    row.save()
    return Done(contribution, {"process": str(contribution.process_id)}, public=False)


def _check_readable(voice: Contribution) -> None:
    """Refuse to agree with what the public cannot read."""
    if voice.kind != REMARK or not visible(ANYONE, Contribution.objects.filter(pk=voice.pk)).exists():
        raise NotNow(_("Deze opmerking is er niet meer."))


AGREEING = Agreeing(Agreed, "device", Remark, "agreed_shown", SUPPORTED, "remark.unsupported")


def _open_for_agreeing(arguments: Mapping[str, Any]) -> None:
    round = Round.objects.get(pk=arguments["voice"].round_id)
    wait_for_closing(round)
    if not Settings.of(round.settings).agreeing:
        raise NotNow(_("Bij deze ronde kunt u het niet met opmerkingen eens zijn. U kunt zelf wel iets zeggen."))


@act(SUPPORTED, Contribution, on="voice", before=_open_for_agreeing, adds=True)
def _wish(*, voice: Contribution, device: str, wanted: bool, actor: Actor, key: str | None) -> Done[Contribution]:
    """Write or take away that a device agrees."""
    _check_readable(voice)
    return write_wish(AGREEING, voice, device, wanted=wanted)


def agree(
    *, voice: Contribution, device: str, wanted: bool, actor: Actor, key: str | None, token: str | None = None
) -> bool:
    """Let one device agree with a remark, or stop. Returns whether anything changed; again changes nothing.

    `device` is the keyed hash of the device's token. Raises NotNow when the round is not open.
    """

    def perform() -> Performed[Contribution]:
        return _wish.performed(voice=voice, device=device, wanted=wanted, actor=actor, key=key)

    return wished(voice.round, token, perform)


def cut_agreeing_ties(*, at: datetime) -> int:
    """Cut the ties between devices and what they agreed with in rounds closed thirty days ago; returns how many."""
    with exempt("agreed"):
        return cut_ties(AGREEING, at=at)


def erase(contribution_ids: Sequence[UUID]) -> Erasure:
    """Empty at which words these remarks stood and what was wanted, and who agreed; the rows stay."""
    Agreed.objects.filter(contribution_id__in=contribution_ids).delete()
    rows = Remark.objects.filter(contribution_id__in=contribution_ids)
    number = rows.update(section=None, wish="", quote="", before="", after="")
    return Erasure(rows=number, fields=("section", "wish", "quote", "before", "after"))
