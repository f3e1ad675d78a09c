"""Moderating: holding, hiding and showing words, always with a reason; appeal; and edits that keep what stood there."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from brink.domain.contributions.models import (
    Appeal,
    Contribution,
    EarlierWords,
    Moderation,
    ModerationAct,
    Publicity,
    Quotation,
    Revision,
)
from brink.domain.contributions.quotations import holds
from brink.domain.contributions.reportable import stands_taken_up, taken_up_words, was_taken_up
from brink.domain.contributions.services.copies import copies_elsewhere, hold_all, told_elsewhere
from brink.domain.contributions.services.following import require_giver
from brink.domain.contributions.services.still_there import require_there
from brink.domain.journal.acts import Done, act, once_kept, part_key, together
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.instrument import registry
from brink.foundation import clock, erasure_list
from brink.foundation.errors import BadInput, NotAllowed, NotNow, Refusal
from brink.foundation.text import clean

REASON_LIMIT = 1_000
TEXT_LIMIT = 5_000


def _reason(text: str, field: str = "reason") -> str:
    return clean(
        text,
        limit=REASON_LIMIT,
        field=field,
        empty=_("Schrijf de reden op. De gever leest die."),
        too_long=_("Maak de reden korter dan 1.000 tekens."),
    )


def _act(row: Contribution, to: str, reason: str, actor: Actor) -> ModerationAct:
    """Store one decision on visibility and carry it out."""
    row.moderation = to
    row.save(update_fields=("moderation",))
    for one in taken_up_words.all():
        one.follow(row)
    once_kept(partial(erasure_list.note, f"moderation.{to}", [row.pk]))
    return ModerationAct.objects.create(
        tenant_id=row.tenant_id,
        created_at=clock.now(),
        contribution=row,
        to=to,
        reason=reason,
        by_role=actor.role,
        by_id=actor.id,
    )


def note_part_removed(*, contribution: Contribution, what: str, reason: str, actor: Actor) -> ModerationAct:
    """Note that a part of what somebody gave was taken away while the words stay; inside the act that does so."""
    said = _reason(reason)
    return _act(contribution, contribution.moderation, f"{what} {said}", actor)


def looked_since(changed_at: datetime | None) -> Q:
    """Return the condition that an act of a moderator was about the words as they are now."""
    return Q() if changed_at is None else Q(created_at__gte=changed_at)


def _moved(_entry: Entry, arguments: Mapping[str, Any]) -> ModerationAct:
    voice = arguments["contribution"]
    rows = ModerationAct.objects.filter(tenant_id=voice.tenant_id, contribution=voice, to=arguments["to"])
    return rows.latest("created_at")


def _of_the_site(row: Contribution) -> None:
    """Refuse what only makes sense for words that may stand on the site."""
    if row.publicity == Publicity.CLOSED:
        raise NotNow(_("Deze woorden staan niet op de site. De gever wil dat niet, of er is niet naar gevraagd."))


@act("contribution.moderated", Contribution, on="contribution", again=_moved, before=hold_all)
def _move(*, contribution: Contribution, to: str, reason: str, actor: Actor, key: str | None) -> Done[ModerationAct]:
    """Show words, take them off the site for a while, or hide them, with the reason that their giver reads."""
    # What was withdrawn may still stand where a body took it over: there it can be hidden.
    left = to == Moderation.HIDDEN and stands_taken_up(contribution)
    if contribution.withdrawn_at is not None and not left:
        raise NotNow(_("De gever heeft deze woorden ingetrokken. Er valt niets meer te tonen of te verbergen."))
    if to != Moderation.HIDDEN and not was_taken_up(contribution):
        _of_the_site(contribution)
    # Words that were changed since are new words: whoever looked before saw others.
    looked = ModerationAct.objects.filter(looked_since(contribution.changed_at), contribution=contribution, to=to)
    if contribution.moderation == to == Moderation.SHOWN and not looked.exists():
        # New words that stand there already: somebody saw them now, so that they may stand in front.
        moderation = _act(contribution, to, _reason(reason), actor)
        return Done(moderation, row=contribution, kind="contribution.looked_over")
    if contribution.moderation == to:
        raise NotNow(_("Dat is al gedaan, misschien door een collega."))
    moderation = _act(contribution, to, _reason(reason), actor)
    if to != Moderation.SHOWN:
        for copy in copies_elsewhere(contribution):
            wait_at(copy, contribution, moderation.reason, actor)
    data = {"process": str(contribution.process_id)}
    return Done(moderation, data, public=True, row=contribution, kind=f"contribution.{to}")


def hold_for_moderation(
    *, contribution: Contribution, reason: str, actor: Actor, key: str | None = None
) -> ModerationAct:
    """Take words off the site until somebody has looked at them."""
    return _move(contribution=contribution, to=Moderation.WAITING, reason=reason, actor=actor, key=key)


def hide(*, contribution: Contribution, reason: str, actor: Actor, key: str | None = None) -> ModerationAct:
    """Hide words. A stub with the reason stays in their place; the voice still counts and still gets an answer."""
    return _move(contribution=contribution, to=Moderation.HIDDEN, reason=reason, actor=actor, key=key)


def show(*, contribution: Contribution, reason: str = "", actor: Actor, key: str | None = None) -> ModerationAct:
    """Put words on the site, after a check or because hiding them was wrong."""
    reason = reason.strip() or _("Nagekeken en getoond.")
    return _move(contribution=contribution, to=Moderation.SHOWN, reason=reason, actor=actor, key=key)


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of many at once: what was done, what changed meanwhile, and the first other refusal."""

    done: tuple[UUID, ...]
    not_now: int
    refusal: Refusal | None = None


