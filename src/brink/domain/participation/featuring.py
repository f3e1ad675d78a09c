"""Which words may stand in front: the one rule for all that puts somebody's words in the best place.

New words are shown at once and featured by nobody: not as the sentence of a question, not on top of a list by support,
not in what others lead with. They may be once a human of the house saw them, or once enough people answered them, not
counting those of one line. Whatever features words registers at `features`, and a test draws its members from there.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from brink.domain.contributions.models import Channel, Moderation, ModerationAct
from brink.domain.contributions.visibility_rules import open_words
from brink.domain.participation.models import OneLine
from brink.domain.processes.models import Round
from brink.foundation.disclosure import K
from brink.foundation.points import Point

features: Point[Callable[[Round], Iterable[UUID]]] = Point("feature")
"""What features words: of a round, the contributions that it puts in front, first one first."""


def seen_by_staff(prefix: str = "") -> Q:
    """Return the condition that a human of the house saw these words: showed, wrote down, bundled or answered them."""
    at = f"{prefix}__" if prefix else ""
    looked = ModerationAct.objects.filter(contribution=OuterRef(f"{at}pk"), to=Moderation.SHOWN)
    since = looked.filter(created_at__gte=OuterRef(f"{at}changed_at"))
    as_given = Q(**{f"{at}changed_at": None})
    # An answer is about the words as they are now: once there is one, they do not change.
    return (
        Q(**{f"{at}landed_at__isnull": False})
        | (~as_given & Q(Exists(since)))
        | (
            as_given
            & (Q(Exists(looked)) | ~Q(**{f"{at}channel": Channel.WEB}) | Q(**{f"{at}bundled_at__isnull": False}))
        )
    )


def answered_by_enough(prefix: str = "") -> Q:
    """Return the condition that enough people supported these words, without those of one line."""
    at = f"{prefix}__" if prefix else ""
    one_line = OneLine.objects.filter(
        subject=OuterRef(f"{at}pk"), what__endswith=".supported", count__gt=OuterRef(f"{at}support_count") - K
    )
    # Who supported them before they were changed supported other words.
    return Q(Q(**{f"{at}support_count__gte": K, f"{at}changed_at": None}), ~Exists(one_line))


def featurable(prefix: str = "") -> Q:
    """Return the condition that words may stand in front: open to all, and seen by staff or answered by enough."""
    return open_words(prefix) & (seen_by_staff(prefix) | answered_by_enough(prefix))
