"""What people do with ideas: give one, answer one, support one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from brink.domain.contributions.models import Contribution, Moderation, Publicity
from brink.domain.contributions.services import moderating
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.contributions.services.locating import public_point
from brink.domain.journal.acts import Done, Performed, act, exempt, once_kept
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.participation.agreeing import Agreeing, cut_ties, wait_for_closing, wished, write_wish
from brink.domain.participation.line_signs import note_line
from brink.domain.places.models import Area
from brink.domain.processes.instrument import Erasure
from brink.domain.processes.models import Round, Theme
from brink.foundation.disclosure import follow
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean
from brink.instruments.ideas import photos
from brink.instruments.ideas.models import Comment, Idea, Stance, Support
from brink.instruments.ideas.photos import Photo
from brink.instruments.ideas.round_settings import IDEA, Settings


@dataclass(frozen=True, slots=True)
class Extras:
    """What an idea has beyond words."""

    photo: Photo | None = None
    photo_alt: str = ""
    area: Area | None = None
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class IdeaDetail:
    """The own row of an idea: data, so that a form that comes back with another photo is another form."""

    photo: Photo | None
    alt: str

    def write(self, contribution: Contribution) -> None:
        """Write the row, in the transaction of giving."""
        photo, spot = self.photo, public_point(contribution)
        if photo is not None and Idea.objects.filter(tenant_id=contribution.tenant_id, photo=photo.name).exists():
            photo = None  # the form was opened twice and this photo already belongs to the first idea
        Idea.objects.create(
            tenant_id=contribution.tenant_id,
            created_at=contribution.created_at,
            contribution=contribution,
            latitude=spot.latitude if spot else None,
            longitude=spot.longitude if spot else None,
            photo=photo.name if photo else "",
            photo_alt=self.alt if photo else "",
            photo_width=photo.width if photo else 0,
            photo_height=photo.height if photo else 0,
        )
        if contribution.round is not None:
            received = "contribution.received idea"
            note_line(
                round=contribution.round, what=received, subject=contribution.round.pk, act=contribution.pk
            )


def give_idea(
    *, round: Round, words: Words, actor: Actor, key: str | None, extras: Extras | None = None, token: str | None = None
) -> Receipt:
    """Take in an idea and return its receipt. Raises BadInput or NotNow; nothing is stored then."""
    extras = extras or Extras()
    settings = Settings.of(round.settings)
    if extras.photo is not None and not settings.photos:
        raise BadInput(_("Bij deze ronde kan geen foto. Haal de foto weg."), field="photo")
    alt = extras.photo_alt and clean(
        extras.photo_alt, limit=200, field="photo_alt", too_long=_("Maak dit korter dan 200 tekens.")
    )
    return give(
        round=round,
        words=words,
        actor=actor,
        key=key,
        area=extras.area,
        theme=extras.theme,
        hold_for_moderation=settings.before,
        detail=IdeaDetail(extras.photo, alt),
        token=token,
    )


def _check_answerable(idea: Contribution) -> None:
    """Refuse to answer or support what the public cannot read (reliability N27)."""
    readable = (
        idea.kind == IDEA
        and idea.moderation == Moderation.SHOWN
        and idea.withdrawn_at is None
        and idea.held_at is None
        and idea.publicity != Publicity.CLOSED
    )
    if not readable:
        raise NotNow(_("Dit idee is er niet meer. Kies een ander idee."))


@dataclass(frozen=True, slots=True)
class CommentDetail:
    """The own row of a comment."""

    stance: str

    def write(self, contribution: Contribution) -> None:
        """Write the row, after a last look at the idea in the same transaction."""
        if contribution.parent_id is None:
            raise ValueError("a comment answers an idea")
        _check_answerable(Contribution.objects.get(pk=contribution.parent_id))
        Comment.objects.create(
            tenant_id=contribution.tenant_id,
            created_at=contribution.created_at,
            contribution=contribution,
            stance=self.stance,
        )
        if contribution.round is not None:
            received = "contribution.received comment"
            note_line(
                round=contribution.round, what=received, subject=contribution.parent_id, act=contribution.pk
            )


def add_comment(
    *, round: Round, idea: Contribution, stance: str, words: Words, actor: Actor, key: str | None,
    token: str | None = None,
) -> Receipt:
    """Take in a comment for, against or beside an idea, as a contribution with its own tracking code."""
    settings = Settings.of(round.settings)
    if not settings.comments:
        raise NotNow(_("Bij deze ronde kunt u niet reageren. U kunt wel zelf een idee geven."))
    if stance not in Stance.values:
        raise BadInput(_("Kies of u voor of tegen bent, of geen van beide."), field="stance")
    _check_answerable(idea)
    return give(
        round=round,
        words=words,
        actor=actor,
        key=key,
        area=None,
        theme=idea.theme,
        parent=idea,
        hold_for_moderation=settings.before,
        detail=CommentDetail(stance),
        token=token,
    )


AGREEING = Agreeing(Support, "supporter", Idea, "support_shown", "idea.supported", "idea.unsupported")


def _open_for_support(arguments: Mapping[str, Any]) -> None:
    round = Round.objects.get(pk=arguments["idea"].round_id)
    wait_for_closing(round)
    if not Settings.of(round.settings).support:
        raise NotNow(_("Bij deze ronde kunt u ideeën niet steunen. U kunt wel reageren."))


@act(AGREEING.said, Contribution, on="idea", before=_open_for_support, adds=True)
def _wish(*, idea: Contribution, supporter: str, wanted: bool, actor: Actor, key: str | None) -> Done[Contribution]:
    """Write or take away the support of a device."""
    _check_answerable(idea)
    return write_wish(AGREEING, idea, supporter, wanted=wanted)


def set_support(
    *, idea: Contribution, supporter: str, wanted: bool, actor: Actor, key: str | None, token: str | None = None
) -> bool:
    """Let one device support an idea, or stop. Returns whether anything changed; doing it again changes nothing.

    `supporter` is the keyed hash of the device's token. The rows and the counters change in one transaction while the
    idea is held, so equal requests at the same moment count once. Raises NotNow when the round is not open.
    """

    def perform() -> Performed[Contribution]:
        return _wish.performed(idea=idea, supporter=supporter, wanted=wanted, actor=actor, key=key)

    return wished(idea.round, token, perform)


@act("idea.photo_removed", Contribution, on="contribution")
def remove_photo(*, contribution: Contribution, reason: str, actor: Actor, key: str | None) -> Done[Contribution]:
    """Take the photo of an idea away while the words stay, with the reason that its giver reads.

    Raises NotNow when there is none (any more).
    """
    if not Idea.objects.filter(contribution=contribution).exclude(photo="").exists():
        raise NotNow(_("Bij dit idee staat geen foto meer."))
    gone = _("De foto is weggehaald.")
    moderating.note_part_removed(contribution=contribution, what=gone, reason=reason, actor=actor)
    erase_photo(contribution)
    return Done(contribution, {"process": str(contribution.process_id)}, public=True)


def erase_photo(contribution: Contribution) -> None:
    """Empty what is kept of a photo; its files go once the act around it is kept."""
    row = Idea.objects.get(contribution=contribution)
    once_kept(partial(photos.discard, row.photo))
    row.photo = row.photo_alt = ""
    row.photo_width = row.photo_height = 0
    row.save(update_fields=("photo", "photo_alt", "photo_width", "photo_height"))


def settle_support(*, round: Round) -> None:
    """Bring what is shown of the support up to date once more. Runs inside the closing.

    The closing is no exception: an exact number at the end would tell who came after the last ten (ADR 16).
    """
    changed = []
    for detail in Idea.objects.filter(contribution__round=round).select_related("contribution"):
        shown = follow(detail.contribution.support_count, detail.support_shown)
        if detail.support_shown != shown:
            detail.support_shown = shown
            changed.append(detail)
    Idea.objects.bulk_update(changed, ("support_shown",), batch_size=500)


@act("idea.recounted", Round, on="round")
def recount(*, round: Round, actor: Actor = SYSTEM, key: str | None = None) -> Done[int]:
    """Count the support of every idea of a round again from the rows. Returns how many counters were wrong."""
    wrong = 0
    # Who supported an idea that was withdrawn is known no more; its number stays.
    rows = Contribution.objects.filter(round=round, kind=IDEA, withdrawn_at=None)
    rows = rows.annotate(real=Count("idea_supports"))
    for contribution in rows.exclude(support_count=F("real")):
        Contribution.objects.filter(pk=contribution.pk).update(support_count=contribution.real)
        wrong += 1
    return Done(wrong, {"wrong": wrong}, row=round)


def cut_support_ties(*, at: datetime) -> int:
    """Cut the ties between devices and what they supported in rounds closed thirty days ago; returns how many."""
    with exempt("support"):
        return cut_ties(AGREEING, at=at)


def erase_details(*, contribution_ids: Sequence[UUID]) -> Erasure:
    """Remove photo, its words, the point and who supported these ideas; their number stays.

    The files go once the act around it is kept.
    """
    Support.objects.filter(contribution_id__in=contribution_ids).delete()
    telling = ~Q(photo="") | Q(latitude__isnull=False)
    rows = list(Idea.objects.filter(telling, contribution_id__in=contribution_ids))
    for row in rows:
        if row.photo:
            once_kept(partial(photos.discard, row.photo))
        row.photo = row.photo_alt = ""
        row.photo_width = row.photo_height = 0
        row.latitude = row.longitude = None
    fields = ("photo", "photo_alt", "photo_width", "photo_height", "latitude", "longitude")
    Idea.objects.bulk_update(rows, fields, batch_size=500)
    return Erasure(rows=len(rows), fields=("photo", "photo_alt", "latitude", "longitude"))
