"""What the desk can do next with an answer, beyond what this app knows of."""

from collections.abc import Callable

from brink.domain.contributions.models import Answer
from brink.foundation.points import Point
from brink.foundation.visibility import Viewer
from brink.ui.components import Link

# None when there is nothing to do with it, or not for this viewer.
answer_acts: Point[Callable[[Viewer, Answer], Link | None]] = Point("answer-act")


def acts_on(answer: Answer | None, viewer: Viewer) -> list[Link]:
    """Return what else this viewer can do with an answer, once its givers have it."""
    if answer is None or answer.sent_at is None:
        return []
    return [link for ask in answer_acts.all() if (link := ask(viewer, answer)) is not None]