def move_many(
    *, contributions: Sequence[Contribution], to: str, reason: str, actor: Actor, key: str | None = None
) -> Moved:
    """Show or hide many with one reason, each with its own entry; what changed meanwhile does not stop the others."""
    said = _reason(reason.strip() or (_("Nagekeken en getoond.") if to == Moderation.SHOWN else ""))
    asks = [
        _move.ask(contribution=one, to=to, reason=said, actor=actor, key=part_key(key, str(one.pk)[-12:]))
        for one in contributions
    ]
    answers = list(zip(contributions, together(asks), strict=True))
    done = tuple(one.pk for one, answer in answers if not isinstance(answer, Refusal))
    other = next((one for _row, one in answers if isinstance(one, Refusal) and not isinstance(one, NotNow)), None)
    late = sum(isinstance(answer, NotNow) for _row, answer in answers)
    return Moved(done, late, other)


def _appealed(_entry: Entry, arguments: Mapping[str, Any]) -> Appeal:
    voice = arguments["contribution"]
    return Appeal.objects.get(tenant_id=voice.tenant_id, contribution=voice)


@act("appeal.made", Contribution, on="contribution", again=_appealed)
def appeal(
    *, contribution: Contribution, code: str, text: str, actor: Actor = RESIDENT, key: str | None = None
) -> Done[Appeal]:
    """Let the giver disagree with hiding: once per contribution."""
    require_giver(contribution, code)
    text = clean(
        text,
        limit=REASON_LIMIT,
        empty=_("Schrijf op waarom u het er niet mee eens bent."),
        too_long=_("Maak uw tekst korter dan 1.000 tekens."),
    )
    if contribution.withdrawn_at is not None:
        raise NotNow(_("U heeft deze woorden ingetrokken."))
    if contribution.moderation != Moderation.HIDDEN:
        raise NotNow(_("Uw woorden zijn niet verborgen."))
    if Appeal.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution).exists():
        raise NotNow(_("U heeft al een keer om een tweede blik gevraagd. Dat kan één keer."))
    row = Appeal.objects.create(
        tenant_id=contribution.tenant_id, created_at=clock.now(), contribution=contribution, text=text
    )
    return Done(row, public=True, row=contribution)


def hidden_by(contribution: Contribution) -> object:
    """Return the key of the account that hid these words last, or None."""
    return (
        ModerationAct.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution, to=Moderation.HIDDEN)
        .order_by("-created_at", "-id")
        .values_list("by_id", flat=True)
        .first()
    )


@act(
    "appeal.answered", Contribution, on=("appeal.contribution", "appeal"),
    again=lambda _entry, arguments: Appeal.objects.get(pk=arguments["appeal"].pk),
)  # fmt: skip
def answer_appeal(*, appeal: Appeal, granted: bool, answer: str, actor: Actor, key: str | None = None) -> Done[Appeal]:
    """Answer an appeal, by somebody else than who hid the words. Granting it shows them again.

    Raises NotAllowed for who hid them (and for nobody in particular), NotNow when it was answered before.
    """
    answer, row = _reason(answer, "answer"), appeal.contribution
    if appeal.answered_at is not None or row.withdrawn_at is not None:
        raise NotNow(_("Dit verzoek is al afgehandeld."))
    if actor.id is None or hidden_by(row) == actor.id:
        raise NotAllowed(_("U verborg deze woorden zelf. Vraag een collega om mee te kijken."))
    appeal.granted, appeal.answer, appeal.answered_at, appeal.answered_by_id = granted, answer, clock.now(), actor.id
    appeal.save(update_fields=("granted", "answer", "answered_at", "answered_by"))
    if granted and row.moderation == Moderation.HIDDEN:
        _act(row, Moderation.SHOWN, answer, actor)
    return Done(appeal, {"granted": granted}, public=True, row=row)


