"""Short ways to give an idea or a comment, for tests that are about something else."""

import secrets
from datetime import timedelta
from typing import Any

from django.db.models import F

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.ideas.models import Comment, Idea, Stance
from brink.instruments.ideas.services import Extras, add_comment, give_idea


def form(**fields: str) -> dict[str, str]:
    """Return the fields of a form for an idea, as a browser sends them."""
    return {
        "key": secrets.token_urlsafe(16),
        "text": "Maak van de oude school kleine huizen.",
        "publicity": "pseudonym",
        **fields,
    }


def idea(round: Round, text: str = "Maak van de oude school kleine huizen.", **more: Any) -> Contribution:
    extras = Extras(**{name: more.pop(name) for name in ("photo", "photo_alt", "area", "theme") if name in more})
    words = Words(kind="idea", text=text, **more)
    return give_idea(round=round, words=words, actor=RESIDENT, key=None, extras=extras).contribution


def comment(
    round: Round, to: Contribution, stance: str = Stance.FOR, text: str = "Goed plan.", **more: Any
) -> Contribution:
    words = Words(kind="comment", text=text, **more)
    return add_comment(round=round, idea=to, stance=stance, words=words, actor=RESIDENT, key=None).contribution


def many_ideas(round: Round, number: int, **fields: Any) -> list[Contribution]:
    """Write ideas straight into the tables: for tests about numbers."""
    now = clock.now()
    rows = [
        Contribution(
            tenant_id=round.tenant_id, created_at=now - timedelta(minutes=count), process_id=round.process_id,
            round=round, kind="idea", channel="web", text=f"Idee nummer {count}. Het kan.", **fields,
        )
        for count in range(number)
    ]  # fmt: skip
    Contribution.objects.bulk_create(rows)
    Idea.objects.bulk_create(Idea(tenant_id=row.tenant_id, created_at=now, contribution=row) for row in rows)
    return rows


def many_comments(round: Round, to: Contribution, number: int, stance: str) -> list[Contribution]:
    """Write comments straight into the tables."""
    now = clock.now()
    rows = [
        Contribution(
            tenant_id=round.tenant_id, created_at=now - timedelta(seconds=count), process_id=round.process_id,
            round=round, kind="comment", channel="web", parent=to, text=f"Reactie {stance} {count}.",
        )
        for count in range(number)
    ]  # fmt: skip
    Contribution.objects.bulk_create(rows)
    Contribution.objects.filter(pk=to.pk).update(reply_count=F("reply_count") + number)
    Comment.objects.bulk_create(
        Comment(tenant_id=row.tenant_id, created_at=now, contribution=row, stance=stance) for row in rows
    )
    return rows
