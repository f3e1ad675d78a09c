"""What following shows on the pages of others: what was decided here, and the form to be kept informed."""

from django.utils.translation import gettext as _

from brink.domain.following.forms import FollowForm
from brink.domain.following.happenings import decided_lately
from brink.domain.following.subjects import Subject
from brink.domain.places.models import Area
from brink.domain.processes.points import ProcessPage, Stop
from brink.foundation.panels import Panel
from brink.foundation.visibility import Viewer


def panel(subject: Subject) -> Panel:
    """Return the form of one field with the feed beside it. No query."""
    return Panel("following/block_follow.html", {"form": FollowForm(), "subject": subject})


def keep_informed(area: Area, viewer: Viewer) -> Panel:
    """Return the form on the page of a place."""
    return panel(Subject(area=area))


def decided(area: Area, viewer: Viewer) -> Panel | None:
    """Return the last decisions that touch a place; None when there are none. Two queries."""
    rows = decided_lately(area)
    return Panel("following/block_decided.html", {"decisions": rows}) if rows else None


def question(shown: ProcessPage) -> Stop | None:
    """Return the form on the page of a question that anybody may read."""
    if shown.process.standing or shown.room is None:
        return None
    return Stop("op-de-hoogte", str(_("Blijf op de hoogte")), False, panel(Subject(process=shown.process)))