def _revised(entry: Entry, _arguments: Mapping[str, Any]) -> Revision:
    return Revision.objects.get(tenant_id=entry.tenant_id, pk=entry.data["revision"])


def unquote(row: Contribution, after: str) -> None:
    """Take what an edit takes out of the words also out of every text that quotes it; `after` has the title too."""
    for one in Quotation.objects.filter(tenant_id=row.tenant_id, contribution=row).exclude(words=""):
        if holds(f"{row.title}\n{row.text}", one.words) and not holds(after, one.words):
            one.words = ""
            one.save(update_fields=("words",))


@act("contribution.revised", Contribution, on="contribution", again=_revised, before=hold_all, part=True)
def revise(
    *, contribution: Contribution, text: str, reason: str, actor: Actor, key: str | None = None, seen: int | None = None
) -> Done[Revision]:
    """Change what the public reads, for instance to take out a third person's name. The words as given stay in Source.

    The giver sees what stood there, what stands there now, and why.
    """
    text = clean(
        text,
        limit=TEXT_LIMIT,
        empty=_("Laat de woorden niet leeg. Verbergen kan met een reden."),
        too_long=_("Uw tekst is te lang. Maak hem korter dan 5.000 tekens."),
    )
    reason = clean(
        reason, limit=200, field="reason", empty=_("Schrijf op waarom de tekst verandert."),
        too_long=_("Maak de reden korter dan 200 tekens."),
    )  # fmt: skip
    _of_the_site(require_there(contribution))
    revision = rewrite(contribution, text, reason, actor)
    for copy in copies_elsewhere(contribution):
        _same_at(copy, contribution, revision, actor)
    return Done(revision, {"revision": str(revision.pk)}, public=True, row=contribution)


def rewrite(row: Contribution, text: str, reason: str, actor: Actor) -> Revision:
    """Put other words in the place of these, also where their instrument keeps them itself; inside the act that does.

    Raises BadInput, and NotNow where the instrument does not let its words change any more.
    """
    instrument = registry.get(row.round.instrument) if row.round is not None and row.text != text else None
    if instrument is not None:
        text = instrument.revised(row, text, reason=reason, by=actor)
    if row.text == text:
        raise BadInput(_("De tekst is niet veranderd."), field="text")
    return note_other_words(contribution=row, text=text, reason=reason, actor=actor)


def note_other_words(*, contribution: Contribution, text: str, reason: str, actor: Actor) -> Revision:
    """Let everybody read other words, and keep for giver and desk what stood there; inside the act that does so."""
    revision = Revision.objects.create(
        tenant_id=contribution.tenant_id,
        created_at=clock.now(),
        contribution=contribution,
        before=contribution.text,
        after=text,
        reason=reason,
        by_role=actor.role,
    )
    unquote(contribution, f"{contribution.title}\n{text}")
    # What is taken out of the words now may stand in what its giver said before as well.
    EarlierWords.objects.filter(tenant_id=contribution.tenant_id, contribution=contribution, shown=True).update(
        shown=False
    )
    contribution.text = text
    contribution.save(update_fields=("text",))
    return revision


def _same_at(copy: Contribution, row: Contribution, revision: Revision, actor: Actor) -> None:
    """Change a copy at another body along; one that reads otherwise there waits till that body has looked at it."""
    if copy.text == revision.before:
        with suppress(BadInput, NotNow):
            made = rewrite(copy, revision.after, revision.reason, actor)
            told_elsewhere(copy, row, "contribution.revised", actor, revision=str(made.pk))
            return
    wait_at(copy, row, revision.reason, actor)


def wait_at(copy: Contribution, row: Contribution, reason: str, actor: Actor) -> None:
    """Take a copy off the site of another body till somebody there has looked, because the words went from this one."""
    if copy.moderation != Moderation.SHOWN or copy.publicity == Publicity.CLOSED:
        return
    said = _("%(body)s heeft dezelfde woorden van de site gehaald of veranderd. Reden: %(reason)s")
    _act(copy, Moderation.WAITING, said % {"body": row.tenant.opening, "reason": reason}, actor)
    told_elsewhere(copy, row, "contribution.waiting", actor)
