"""The question on the receipt and on the path of somebody's words: a form that is folded in, and may be passed by."""

from brink.domain.contributions.models import Contribution
from brink.domain.reach.forms import AboutForm
from brink.domain.reach.services import asks
from brink.foundation.panels import Panel


def about_you(voice: Contribution, code: str) -> Panel | None:
    """Return the form for the holder of a code; None where it is not asked. No query."""
    if not code or not asks(voice):
        return None
    return Panel("reach/part.html", {"form": AboutForm(initial={"code": code}, auto_id="over_%s")})
